package org.datanet.attribution.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The sorted words of an index; ids start at 1.
final class Vocabulary {

  private final MemorySegment bytes;
  private final PackedValues starts;

  Vocabulary(MemorySegment bytesFile, MemorySegment startsFile) {
    BlockFile.Header header = BlockFile.header(FileKind.VOCABULARY_BYTES, bytesFile);
    bytes = bytesFile.asSlice(BlockFile.HEADER_BYTES, header.payloadBytes());
    starts = new PackedValues(FileKind.VOCABULARY_STARTS, startsFile);
  }

  int size() {
    return (int) starts.count() - 1;
  }

  String word(int id) {
    return new String(utf8(id).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  /// The id of a word, or -1.
  int id(String word) {
    MemorySegment wanted = MemorySegment.ofArray(word.getBytes(UTF_8));
    int low = 1;
    int high = size();
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(utf8(middle), wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private MemorySegment utf8(int id) {
    long from = starts.get(id - 1L);
    return bytes.asSlice(from, starts.get(id) - from);
  }

  private static int compare(MemorySegment a, MemorySegment b) {
    long at = a.mismatch(b);
    if (at < 0) {
      return 0;
    }
    if (at == a.byteSize() || at == b.byteSize()) {
      return Long.compare(a.byteSize(), b.byteSize());
    }
    return Byte.compareUnsigned(a.get(ValueLayout.JAVA_BYTE, at), b.get(ValueLayout.JAVA_BYTE, at));
  }
}
