// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title Who may use a Datanet, for which purpose and until when; grants can be revoked, never edited.
contract LicenceRegistry is AccessControl {
    struct Grant {
        bytes32 datanetId;
        address licensee;
        bytes32 purpose;
        uint64 expiresAt;
        bool revoked;
        bytes32 termsHash;
    }

    /// May grant and revoke, on behalf of the Datanets' stewards.
    bytes32 public constant GRANTOR = keccak256("GRANTOR");

    mapping(bytes32 grantId => Grant) private _grants;

    event LicenceGranted(
        bytes32 indexed grantId,
        bytes32 indexed datanetId,
        address indexed licensee,
        bytes32 purpose,
        uint64 expiresAt,
        bytes32 termsHash
    );
    event LicenceRevoked(bytes32 indexed grantId, address indexed actor, string reason);

    error LicenceRegistry_AlreadyGranted(bytes32 grantId);
    error LicenceRegistry_ExpiryInThePast(uint64 expiresAt);
    error LicenceRegistry_NoLicensee();
    error LicenceRegistry_UnknownGrant(bytes32 grantId);
    error LicenceRegistry_AlreadyRevoked(bytes32 grantId);

    constructor(address admin, address grantor) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(GRANTOR, grantor);
    }

    /// @param purpose what the licensee may do, as short ASCII text (`train`, `query`) padded with zeros
    /// @param expiresAt Unix seconds; the grant is active strictly before it
    function grantLicence(
        bytes32 grantId,
        bytes32 datanetId,
        address licensee,
        bytes32 purpose,
        uint64 expiresAt,
        bytes32 termsHash
    ) external onlyRole(GRANTOR) {
        if (licensee == address(0)) revert LicenceRegistry_NoLicensee();
        if (_grants[grantId].licensee != address(0)) revert LicenceRegistry_AlreadyGranted(grantId);
        if (expiresAt <= block.timestamp) revert LicenceRegistry_ExpiryInThePast(expiresAt);
        _grants[grantId] = Grant(datanetId, licensee, purpose, expiresAt, false, termsHash);
        emit LicenceGranted(grantId, datanetId, licensee, purpose, expiresAt, termsHash);
    }

    function revokeLicence(bytes32 grantId, string calldata reason) external onlyRole(GRANTOR) {
        Grant storage revoked = _grants[grantId];
        if (revoked.licensee == address(0)) revert LicenceRegistry_UnknownGrant(grantId);
        if (revoked.revoked) revert LicenceRegistry_AlreadyRevoked(grantId);
        revoked.revoked = true;
        emit LicenceRevoked(grantId, msg.sender, reason);
    }

    function isActive(bytes32 grantId) external view returns (bool) {
        Grant storage grant = _grants[grantId];
        return !grant.revoked && block.timestamp < grant.expiresAt;
    }

    function licence(bytes32 grantId) external view returns (Grant memory) {
        return _grants[grantId];
    }
}
