package org.datanet.app.training;

import java.time.Instant;
import java.util.List;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A published version of a LoRA adapter, immutable but for its state.
///
/// @param modelId `name:version`, what callers name
/// @param contentHash of its files; what the L2 holds
/// @param baseModel fingerprint of its base model
/// @param featuresDigest of the gradient features of its records; null when its run kept none
/// @param split of the fee: that of its Datanet; with several, of the one most generous to its data
public record Adapter(
    AdapterId id,
    TrainingRunId trainingRunId,
    UserId ownerId,
    String name,
    int version,
    String modelId,
    Hash baseModel,
    List<DatasetVersionId> datasetVersionIds,
    Hash contentHash,
    @Nullable Hash featuresDigest,
    TokenAmount pricePerThousandTokens,
    DatanetRules.Split split,
    State state,
    @Nullable String txHash,
    @Nullable String failure,
    @Nullable String frozenReason,
    Instant createdAt) {

  /// Only a registered adapter is served.
  public enum State {
    REGISTERING,
    REGISTERED,
    FROZEN,
    FAILED
  }
}
