package org.datanet.access.audit;

import java.time.Instant;
import org.datanet.kernel.Hash;

/// The state of the log: number of entries, Merkle root over them, time of the last append. This is
/// what is signed and anchored.
public record AuditHead(long size, Hash rootHash, Instant at) {}
