package org.datanet.attribution.index;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// The suffix sorter of an installed libsais (Ilya Grebnov, version 2), called in native code. Its
/// result is that of [SuffixArray]; it needs 8 bytes a token of native memory.
record Libsais(Path library) {

  /// Names the shared library of libsais; without it the index is built in Java.
  static final String PROPERTY = "datanet.libsais";

  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);

  static Optional<Libsais> configured() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(Libsais::new);
  }

  /// The start of each suffix in ascending order of the suffixes.
  ///
  /// @param text values from 0 to `alphabet` - 1
  /// @throws ProblemException `suffix-sorter-unusable` when there is no libsais in the library, or
  ///   it gives up
  int[] sort(int[] text, int alphabet) {
    int room = (int) Math.min(6L * alphabet + 4096, Integer.MAX_VALUE - text.length);
    int[] ranked = new int[text.length];
    try (Arena memory = Arena.ofConfined()) {
      MethodHandle sorter = load(memory);
      MemorySegment words = memory.allocateFrom(JAVA_INT, text);
      MemorySegment suffixes = memory.allocate(JAVA_INT, (long) text.length + room);
      int outcome = call(sorter, words, suffixes, alphabet);
      if (outcome != 0) {
        throw unusable("gave up with code " + outcome);
      }
      MemorySegment.copy(suffixes, JAVA_INT, 0, ranked, 0, ranked.length);
    }
    return ranked;
  }

  private MethodHandle load(Arena memory) {
    try {
      SymbolLookup symbols = SymbolLookup.libraryLookup(library, memory);
      return Linker.nativeLinker().downcallHandle(symbols.findOrThrow("libsais_int"), SIGNATURE);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw unusable("cannot be loaded: " + e.getMessage());
    }
  }

  private int call(MethodHandle sorter, MemorySegment words, MemorySegment suffixes, int alphabet) {
    int size = (int) (words.byteSize() / Integer.BYTES);
    int room = (int) (suffixes.byteSize() / Integer.BYTES - size);
    try {
      return (int) sorter.invokeExact(words, suffixes, size, alphabet, room);
    } catch (Throwable e) {
      throw unusable("cannot be called: " + e);
    }
  }

  private ProblemException unusable(String reason) {
    return new ProblemException(
        AttributionProblem.SUFFIX_SORTER_UNUSABLE,
        "The library %s %s. Let the system property %s name a shared library of libsais 2, or leave it out"
            .formatted(library, reason, PROPERTY));
  }
}
