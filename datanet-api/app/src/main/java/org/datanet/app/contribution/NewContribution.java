package org.datanet.app.contribution;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.datanet.kernel.Hash;

/// An announced upload and the terms it is given under.
record NewContribution(
    @NotBlank(message = "give the file's name") String fileName,
    @Min(value = 0, message = "0 or more bytes") long sizeBytes,
    @NotNull(message = "the hash of a consent of GET /api/terms") Hash consentHash,
    @NotNull(message = "the hash of a licence of GET /api/terms") Hash licenceHash) {}
