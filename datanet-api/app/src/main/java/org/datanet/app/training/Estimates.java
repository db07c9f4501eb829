package org.datanet.app.training;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.app.version.Versions;
import org.datanet.app.wiring.BaseModel;
import org.datanet.inference.model.Tokenizer;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.training.Schedule;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// Estimates what runs would take. Nothing is charged for a run: whoever gave the data earns when
/// the adapter answers, so the cost is machine time.
@ApplicationScoped
class Estimates {

  private static final int SAMPLE = 32;

  private final RunStore store;
  private final Versions versions;
  private final BaseModel baseModel;
  private @Nullable Tokenizer tokenizer;

  Estimates(RunStore store, Versions versions, BaseModel baseModel) {
    this.store = store;
    this.versions = versions;
    this.baseModel = baseModel;
  }

  Estimate of(List<DatasetVersionId> versionIds, TrainingSettings settings) {
    int records = 0;
    double all = 0;
    for (DatasetVersionId id : versionIds) {
      records += versions.get(id).recordCount();
      all += tokens(id);
    }
    Schedule schedule = settings.schedule();
    long tokens = Math.round(all * (1 - settings.heldOut().share()));
    long total = tokens * schedule.epochs();
    long updates = Math.ceilDiv(tokens, (long) schedule.batchTokens()) * schedule.epochs();
    Double rate = store.lastRate(baseModel.fingerprint(), schedule.bf16());
    Long seconds = rate == null ? null : Math.round(total / rate);
    return new Estimate(records, tokens, total, updates, rate, seconds);
  }

  /// From the number of characters, and characters a token of a sample; each record has an end
  /// token.
  private double tokens(DatasetVersionId id) {
    Versions.TextSize size = versions.textSize(id, SAMPLE);
    long characters = size.sample().stream().mapToLong(String::length).sum();
    long tokens = size.sample().stream().mapToLong(this::count).sum();
    return characters == 0 ? 0 : size.records() + (double) tokens / characters * size.characters();
  }

  private long count(String text) {
    return tokenizer().encodeText(text, false).length;
  }

  private synchronized Tokenizer tokenizer() {
    if (tokenizer == null) {
      tokenizer = Tokenizer.load(baseModel.folder());
    }
    return tokenizer;
  }

  @PreDestroy
  synchronized void close() {
    Stream.ofNullable(tokenizer).forEach(Tokenizer::close);
  }
}
