package org.datanet.inference.engine;

import java.util.Optional;
import org.datanet.inference.AdapterRef;

/// Within what cached tokens may be shared: one adapter (empty is the base model) and one tenant.
/// Tenants do not share, because the time to the first token would tell one what another asked
/// (prompt leakage through shared caches, NDSS 2025).
record CacheScope(String tenant, Optional<AdapterRef> adapter) {}
