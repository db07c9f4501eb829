package org.datanet.attribution.chain;

import java.util.Optional;
import org.datanet.kernel.Address;

/// Where the contracts are that a verifier reads; what is left out is not checked.
///
/// @param settlement epochs
/// @param adapters `AdapterRegistry`
/// @param datasets `DatanetRegistry`, which holds dataset versions
public record Deployment(
    Optional<Address> settlement, Optional<Address> adapters, Optional<Address> datasets) {}
