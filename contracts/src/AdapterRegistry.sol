// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VersionedRegistry} from "./VersionedRegistry.sol";

/// @title LoRA adapters: every version names the base model and the dataset versions it was trained on.
contract AdapterRegistry is VersionedRegistry {
    address private immutable _models;
    address private immutable _datanets;

    error AdapterRegistry_NoBaseModel();
    error AdapterRegistry_NoDataset();

    constructor(address admin, address registrar, address models, address datanets)
        VersionedRegistry(admin, registrar, _pair(models, datanets))
    {
        (_models, _datanets) = (models, datanets);
    }

    function _checkParents(Parent[] calldata parents) internal view override {
        super._checkParents(parents);
        if (!_anyFrom(_models, parents)) revert AdapterRegistry_NoBaseModel();
        if (!_anyFrom(_datanets, parents)) revert AdapterRegistry_NoDataset();
    }

    function _anyFrom(address registry, Parent[] calldata parents) private pure returns (bool) {
        for (uint256 i; i < parents.length; ++i) {
            if (parents[i].registry == registry) return true;
        }
        return false;
    }

    function _pair(address first, address second) private pure returns (address[] memory both) {
        both = new address[](2);
        (both[0], both[1]) = (first, second);
    }
}
