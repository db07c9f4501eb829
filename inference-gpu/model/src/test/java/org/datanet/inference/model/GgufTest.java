package org.datanet.inference.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GgufTest {

  private static final Path FOLDER = Path.of("src/test/resources/gguf");
  private static final byte[] SMALL =
      new GgufWriter()
          .put("general.architecture", "llama")
          .put("list", List.of("one", "two"))
          .tensor("a", new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6})
          .tensor("b", new long[] {4}, new float[4])
          .bytes();

  /// `blocks.gguf` holds random blocks of each type, `blocks.safetensors` what Python's
  /// `gguf.quants` (0.19) makes of them.
  @ParameterizedTest
  @EnumSource(GgufType.class)
  void givesTheValuesOfTheReferenceBitForBit(GgufType type) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Map<String, TensorView> views = Gguf.open(FOLDER.resolve("blocks.gguf"), arena).tensors();
      TensorView view = requireNonNull(views.get(type.name()));
      Map<String, TensorView> reference =
          Safetensors.map(FOLDER.resolve("blocks.safetensors"), arena);
      TensorView expected = requireNonNull(reference.get(type.name()));
      assertThat(view.shape()).isEqualTo(expected.shape());
      assertThat(view.floats()).containsExactly(expected.floats());
      assertThat(view.firstNotFinite()).isEqualTo(-1);
    }
  }

  @Test
  void readsEveryKindOfMetadata() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Map<String, Object> metadata = Gguf.open(FOLDER.resolve("blocks.gguf"), arena).metadata();
      assertThat(metadata)
          .containsEntry("test.u8", 200L)
          .containsEntry("test.i8", -5L)
          .containsEntry("test.u16", 60000L)
          .containsEntry("test.i16", -300L)
          .containsEntry("test.u32", 4000000000L)
          .containsEntry("test.i32", -7L)
          .containsEntry("test.f32", 1.5)
          .containsEntry("test.u64", 1L << 40)
          .containsEntry("test.i64", -(1L << 40))
          .containsEntry("test.f64", 0.1)
          .containsEntry("test.flag", true)
          .containsEntry("test.text", "héllo 🙂")
          .containsEntry("test.list", List.of("a", "b"))
          .containsEntry("test.ints", List.of(1L, 2L, 3L));
    }
  }

  @Test
  void findsAValueThatIsNotFinite() {
    byte[] file =
        new GgufWriter().tensor("a", new long[] {3}, new float[] {1, 2, Float.NaN}).bytes();
    TensorView view = requireNonNull(read(file).tensors().get("a"));
    assertThat(view.firstNotFinite()).isEqualTo(2);
  }

  @Test
  void refusesAFileThatLies() {
    refuses("is not a GGUF file", file -> file.put(0, (byte) 'X'));
    refuses("is GGUF version 1", file -> file.putInt(4, 1));
    refuses("is GGUF version 50331648", file -> file.putInt(4, 3 << 24)); // big-endian
    refuses("tensors; the ", file -> file.putLong(8, Long.MAX_VALUE));
    refuses("18446744073709551615 tensors", file -> file.putLong(8, -1));
    refuses("1152921504606846976 metadata entries", file -> file.putLong(16, 1L << 60));
    refuses("1152921504606846976 bytes of text", file -> file.putLong(24, 1L << 60));
    refuses("metadata value of type 99", file -> file.putInt(24 + 8 + 20, 99));
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    refusesTensor("gives tensor a 0 dimensions", 0, new long[0], 0, 0);
    refusesTensor("gives tensor a 5 dimensions", 5, new long[] {1, 1, 1, 1, 1}, 0, 0);
    refusesTensor("gives tensor a the length 0", 1, new long[] {0}, 0, 0);
    refusesTensor(
        "gives tensor a the length 2305843009213693952", 2, new long[] {1L << 61, 4}, 0, 0);
    refusesTensor("has tensor a of ggml type 77; read are [F32, F16, ", 1, new long[] {1}, 77, 0);
    refusesTensor("rows of 31, not a multiple of 32", 1, new long[] {31}, 8, 0);
    refusesTensor("places the 4 bytes of tensor a at 8;", 1, new long[] {1}, 0, 8);
    refusesTensor("of tensor a at 18446744073709551584;", 1, new long[] {1}, 0, -32);
    refusesTensor("places the 4194304 bytes", 1, new long[] {1 << 20}, 0, 0);
  }

  private static void refusesTensor(
      String message, int sides, long[] lengths, int type, long offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    GgufWriter.int32(out, 3);
    GgufWriter.int64(out, 1);
    GgufWriter.int64(out, 0);
    GgufWriter.string(out, "a");
    GgufWriter.int32(out, sides);
    for (long length : lengths) {
      GgufWriter.int64(out, length);
    }
    GgufWriter.int32(out, type);
    GgufWriter.int64(out, offset);
    out.writeBytes(new byte[256]);
    assertThatThrownBy(() -> read(out.toByteArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTensorsThatOverlap() {
    byte[] file = SMALL.clone();
    int second = indexOf(file, "b".getBytes(java.nio.charset.StandardCharsets.US_ASCII)) + 1;
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(second + 4 + 8 + 4, 0);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("free are 24 to");
  }

  private static int indexOf(byte[] file, byte[] name) {
    for (int i = file.length - 1; i > 8; i--) {
      if (file[i] == name[0] && file[i - 8] == 1 && file[i - 1] == 0) {
        return i;
      }
    }
    throw new AssertionError();
  }

  @Test
  void refusesAFileCutAnywhereInItsHeader() {
    for (int length = 0; length < SMALL.length - 1; length++) {
      byte[] cut = java.util.Arrays.copyOf(SMALL, length);
      if (length < SMALL.length - 16) { // the rest is padding
        assertThatThrownBy(() -> read(cut)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /// Any bytes are read or refused with a sentence, in bounded memory.
  @Test
  void survivesDamage() {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] file = SMALL.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        read(file).tensors().values().forEach(TensorView::floats);
      } catch (IllegalArgumentException e) {
        refused++;
        assertThat(e).hasMessageContaining("test.gguf");
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }

  private static void refuses(String message, Consumer<ByteBuffer> damage) {
    byte[] file = SMALL.clone();
    damage.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("test.gguf ")
        .hasMessageContaining(message);
  }

  private static Gguf read(byte[] file) {
    return Gguf.read(MemorySegment.ofArray(file), "test.gguf");
  }
}
