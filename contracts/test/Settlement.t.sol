// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Settlement} from "../src/Settlement.sol";
import {SettlementFixture} from "./SettlementFixture.sol";

contract SettlementTest is SettlementFixture {
    function setUp() public {
        vm.warp(1_800_000_000);
        deploy(0);
    }

    // ---- escrow

    // R67
    function test_depositNative_wrapsAndHolds() public {
        depositNative(payer, 10 ether);
        vm.snapshotGasLastCall("deposit native");
        assertEq(settlement.availableOf(payer), 10 ether);
        assertEq(token.balanceOf(address(settlement)), 10 ether);
        assertEq(settlement.paidIn(), 10 ether);
    }

    function test_depositFor_takesApprovedTokens() public {
        vm.deal(address(this), 3 ether);
        token.wrap{value: 3 ether}();
        token.approve(address(settlement), 3 ether);
        settlement.depositFor(payer, 3 ether);
        assertEq(settlement.availableOf(payer), 3 ether);
    }

    function test_depositWithPermit_needsNoApproval() public {
        vm.deal(payer, 3 ether);
        vm.prank(payer);
        token.wrap{value: 3 ether}();
        (uint8 v, bytes32 r, bytes32 s) = signPermit(2 ether);
        vm.prank(payer);
        settlement.depositWithPermit(2 ether, type(uint256).max, v, r, s);
        assertEq(settlement.availableOf(payer), 2 ether);
    }

    function test_depositWithPermit_revertsWhenPermitIsNotThePayers() public {
        vm.expectRevert(
            abi.encodeWithSignature(
                "ERC20InsufficientAllowance(address,uint256,uint256)", address(settlement), 0, 1
            )
        );
        settlement.depositWithPermit(1, type(uint256).max, 27, "r", "s");
    }

    function test_depositNative_revertsWhenNothingIsSent() public {
        vm.expectRevert(Settlement.Settlement_NothingToDeposit.selector);
        settlement.depositNative();
    }

    function test_withdraw_returnsUnspentEscrowAfterTheDelay() public {
        depositNative(payer, 10 ether);
        vm.prank(payer);
        settlement.requestWithdrawal(8 ether);
        post(1, leaf(EARNER, 5 ether), 5 ether, 0, vouchers1(PAYER_KEY, 5 ether));
        vm.warp(block.timestamp + 1 days);
        vm.prank(payer);
        settlement.withdraw();
        assertEq(token.balanceOf(payer), 5 ether);
        assertEq(settlement.held(), 0);
        assertEq(settlement.paidIn(), 5 ether);
    }

    function test_withdraw_revertsWhenTooEarlyOrNotRequested() public {
        depositNative(payer, 10 ether);
        vm.startPrank(payer);
        vm.expectRevert(Settlement.Settlement_NoWithdrawalRequested.selector);
        settlement.withdraw();
        settlement.requestWithdrawal(8 ether);
        uint64 from = uint64(block.timestamp) + 1 days;
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_WithdrawalTooEarly.selector, from));
        settlement.withdraw();
        vm.stopPrank();
    }

    function test_requestWithdrawal_revertsWhenEscrowIsShort() public {
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_EscrowShort.selector, address(this), 1, 0));
        settlement.requestWithdrawal(1);
    }

    // ---- epochs

    // R63
    function test_postEpoch_movesEscrowToCreditsAndFee() public {
        depositNative(payer, 10 ether);
        post(1, leaf(EARNER, 3 ether), 3 ether, 1 ether, vouchers1(PAYER_KEY, 4 ether));
        vm.snapshotGasLastCall("post epoch, one voucher");
        assertEq(settlement.held(), 6 ether);
        assertEq(settlement.creditedTotal(), 3 ether);
        assertEq(settlement.protocolTotal(), 1 ether);
        assertEq(settlement.accountOf(payer).spent, 4 ether);
    }

    // R68
    function test_postEpoch_acceptsVouchersOfTheAuthorizer() public {
        depositNative(payer, 10 ether);
        vm.prank(payer);
        settlement.setAuthorizer(vm.addr(77));
        Settlement.Voucher[] memory vouchers = new Settlement.Voucher[](1);
        vouchers[0] = voucher(77, payer, 2 ether);
        post(1, leaf(EARNER, 2 ether), 2 ether, 0, vouchers);
        assertEq(settlement.availableOf(payer), 8 ether);
    }

    // R64
    function test_postEpoch_revertsWhenEpochExists() public {
        post(1, "root", 0, 0, new Settlement.Voucher[](0));
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_EpochExists.selector, 1));
        post(1, "root", 0, 0, new Settlement.Voucher[](0));
    }

    function test_postEpoch_revertsWhenOutOfOrder() public {
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_EpochOutOfOrder.selector, 2, 1));
        post(2, "root", 0, 0, new Settlement.Voucher[](0));
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_EpochOutOfOrder.selector, 0, 1));
        post(0, "root", 0, 0, new Settlement.Voucher[](0));
    }

    function test_postEpoch_revertsWhenRootIsEmpty() public {
        vm.expectRevert(Settlement.Settlement_EmptyRoot.selector);
        post(1, 0, 0, 0, new Settlement.Voucher[](0));
    }

    function testFuzz_postEpoch_revertsWhenNotConserved(uint96 redeemed, uint96 credits, uint96 fee) public {
        vm.assume(uint256(redeemed) != uint256(credits) + fee);
        depositNative(payer, type(uint96).max);
        Settlement.Voucher[] memory vouchers = vouchers1(PAYER_KEY, redeemed);
        vm.expectRevert(
            abi.encodeWithSelector(
                Settlement.Settlement_NotConserved.selector, redeemed, uint256(credits) + fee
            )
        );
        post(1, "root", credits, fee, vouchers);
    }

    // R67
    function test_postEpoch_revertsWhenEscrowIsShort() public {
        depositNative(payer, 1 ether);
        Settlement.Voucher[] memory vouchers = vouchers1(PAYER_KEY, 2 ether);
        vm.expectRevert(
            abi.encodeWithSelector(Settlement.Settlement_EscrowShort.selector, payer, 2 ether, 1 ether)
        );
        post(1, "root", 2 ether, 0, vouchers);
    }

    function test_postEpoch_revertsWhenVoucherIsStale() public {
        depositNative(payer, 3 ether);
        post(1, "root", 2 ether, 0, vouchers1(PAYER_KEY, 2 ether));
        Settlement.Voucher[] memory vouchers = vouchers1(PAYER_KEY, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(Settlement.Settlement_StaleVoucher.selector, payer, 1 ether, 2 ether)
        );
        post(2, "root", 0, 0, vouchers);
    }

    function test_postEpoch_revertsWhenVoucherIsForged() public {
        depositNative(payer, 3 ether);
        Settlement.Voucher[] memory vouchers = new Settlement.Voucher[](1);
        vouchers[0] = voucher(0xBAD, payer, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_BadVoucherSignature.selector, payer));
        post(1, "root", 1 ether, 0, vouchers);
    }

    function test_postEpoch_revertsWhenCallerIsNotOperator() public {
        bytes32 role = settlement.OPERATOR();
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSignature("AccessControlUnauthorizedAccount(address,bytes32)", payer, role));
        post(1, "root", 0, 0, new Settlement.Voucher[](0));
    }

    // ---- claims

    // R78
    function testFuzz_claim_paysTheDifferenceOnce(uint96 first, uint96 more) public {
        first = uint96(bound(first, 1, 1e27));
        more = uint96(bound(more, 1, 1e27));
        depositNative(payer, uint256(first) + more + 2);
        post(1, node(leaf(EARNER, first), leaf(OTHER, 1)), uint256(first) + 1, 0, vouchers1(PAYER_KEY, uint256(first) + 1));
        settlement.claim(EARNER, first, proof1(leaf(OTHER, 1)));
        uint256 total = uint256(first) + more;
        post(2, node(leaf(EARNER, total), leaf(OTHER, 2)), uint256(more) + 1, 0, vouchers1(PAYER_KEY, total + 2));
        settlement.claim(EARNER, total, proof1(leaf(OTHER, 2)));
        assertEq(token.balanceOf(EARNER), total);
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_NothingToClaim.selector, EARNER));
        settlement.claim(EARNER, total, proof1(leaf(OTHER, 2)));
    }

    function test_claim_revertsWhenProofIsWrong() public {
        postForClaim();
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_BadProof.selector, EARNER, 3 ether));
        settlement.claim(EARNER, 3 ether, new bytes32[](0));
    }

    function test_claim_revertsWhenThereIsNoEpoch() public {
        vm.expectRevert(Settlement.Settlement_NoFinalEpoch.selector);
        settlement.claim(EARNER, 1, new bytes32[](0));
    }

    function test_claim_revertsWhenRootPromisesMoreThanCredits() public {
        depositNative(payer, 10 ether);
        post(1, leaf(EARNER, 9 ether), 2 ether, 0, vouchers1(PAYER_KEY, 2 ether));
        vm.expectRevert(
            abi.encodeWithSelector(Settlement.Settlement_ExceedsCredits.selector, 9 ether, 2 ether)
        );
        settlement.claim(EARNER, 9 ether, new bytes32[](0));
    }

    function test_claim_waitsForTheChallengeWindow() public {
        deploy(1 hours);
        postForClaim();
        vm.expectRevert(Settlement.Settlement_NoFinalEpoch.selector);
        settlement.claim(EARNER, 2 ether, new bytes32[](0));
        vm.warp(block.timestamp + 1 hours);
        settlement.claim(EARNER, 2 ether, new bytes32[](0));
        vm.snapshotGasLastCall("claim, first");
        assertEq(token.balanceOf(EARNER), 2 ether);
    }

    function test_claimProtocol_paysTheFeeOnce() public {
        depositNative(payer, 10 ether);
        post(1, "root", 0, 2 ether, vouchers1(PAYER_KEY, 2 ether));
        settlement.claimProtocol();
        assertEq(token.balanceOf(PROTOCOL), 2 ether);
        vm.expectRevert(abi.encodeWithSelector(Settlement.Settlement_NothingToClaim.selector, PROTOCOL));
        settlement.claimProtocol();
    }

    function postForClaim() private {
        depositNative(payer, 10 ether);
        post(1, leaf(EARNER, 2 ether), 2 ether, 0, vouchers1(PAYER_KEY, 2 ether));
    }

    function signPermit(uint256 amount) private view returns (uint8, bytes32, bytes32) {
        bytes32 permit = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash =
            keccak256(abi.encode(permit, payer, address(settlement), amount, uint256(0), type(uint256).max));
        return vm.sign(PAYER_KEY, MessageHashUtils.toTypedDataHash(token.DOMAIN_SEPARATOR(), hash));
    }
}
