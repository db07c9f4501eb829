package org.datanet.app.gradient;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.datanet.app.training.Adapter;
import org.datanet.app.wiring.BaseModel;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.training.AnswerGradients;
import org.jspecify.annotations.Nullable;

/// Shares of answers by gradients, for adapters whose publisher had their run keep features.
///
/// The answer's gradient takes about three times the work of reading prompt and answer, on a second
/// copy of the base model in 32-bit floats, so that tokens of other calls do not wait for it; one
/// answer after the other. Thread-safe.
@ApplicationScoped
public class AnswerInfluence {

  private static final int OPEN_ADAPTERS = 8;
  private static final int LONGEST_TOKENS = 1024;

  private final GradientFeatures features;
  private final AdapterFiles files;
  private final BaseModel baseModel;
  private final InferenceConfig config;
  private final SequencedMap<AdapterId, ServedGradients> open = new LinkedHashMap<>();
  private @Nullable LlamaEngine engine;

  AnswerInfluence(
      GradientFeatures features, AdapterFiles files, BaseModel baseModel, InferenceConfig config) {
    this.features = features;
    this.files = files;
    this.baseModel = baseModel;
    this.config = config;
  }

  /// What the adapter's training records gave to an answer; empty when the adapter has no features.
  ///
  /// @param indexes the dataset versions it was trained on; nothing else may earn
  /// @throws ProblemException `features-corrupt`, `features-not-found`
  public synchronized Optional<MethodShares> of(
      Adapter adapter,
      SequencedMap<DatasetVersionId, AttributionIndex> indexes,
      String prompt,
      String answer) {
    Hash digest = adapter.featuresDigest();
    return digest == null
        ? Optional.empty()
        : Optional.of(opened(adapter, digest).attribute(indexes, prompt, answer));
  }

  /// The least recently used of too many is closed.
  private ServedGradients opened(Adapter adapter, Hash digest) {
    ServedGradients served = open.remove(adapter.id());
    if (served == null) {
      served = open(adapter, digest);
    }
    open.putLast(adapter.id(), served);
    if (open.size() > OPEN_ADAPTERS) {
      open.pollFirstEntry().getValue().close();
    }
    return served;
  }

  private ServedGradients open(Adapter adapter, Hash digest) {
    FeatureFile file = features.open(adapter.contentHash(), digest);
    AnswerGradients answers = new AnswerGradients(engine(), weights(adapter), LONGEST_TOKENS);
    if (!answers.fingerprint(adapter.baseModel()).equals(file.layout().fingerprint())) {
      answers.close();
      file.close();
      throw new ProblemException(
          AttributionProblem.FEATURES_CORRUPT,
          "The features of adapter "
              + adapter.modelId()
              + " were taken at other weights; train the adapter again");
    }
    return new ServedGradients(file, answers, features.pool());
  }

  private LoraAdapter weights(Adapter adapter) {
    Path folder = features.folder(adapter.contentHash());
    try {
      if (!Files.exists(folder.resolve(PeftFiles.WEIGHTS))) {
        files.download(
            new AdapterRef(adapter.modelId(), adapter.id(), adapter.contentHash()), folder);
      }
      return PeftFiles.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LlamaEngine engine() {
    if (engine == null) {
      engine = LlamaEngine.load(baseModel.folder(), config.threads());
    }
    return engine;
  }

  @PreDestroy
  synchronized void close() {
    open.values().forEach(ServedGradients::close);
    open.clear();
    if (engine != null) {
      engine.close();
    }
  }
}
