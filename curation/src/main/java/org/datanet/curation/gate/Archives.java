package org.datanet.curation.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/// Opens ZIP and gzip files without ever trusting the sizes they state.
final class Archives {

  private static final int RATIO_FROM_BYTES = 1_000_000;

  private final GateLimits limits;

  Archives(GateLimits limits) {
    this.limits = limits;
  }

  /// The content of a gzip file. Only its size is bounded: plain text may well shrink 100 times.
  byte[] gunzip(byte[] packed) throws Refusal {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] content = in.readNBytes((int) limits.expandedBytes() + 1);
      if (content.length > limits.expandedBytes()) {
        throw tooBig(null);
      }
      return content;
    } catch (IOException _) {
      throw new Refusal("malformed", null, "the gzip data are damaged; pack the file again");
    }
  }

  /// Walks through a ZIP file.
  ///
  /// @param document true for DOCX, which may hold other archives (they are never opened)
  /// @return names of the entries
  Set<String> checkZip(byte[] archive, boolean document) throws Refusal {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(archive)).get()) {
      Set<String> names = new HashSet<>();
      long total = 0;
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        checkName(entry.getName());
        names.add(entry.getName());
        total += checkEntry(zip, entry, limits.expandedBytes() - total, document);
      }
      return names;
    } catch (IOException _) {
      throw new Refusal(
          "malformed", "end of file", "the archive is damaged or cut off; upload the whole file");
    }
  }

  private static void checkName(String name) throws Refusal {
    String path = name.replace('\\', '/');
    boolean climbs = ("/" + path + "/").contains("/../");
    if (climbs || path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
      throw new Refusal(
          "path-traversal",
          "entry " + FileName.shown(name),
          "the entry's name leads out of its folder; pack the files with plain names");
    }
  }

  private long checkEntry(ZipFile zip, ZipArchiveEntry entry, long left, boolean document)
      throws IOException, Refusal {
    String place = "entry " + FileName.shown(entry.getName());
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new Refusal(
          "encrypted", place, "encrypted content cannot be checked; remove the password");
    }
    if (entry.getSize() > left) {
      throw tooBig(place);
    }
    byte[] content = expanded(zip, entry, left, place);
    if (!document && Set.of("zip", "gzip", "archive").contains(Magic.kind(content))) {
      throw new Refusal(
          "decompression-limit", place, "an archive inside an archive is not opened; unpack it");
    }
    if (isXml(entry.getName())) {
      MarkupChecks.refuseEntities(new String(content, StandardCharsets.ISO_8859_1), place, false);
    }
    return content.length;
  }

  private byte[] expanded(ZipFile zip, ZipArchiveEntry entry, long left, String place)
      throws IOException, Refusal {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        boolean dense =
            out.size() > RATIO_FROM_BYTES
                && out.size() / limits.expansionRatio() > Math.max(1, entry.getCompressedSize());
        if (out.size() > left || dense) {
          throw tooBig(place);
        }
      }
    }
    return out.toByteArray();
  }

  private Refusal tooBig(@Nullable String place) {
    return new Refusal(
        "decompression-limit",
        place,
        "it expands to more than %,d bytes or %d times its size; split it into smaller files"
            .formatted(limits.expandedBytes(), limits.expansionRatio()));
  }

  private static boolean isXml(String name) {
    return name.endsWith(".xml") || name.endsWith(".rels");
  }
}
