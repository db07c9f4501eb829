package org.datanet.curation.gate;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A PNG or JPEG file, read by its segments only; never decoded.
///
/// @param pixels width times height as the header states
/// @param metadataAt offset of the first metadata segment; null when there is none
/// @param clean the file without metadata
record Picture(long pixels, @Nullable Integer metadataAt, byte[] clean) {

  private static final int PNG_SIGNATURE = 8;
  private static final Set<String> PNG_METADATA = Set.of("tEXt", "zTXt", "iTXt", "eXIf", "tIME");

  static Picture of(byte[] content) throws Refusal {
    try {
      return content[0] == (byte) 0x89 ? png(content) : jpeg(content);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
      throw new Refusal(
          "malformed", "end of file", "the picture is damaged or cut off; export it again");
    }
  }

  private static Picture png(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    out.write(content, 0, PNG_SIGNATURE);
    Integer metadata = null;
    long pixels = 0;
    in.position(PNG_SIGNATURE);
    while (in.hasRemaining()) {
      int start = in.position();
      int length = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      String kind = new String(name, StandardCharsets.ISO_8859_1);
      if (kind.equals("IHDR")) {
        pixels =
            (in.getInt(in.position()) & 0xffffffffL) * (in.getInt(in.position() + 4) & 0xffffffffL);
      }
      in.position(Math.addExact(in.position(), Math.addExact(length, 4)));
      if (PNG_METADATA.contains(kind)) {
        metadata = metadata == null ? Integer.valueOf(start) : metadata;
      } else {
        out.write(content, start, in.position() - start);
      }
    }
    return new Picture(pixels, metadata, out.toByteArray());
  }

  private static Picture jpeg(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    out.write(content, 0, 2);
    Integer metadata = null;
    long pixels = 0;
    in.position(2);
    while (true) {
      int start = in.position();
      int marker = in.getShort() & 0xffff;
      if (marker == 0xffda || marker == 0xffd9) {
        out.write(content, start, content.length - start);
        return new Picture(pixels, metadata, out.toByteArray());
      }
      int length = in.getShort() & 0xffff;
      if (isFrame(marker)) {
        pixels = (long) (in.getShort(start + 5) & 0xffff) * (in.getShort(start + 7) & 0xffff);
      }
      in.position(start + 2 + length);
      if (isMetadata(marker)) {
        metadata = metadata == null ? Integer.valueOf(start) : metadata;
      } else {
        out.write(content, start, length + 2);
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xffc0
        && marker <= 0xffcf
        && marker != 0xffc4
        && marker != 0xffc8
        && marker != 0xffcc;
  }

  /// Application segments but JFIF (APP0) and Adobe's colour transform (APP14), and comments.
  private static boolean isMetadata(int marker) {
    return marker == 0xfffe || (marker > 0xffe0 && marker <= 0xffef && marker != 0xffee);
  }
}
