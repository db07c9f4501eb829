// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {WrappedOpen} from "../src/WrappedOpen.sol";
import {Test} from "./Test.sol";

contract WrappedOpenTest is Test {
    WrappedOpen private token = new WrappedOpen();
    address private alice = address(0xA11CE);

    // R72
    function testFuzz_wrapAndUnwrap_areOneToOne(uint96 amount, uint96 back) public {
        back = uint96(bound(back, 0, amount));
        vm.deal(alice, amount);
        vm.startPrank(alice);
        token.wrap{value: amount}();
        token.unwrapTo(payable(alice), back);
        vm.stopPrank();
        assertEq(token.balanceOf(alice), amount - back);
        assertEq(token.totalSupply(), address(token).balance);
        assertEq(alice.balance, back);
    }

    function test_receive_wrapsForTheSender() public {
        vm.deal(alice, 2 ether);
        vm.prank(alice);
        (bool sent,) = address(token).call{value: 2 ether}("");
        assertTrue(sent);
        assertEq(token.balanceOf(alice), 2 ether);
    }

    // R72
    function test_delegate_givesVotesByTimestamp() public {
        vm.warp(1000);
        vm.deal(alice, 5 ether);
        vm.startPrank(alice);
        token.wrap{value: 5 ether}();
        token.delegate(alice);
        vm.stopPrank();
        vm.warp(1001);
        assertEq(token.getPastVotes(alice, 1000), 5 ether);
        assertEq(token.clock(), 1001);
    }

    function test_unwrapTo_revertsWhenBalanceIsShort() public {
        vm.expectRevert(
            abi.encodeWithSignature("ERC20InsufficientBalance(address,uint256,uint256)", address(this), 0, 1)
        );
        token.unwrapTo(payable(alice), 1);
    }
}
