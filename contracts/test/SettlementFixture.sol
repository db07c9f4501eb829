// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Settlement} from "../src/Settlement.sol";
import {WrappedOpen} from "../src/WrappedOpen.sol";
import {Test} from "./Test.sol";

/// A settlement with payers who can sign, and credit trees of two leaves.
abstract contract SettlementFixture is Test {
    address internal constant PROTOCOL = address(0xFEE);
    address internal constant EARNER = address(0xEA);
    address internal constant OTHER = address(0xEB);
    uint256 internal constant PAYER_KEY = 0xA11CE;

    WrappedOpen internal token = new WrappedOpen();
    address internal payer = vm.addr(PAYER_KEY);
    Settlement internal settlement;

    function deploy(uint64 challengeWindow) internal {
        settlement = new Settlement(address(this), address(this), token, PROTOCOL, challengeWindow, 1 days);
    }

    function depositNative(address who, uint256 amount) internal {
        vm.deal(who, amount);
        vm.prank(who);
        settlement.depositNative{value: amount}();
    }

    function post(uint256 number, bytes32 root, uint256 credits, uint256 fee, Settlement.Voucher[] memory vouchers)
        internal
    {
        settlement.postEpoch(number, epoch(root, credits, fee), vouchers);
    }

    function epoch(bytes32 root, uint256 credits, uint256 fee) internal pure returns (Settlement.Epoch memory) {
        return Settlement.Epoch(root, keccak256("receipts"), keccak256("data"), credits, fee, 0);
    }

    function vouchers1(uint256 key, uint256 cumulative) internal view returns (Settlement.Voucher[] memory all) {
        all = new Settlement.Voucher[](1);
        all[0] = voucher(key, vm.addr(key), cumulative);
    }

    function voucher(uint256 key, address of_, uint256 cumulative) internal view returns (Settlement.Voucher memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, settlement.voucherDigest(of_, cumulative));
        return Settlement.Voucher(of_, cumulative, abi.encodePacked(r, s, v));
    }

    function leaf(address account, uint256 cumulative) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, cumulative))));
    }

    function node(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function proof1(bytes32 sibling) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }
}
