// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VersionedRegistry} from "./VersionedRegistry.sol";

/// @title Agents: every version names the models and adapters it depends on.
contract AgentRegistry is VersionedRegistry {
    constructor(address admin, address registrar, address[] memory links) VersionedRegistry(admin, registrar, links) {}
}
