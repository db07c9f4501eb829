package org.datanet.attribution.index;

import java.time.Instant;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// One accepted record of a dataset version, as it enters the index: its anonymised text, the
/// account its earnings go to, and the platform's time of acceptance (which decides between
/// copies).
public record IndexedRecord(RecordId id, Address contributor, String text, Instant acceptedAt) {}
