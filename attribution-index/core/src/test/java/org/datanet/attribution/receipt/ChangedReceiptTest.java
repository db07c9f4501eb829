package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.TokenAmount;

/// Whatever is done to the bytes of a receipt, the verifier says what does not fit and never fails
/// itself.
@SuppressWarnings("NullAway.Init") // filled before the first property
class ChangedReceiptTest {

  private static Path folder;
  private static AttributionIndex index;
  private static byte[] good;
  private static Evidence evidence;

  @BeforeContainer
  static void build() throws IOException {
    folder = Files.createTempDirectory("receipt");
    index = Samples.index(folder.resolve("index"), Samples.literature());
    Receipt receipt =
        TestReceipts.receipt(1, TokenAmount.ofOpen("0.5"), TestReceipts.ANSWER, index);
    good = TestSigner.sign(receipt).canonicalJson();
    evidence =
        Evidence.NONE
            .withSigner(TestSigner.ADDRESS)
            .withAnswers(List.of(TestReceipts.ANSWER))
            .withIndexes(Map.of(TestReceipts.VERSION, index))
            .withEpoch(TestReceipts.epoch(List.of(receipt)));
  }

  @AfterContainer
  static void delete() throws IOException {
    index.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertNamed(byte[] bad) {
    Verification verification = ReceiptVerifier.verify(bad, evidence);
    assertThat(verification.failures()).isNotEmpty();
    assertThat(verification.failures()).allMatch(check -> !check.detail().isBlank());
  }

  @Property(tries = 2000)
  void aByteThatBecameAnotherIsNamed( // R35
      @ForAll @IntRange(max = 1_000_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    byte[] bad = good.clone();
    bad[place % bad.length] ^= (byte) flip;
    assertNamed(bad);
  }

  @Property(tries = 2000)
  void aLetterThatBecameAnotherIsNamed( // R35
      @ForAll @IntRange(max = 1_000_000) int place,
      @ForAll @IntRange(min = 32, max = 126) int letter) {
    byte[] bad = good.clone();
    bad[place % bad.length] = (byte) letter;
    if (!Arrays.equals(bad, good)) {
      assertNamed(bad);
    }
  }

  @Property(tries = 500)
  void aByteThatWasPutInIsNamed(
      @ForAll @IntRange(max = 1_000_000) int place, @ForAll byte inserted) {
    int at = place % (good.length + 1);
    ByteArrayOutputStream bad = new ByteArrayOutputStream();
    bad.write(good, 0, at);
    bad.write(inserted);
    bad.write(good, at, good.length - at);
    assertNamed(bad.toByteArray());
  }

  @Property(tries = 500)
  void aReceiptCutOffIsNamed(@ForAll @IntRange(max = 1_000_000) int length) {
    assertNamed(Arrays.copyOf(good, length % good.length));
  }
}
