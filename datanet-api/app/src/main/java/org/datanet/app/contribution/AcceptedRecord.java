package org.datanet.app.contribution;

import java.time.Instant;
import org.datanet.kernel.UserId;

/// A clean record of an accepted contribution, ready to enter a version.
///
/// @param acceptedAt the platform's time of the curator's decision
public record AcceptedRecord(DataRecord record, UserId contributor, Instant acceptedAt) {}
