// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {OpenToken} from "../src/OpenToken.sol";
import {Test} from "./Test.sol";

contract OpenTokenTest is Test {
    uint64 private constant GENESIS = 1_800_000_000;
    uint256 private constant LOCKED = 784_500_000 ether;
    address private constant TREASURY = address(0x7EA);
    OpenToken private token;
    VestingWallet private team;

    function setUp() public {
        vm.warp(GENESIS);
        token = new OpenToken(TREASURY, GENESIS, allocations(LOCKED - 100 ether, 100 ether));
        team = VestingWallet(payable(token.vestingWallets()[0]));
    }

    // R73
    function test_constructor_fixesSupplyAndCirculation() public view {
        assertEq(token.totalSupply(), 1_000_000_000 ether);
        assertEq(token.balanceOf(TREASURY), 215_500_000 ether);
        assertEq(token.balanceOf(TREASURY) * 10_000 / token.totalSupply(), 2155);
    }

    function test_constructor_revertsWhenAllocationsDoNotSum() public {
        OpenToken.Allocation[] memory short = allocations(LOCKED - 2, 1);
        vm.expectRevert(abi.encodeWithSelector(OpenToken.OpenToken_AllocationsDoNotSum.selector, LOCKED - 1, LOCKED));
        new OpenToken(TREASURY, GENESIS, short);
    }

    // R74
    function testFuzz_vesting_isNeverEarly(uint64 elapsed) public {
        elapsed = uint64(bound(elapsed, 0, 10 * 365 days));
        vm.warp(GENESIS + elapsed);
        team.release(address(token));
        uint256 vested = elapsed <= 365 days ? 0 : (LOCKED - 100 ether) * (elapsed - 365 days) / (3 * 365 days);
        uint256 expected = vested > LOCKED - 100 ether ? LOCKED - 100 ether : vested;
        assertEq(token.balanceOf(address(0xA)), expected);
        assertEq(token.totalSupply(), 1_000_000_000 ether);
    }

    // R74
    function test_release_paysNothingWithinTheFirstYear() public {
        vm.warp(GENESIS + 365 days);
        team.release(address(token));
        assertEq(token.balanceOf(address(0xA)), 0);
    }

    function allocations(uint256 first, uint256 second) private pure returns (OpenToken.Allocation[] memory all) {
        all = new OpenToken.Allocation[](2);
        all[0] = OpenToken.Allocation(address(0xA), first);
        all[1] = OpenToken.Allocation(address(0xB), second);
    }
}
