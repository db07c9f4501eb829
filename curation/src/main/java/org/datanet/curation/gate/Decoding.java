package org.datanet.curation.gate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Strict decoding: UTF-8, or UTF-16 with a byte order mark.
final class Decoding {

  private static final int NULS_ARE_UTF16 = 8;

  private Decoding() {}

  static String decoded(byte[] content) throws Refusal {
    if (starts(content, 0xff, 0xfe)) {
      return strict(content, 2, StandardCharsets.UTF_16LE);
    }
    if (starts(content, 0xfe, 0xff)) {
      return strict(content, 2, StandardCharsets.UTF_16BE);
    }
    refuseUnmarkedUtf16(content);
    return strict(content, starts(content, 0xef, 0xbb, 0xbf) ? 3 : 0, StandardCharsets.UTF_8);
  }

  private static void refuseUnmarkedUtf16(byte[] content) throws Refusal {
    int nuls = 0;
    int first = -1;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0) {
        nuls++;
        first = first < 0 ? i : first;
      }
    }
    if (nuls * NULS_ARE_UTF16 > content.length) {
      throw new Refusal(
          "encoding",
          "byte " + first,
          "many NUL bytes: this is UTF-16 without a mark, or no text; save it as UTF-8");
    }
  }

  private static String strict(byte[] content, int from, Charset charset) throws Refusal {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content, from, content.length - from);
    CharBuffer out = CharBuffer.allocate(content.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new Refusal(
          "encoding",
          "byte " + in.position(),
          "this byte is not valid " + charset + "; save the file as UTF-8 and upload it again");
    }
    return out.flip().toString();
  }

  private static boolean starts(byte[] content, int... mark) {
    if (content.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((content[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
