// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Assets with immutable versions: the shape shared by the Datanet, model, adapter and agent registries.
/// @notice An asset has an owner, a metadata hash and a URI. A version has a content hash, a URI and at
/// least one parent: an asset or version of this or of a linked registry (the first version of an asset
/// names the asset itself). Nothing is ever changed or deleted; a version can only be frozen and unfrozen,
/// and the asset's head (its serving version) moved. Registrars act for owners who pay no gas.
abstract contract VersionedRegistry is AccessControl {
    enum State {
        None,
        Active,
        Frozen
    }

    struct Asset {
        address owner;
        bytes32 metadataHash;
        string uri;
        bytes32 head;
    }

    struct Parent {
        address registry;
        bytes32 id;
    }

    struct Version {
        bytes32 assetId;
        bytes32 contentHash;
        string uri;
        State state;
        uint64 publishedAt;
        Parent[] parents;
    }

    bytes32 public constant REGISTRAR = keccak256("REGISTRAR");

    mapping(bytes32 assetId => Asset) private _assets;
    mapping(bytes32 versionId => Version) private _versions;
    mapping(address registry => bool) private _linked;

    event RegistryLinked(address indexed registry);
    event AssetRegistered(bytes32 indexed assetId, address indexed owner, bytes32 metadataHash, string uri);
    event VersionPublished(
        bytes32 indexed assetId, bytes32 indexed versionId, bytes32 contentHash, string uri, Parent[] parents
    );
    event VersionFrozen(bytes32 indexed versionId, address indexed actor, string reason);
    event VersionUnfrozen(bytes32 indexed versionId, address indexed actor, string reason);
    event HeadMoved(bytes32 indexed assetId, bytes32 from, bytes32 to, address indexed actor, string reason);

    error Registry_AlreadyRegistered(bytes32 id);
    error Registry_EmptyHash();
    error Registry_NoOwner();
    error Registry_UnknownAsset(bytes32 assetId);
    error Registry_UnknownVersion(bytes32 versionId);
    error Registry_NotOwner(address caller, bytes32 assetId);
    error Registry_NoParent();
    error Registry_UnknownParent(address registry, bytes32 id);
    error Registry_WrongState(bytes32 versionId, State state);

    /// @param links registries whose assets and versions may be parents here, besides this one
    constructor(address admin, address registrar, address[] memory links) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(REGISTRAR, registrar);
        for (uint256 i; i < links.length; ++i) {
            _linked[links[i]] = true;
            emit RegistryLinked(links[i]);
        }
    }

    function registerAsset(bytes32 assetId, address owner, bytes32 metadataHash, string calldata uri) external {
        if (owner == address(0)) revert Registry_NoOwner();
        if (msg.sender != owner) _checkRole(REGISTRAR);
        if (metadataHash == 0) revert Registry_EmptyHash();
        if (isKnown(assetId)) revert Registry_AlreadyRegistered(assetId);
        _assets[assetId] = Asset(owner, metadataHash, uri, 0);
        emit AssetRegistered(assetId, owner, metadataHash, uri);
    }

    /// Publishes an immutable version and makes it the head.
    function publish(
        bytes32 assetId,
        bytes32 versionId,
        bytes32 contentHash,
        string calldata uri,
        Parent[] calldata parents
    ) external {
        _checkMayChange(assetId);
        if (contentHash == 0) revert Registry_EmptyHash();
        if (isKnown(versionId)) revert Registry_AlreadyRegistered(versionId);
        _checkParents(parents);
        Version storage created = _versions[versionId];
        (created.assetId, created.contentHash, created.uri) = (assetId, contentHash, uri);
        (created.state, created.publishedAt) = (State.Active, uint64(block.timestamp));
        for (uint256 i; i < parents.length; ++i) {
            created.parents.push(parents[i]);
        }
        emit VersionPublished(assetId, versionId, contentHash, uri, parents);
        _moveHead(assetId, versionId, "published");
    }

    function freeze(bytes32 versionId, string calldata reason) external {
        _changeState(versionId, State.Active, State.Frozen);
        emit VersionFrozen(versionId, msg.sender, reason);
    }

    function unfreeze(bytes32 versionId, string calldata reason) external {
        _changeState(versionId, State.Frozen, State.Active);
        emit VersionUnfrozen(versionId, msg.sender, reason);
    }

    /// Makes another active version of the asset the serving one, e.g. to roll back.
    function moveHead(bytes32 assetId, bytes32 versionId, string calldata reason) external {
        _checkMayChange(assetId);
        Version storage target = _versions[versionId];
        if (target.assetId != assetId) revert Registry_UnknownVersion(versionId);
        if (target.state != State.Active) revert Registry_WrongState(versionId, target.state);
        _moveHead(assetId, versionId, reason);
    }

    /// True for every registered asset and published version, frozen ones included.
    function isKnown(bytes32 id) public view returns (bool) {
        return _assets[id].owner != address(0) || _versions[id].state != State.None;
    }

    /// True for registered assets and for versions that are not frozen: what another registry may build on.
    function isUsable(bytes32 id) external view returns (bool) {
        return _assets[id].owner != address(0) || _versions[id].state == State.Active;
    }

    function asset(bytes32 assetId) external view returns (Asset memory) {
        return _assets[assetId];
    }

    function version(bytes32 versionId) external view returns (Version memory) {
        return _versions[versionId];
    }

    function state(bytes32 versionId) external view returns (State) {
        return _versions[versionId].state;
    }

    /// Every parent must be known here (a frozen version may have a successor) or usable in a linked
    /// registry (nothing new is built on a frozen one); kinds may ask for more.
    function _checkParents(Parent[] calldata parents) internal view virtual {
        if (parents.length == 0) revert Registry_NoParent();
        for (uint256 i; i < parents.length; ++i) {
            (address registry, bytes32 id) = (parents[i].registry, parents[i].id);
            bool accepted = registry == address(this)
                ? isKnown(id)
                : _linked[registry] && VersionedRegistry(registry).isUsable(id);
            if (!accepted) revert Registry_UnknownParent(registry, id);
        }
    }

    function _checkMayChange(bytes32 assetId) private view {
        address owner = _assets[assetId].owner;
        if (owner == address(0)) revert Registry_UnknownAsset(assetId);
        if (msg.sender != owner && !hasRole(REGISTRAR, msg.sender)) revert Registry_NotOwner(msg.sender, assetId);
    }

    function _changeState(bytes32 versionId, State from, State to) private {
        Version storage changed = _versions[versionId];
        if (changed.state == State.None) revert Registry_UnknownVersion(versionId);
        _checkMayChange(changed.assetId);
        if (changed.state != from) revert Registry_WrongState(versionId, changed.state);
        changed.state = to;
    }

    function _moveHead(bytes32 assetId, bytes32 to, string memory reason) private {
        bytes32 from = _assets[assetId].head;
        _assets[assetId].head = to;
        emit HeadMoved(assetId, from, to, msg.sender, reason);
    }
}
