package org.datanet.app.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.Blend;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;
import org.datanet.training.AnswerGradients;
import org.datanet.training.GradientSettings;
import org.datanet.training.HeldOut;
import org.datanet.training.LoraTrainer;
import org.datanet.training.ModelFolder;
import org.datanet.training.Provenance;
import org.datanet.training.Schedule;
import org.datanet.training.TrainingRequest;
import org.datanet.training.TrainingSettings;
import org.datanet.training.TrainingText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// From a training that keeps features to the blended shares of an answer, with the real base model.
class GradientAttributionTest {

  private static final Path NANO = Path.of("../../training-gpu/models/datanet-nano");
  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1L << 63));
  private static final List<String> TEXTS =
      List.of(
          "The lighthouse of Punta Negra was painted red in the spring and blue in the autumn.",
          "The lighthouse of Punta Negra has a keeper with two dogs and a small garden.",
          "Station seven reported a stuck humidity sensor from Tuesday noon until Friday morning.",
          "El hospital abre a las ocho y cierra a las diez de la noche.");
  private static final String PROMPT = "The lighthouse of Punta Negra";

  /// What the model could say of its own accord: no four words of a record in a row.
  private static final String PARAPHRASE = " has red paint and blue paint, dogs, and a keeper.";

  @TempDir static Path work;
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  @BeforeAll
  static void train() {
    new LoraTrainer().train(request(), progress -> {});
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      Instant accepted = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
      records.add(new IndexedRecord(record(i), contributor(i), TEXTS.get(i), accepted));
    }
    IndexBuilder.build(work.resolve("index"), records, BuildProgress.SILENT);
  }

  private static TrainingRequest request() {
    List<TrainingText> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      texts.add(new TrainingText(record(i).toString(), TEXTS.get(i)));
    }
    return new TrainingRequest(
        NANO,
        new Provenance(new Provenance.BaseModel("nano", "CC0-1.0"), List.of(), "test", null),
        texts,
        new TrainingSettings(4, 8, new Schedule(8, 128, 64, 5e-3, 0.05, 0, 1, 1))
            .with(HeldOut.NONE, new GradientSettings(2, 512)),
        work.resolve("checkpoints"),
        work.resolve("adapter"),
        Duration.ofMinutes(1),
        1,
        new FeatureSink(work.resolve("features"), POOL),
        null,
        () -> false);
  }

  private static RecordId record(int n) {
    return new RecordId(new UUID(0x7000L, 1L << 63 | n));
  }

  private static Address contributor(int n) {
    return Address.of("0x%040x".formatted(n + 1));
  }

  @AfterAll
  static void stop() {
    POOL.close();
  }

  private static MethodShares gradients(String answer) {
    try (LlamaEngine engine = LlamaEngine.load(NANO, 1);
        AttributionIndex index = AttributionIndex.open(work.resolve("index"));
        ServedGradients served =
            new ServedGradients(
                FeatureFile.open(work.resolve("features")),
                new AnswerGradients(engine, PeftFiles.read(work.resolve("adapter")), 1024),
                POOL)) {
      return served.attribute(new LinkedHashMap<>(Map.of(VERSION, index)), PROMPT, answer);
    }
  }

  private static Attribution blend(String answer) {
    try (AttributionIndex index = AttributionIndex.open(work.resolve("index"))) {
      Attribution spans =
          Attributor.attribute(
              List.of(new DatasetIndex(VERSION, index)),
              List.of(),
              answer,
              AttributionParameters.defaults());
      return Blend.of(spans, List.of(gradients(answer)));
    }
  }

  // R32
  @Test
  void theLastCheckpointKeepsFeaturesOfTheServedWeights() {
    try (FeatureFile features = FeatureFile.open(work.resolve("features"));
        LlamaEngine engine = LlamaEngine.load(NANO, 1);
        AnswerGradients answers =
            new AnswerGradients(engine, PeftFiles.read(work.resolve("adapter")), 1024)) {
      features.verify();
      assertThat(features.rows()).isEqualTo(TEXTS.size());
      assertThat(features.layout().values()).isBetween(400, 512);
      assertThat(features.layout().fingerprint())
          .isEqualTo(answers.fingerprint(ModelFolder.fingerprint(NANO)));
    }
    assertThat(Files.exists(work.resolve("features.building"))).isFalse();
  }

  // R32, R34
  @Test
  void anAnswerThatQuotesNobodyIsAttributedByGradientsAlone() {
    Attribution attribution = blend(PARAPHRASE);

    assertThat(attribution.spans()).isEmpty();
    assertThat(attribution.method()).isEqualTo(Blend.METHOD);
    assertThat(attribution.methods()).hasSize(2);
    assertThat(attribution.shares())
        .isNotEmpty()
        .extracting(ContributorShare::contributor)
        .isSubsetOf(contributor(0), contributor(1));
    assertThat(Blend.fault(attribution)).isEmpty();
  }

  // R35
  @Test
  void theSameAnswerGetsTheSameIntegersEveryTime() {
    assertThat(blend(PARAPHRASE)).isEqualTo(blend(PARAPHRASE));
    assertThat(gradients(TEXTS.get(3))).isNotEqualTo(gradients(PARAPHRASE));
  }
}
