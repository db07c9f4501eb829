package org.datanet.app.training;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.jspecify.annotations.Nullable;

/// Publishes a run.
///
/// @param pricePerThousandTokens in base units; the Datanet's price where absent
record PublishRequest(
    @NotNull(message = "the id of a DONE run") TrainingRunId trainingRunId,
    @NotNull
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{1,62}",
            message = "2 to 63 lower-case letters, digits and hyphens")
        String name,
    @Nullable TokenAmount pricePerThousandTokens) {}
