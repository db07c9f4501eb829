package org.datanet.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.Samples;
import org.datanet.attribution.influence.FeatureLayout.Slice;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

  private static final float[][] ROWS = TestFeatures.random(1, 300, 130);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("adapter.dng");
  }

  @Test
  void holdsEveryRowWithItsRecord() { // R32
    float[] residuals = new float[ROWS.length];
    residuals[7] = 0.25f;
    try (FeatureFile features = TestFeatures.file(file, ROWS, residuals, 100, 30)) {
      assertThat(features.layout()).isEqualTo(TestFeatures.layout(100, 30));
      assertThat(features.rows()).isEqualTo(ROWS.length);
      for (int i = 0; i < ROWS.length; i++) {
        float[] row = new float[30];
        features.read(i, new Slice(100, 30), row);
        assertThat(row).isEqualTo(Arrays.copyOfRange(ROWS[i], 100, 130));
        assertThat(features.recordId(i)).isEqualTo(Samples.recordId(i));
        assertThat(features.residual(i)).isEqualTo(residuals[i]);
      }
      assertThatCode(features::verify).doesNotThrowAnyException();
    }
  }

  @Test
  void givesTheSameBytesForTheSameRows() { // R35
    Path other = folder.resolve("other.dng");
    try (FeatureFile a = TestFeatures.file(file, ROWS, 130);
        FeatureFile b = TestFeatures.file(other, ROWS, 130)) {
      assertThat(other).hasSameBinaryContentAs(file);
      assertThat(a.digest()).isEqualTo(b.digest());
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    TestFeatures.file(file, ROWS, 100, 30).close();
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      int at = i < 150 ? i : random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      assertThatThrownBy(this::openAndVerify)
          .as("byte %d", at)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(AttributionProblem.FEATURES_CORRUPT))
          .hasMessageContaining("adapter.dng");
    }
  }

  private void openAndVerify() {
    try (FeatureFile features = FeatureFile.open(file)) {
      features.verify();
    }
  }

  @Test
  void aTruncatedFileIsNotOpened() throws IOException {
    TestFeatures.file(file, ROWS, 130).close();
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 50, 110, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertProblem(AttributionProblem.FEATURES_CORRUPT, () -> FeatureFile.open(file));
    }
    Files.delete(file);
    assertProblem(AttributionProblem.FEATURES_NOT_FOUND, () -> FeatureFile.open(file));
  }

  @Test
  void whatIsNotPublishedLeavesNothing() throws IOException {
    try (FeatureWriter writer = new FeatureWriter(file, TestFeatures.layout(130))) {
      assertProblem(AttributionProblem.FEATURES_INVALID, writer::publish);
      writer.add(Samples.recordId(1), ROWS[0]);
      assertProblem(
          AttributionProblem.FEATURES_INVALID,
          () -> writer.add(Samples.recordId(1), new float[129]));
      float[] infinite = ROWS[1].clone();
      infinite[3] = Float.POSITIVE_INFINITY;
      assertThatThrownBy(() -> writer.add(Samples.recordId(1), infinite))
          .hasMessage("Value 3 of the row 1 is Infinity, not a number");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void publishedFeaturesAreNeverOverwritten() {
    TestFeatures.file(file, ROWS, 130).close();
    assertProblem(
        AttributionProblem.FEATURES_EXIST,
        () -> new FeatureWriter(file, TestFeatures.layout(130)).close());
  }

  private static void assertProblem(AttributionProblem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
