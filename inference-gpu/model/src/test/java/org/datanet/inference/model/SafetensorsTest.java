package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// R48: files that lie are refused before memory is taken.
class SafetensorsTest {

  private static final String GOOD =
      "{'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]},"
          + "'b':{'dtype':'BF16','shape':[4],'data_offsets':[24,32]}}";

  @TempDir Path folder;

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static Map<String, TensorView> open(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return Safetensors.map(file, Arena.global());
  }

  @Test
  void readsWhatIsGood() throws IOException {
    Map<String, TensorView> views = open(folder.resolve("x"), file(GOOD, 32));
    assertThat(views.keySet()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[0,24]   | [0,28]       | tensor a, F32 [2, 3], needs 24 bytes; its header gives it bytes 0 to 28 of 32",
        "[24,32]  | [16,24]      | tensor b starts at byte 16 of the data, expected 24",
        "[24,32]  | [28,36]      | tensor b, BF16 [4], needs 8 bytes; its header gives it bytes 28 to 36 of 32",
        "[24,32]  | [-8,0]       | tensor b lacks two data_offsets of 0 or more",
        "[2,3]    | [2,-3]       | tensor a has the impossible shape",
        "[2,3]    | [4294967296,4294967296] | tensor a has the impossible shape",
        "'BF16'   | 'F17'        | tensor b has the unknown type 'F17'",
        "'b'      | 'a'          | the header is not JSON: Duplicate field 'a'",
        "'shape':[4] | 'shape':4 | tensor b lacks a shape",
        "}}       | }} x         | the header is not JSON",
      })
  void refusesAHeaderThatLies(String from, String to, String reason) {
    byte[] bytes = file(GOOD.replace(from, to), 32);
    assertThatThrownBy(() -> open(folder.resolve("lie.safetensors"), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lie.safetensors: ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesCutAndPaddedFiles() {
    byte[] good = file(GOOD, 32);
    for (int length : new int[] {0, 7, 8, 40, good.length - 1, good.length + 1}) {
      assertThatThrownBy(() -> open(folder.resolve("x"), Arrays.copyOf(good, length)))
          .as("%d of %d bytes", length, good.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 500)
  void damageIsRefusedOrHarmless(
      @ForAll @IntRange(min = 0, max = 160) int place, @ForAll byte value) throws IOException {
    byte[] bytes = file(GOOD, 32);
    bytes[place % bytes.length] = value;
    Path file = Files.createTempFile("damaged", ".safetensors");
    try {
      for (TensorView view : open(file, bytes).values()) {
        assertThat(view.bytes().byteSize()).isLessThanOrEqualTo(32);
        assertThat(view.isReadable() ? view.floats().length : view.count()).isEqualTo(view.count());
      }
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(file.getFileName().toString());
    } finally {
      Files.delete(file);
    }
  }
}
