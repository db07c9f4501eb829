// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LicenceRegistry} from "../src/LicenceRegistry.sol";
import {Test} from "./Test.sol";

contract LicenceRegistryTest is Test {
    LicenceRegistry private licences = new LicenceRegistry(address(this), address(this));
    address private constant BUILDER = address(0xB1D);

    function setUp() public {
        vm.warp(1000);
    }

    // R20
    function testFuzz_isActive_untilExpiryOrRevocation(uint64 now_, bool revoked) public {
        grant(2000);
        if (revoked) licences.revokeLicence("g", "breach");
        vm.warp(bound(now_, 1000, 4000));
        assertTrue(licences.isActive("g") == (block.timestamp < 2000 && !revoked));
    }

    function test_isActive_isFalseForUnknownGrants() public view {
        assertTrue(!licences.isActive("unknown"));
    }

    function test_grantLicence_keepsWhatWasGranted() public {
        grant(2000);
        vm.snapshotGasLastCall("grant licence");
        LicenceRegistry.Grant memory stored = licences.licence("g");
        assertEq(stored.licensee, BUILDER);
        assertEq(stored.purpose, bytes32("train"));
        assertEq(stored.termsHash, keccak256("terms"));
    }

    function test_grantLicence_revertsWhenGrantExists() public {
        grant(2000);
        vm.expectRevert(abi.encodeWithSelector(LicenceRegistry.LicenceRegistry_AlreadyGranted.selector, bytes32("g")));
        grant(3000);
    }

    function test_grantLicence_revertsWhenExpiryIsInThePast() public {
        vm.expectRevert(abi.encodeWithSelector(LicenceRegistry.LicenceRegistry_ExpiryInThePast.selector, 1000));
        grant(1000);
    }

    function test_grantLicence_revertsWhenThereIsNoLicensee() public {
        vm.expectRevert(LicenceRegistry.LicenceRegistry_NoLicensee.selector);
        licences.grantLicence("g", "d", address(0), "train", 2000, keccak256("terms"));
    }

    // R22
    function test_grantLicence_revertsWhenCallerIsNotGrantor() public {
        bytes32 role = licences.GRANTOR();
        vm.prank(BUILDER);
        vm.expectRevert(abi.encodeWithSignature("AccessControlUnauthorizedAccount(address,bytes32)", BUILDER, role));
        licences.grantLicence("g", "d", BUILDER, "train", 2000, keccak256("terms"));
    }

    function test_revokeLicence_revertsWhenUnknownOrRevoked() public {
        vm.expectRevert(abi.encodeWithSelector(LicenceRegistry.LicenceRegistry_UnknownGrant.selector, bytes32("g")));
        licences.revokeLicence("g", "?");
        grant(2000);
        licences.revokeLicence("g", "breach");
        vm.expectRevert(abi.encodeWithSelector(LicenceRegistry.LicenceRegistry_AlreadyRevoked.selector, bytes32("g")));
        licences.revokeLicence("g", "again");
    }

    function grant(uint64 expiresAt) private {
        licences.grantLicence("g", "d", BUILDER, "train", expiresAt, keccak256("terms"));
    }
}
