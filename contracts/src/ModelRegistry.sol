// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VersionedRegistry} from "./VersionedRegistry.sol";

/// @title Base models (asset: a family) and their weights (version: hash of the files).
contract ModelRegistry is VersionedRegistry {
    constructor(address admin, address registrar, address[] memory links) VersionedRegistry(admin, registrar, links) {}
}
