// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VersionedRegistry} from "./VersionedRegistry.sol";

/// @title Datanets (asset: hash of its rules) and their dataset versions (content hash: Merkle root over records).
contract DatanetRegistry is VersionedRegistry {
    constructor(address admin, address registrar) VersionedRegistry(admin, registrar, new address[](0)) {}
}
