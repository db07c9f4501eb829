// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Settlement} from "../src/Settlement.sol";
import {SettlementFixture} from "./SettlementFixture.sol";

/// Random deposits, epochs, claims and withdrawals of three payers and two earners.
contract SettlementActor is SettlementFixture {
    uint256[3] private keys = [uint256(101), 102, 103];
    mapping(address account => uint256) private earned;
    uint256 public claims;

    constructor() {
        vm.warp(1_800_000_000);
        deploy(10 minutes);
    }

    function subject() external view returns (Settlement) {
        return settlement;
    }

    function deposit(uint256 who, uint96 amount) external {
        depositNative(vm.addr(keys[who % 3]), bound(amount, 1, 1e27));
    }

    function postEpoch(uint256 who, uint256 spend, uint256 feePpm) external {
        uint256 key = keys[who % 3];
        address from = vm.addr(key);
        uint256 amount = bound(spend, 0, settlement.availableOf(from));
        uint256 fee = amount * bound(feePpm, 0, 1_000_000) / 1_000_000;
        earned[EARNER] += (amount - fee) / 3;
        earned[OTHER] += amount - fee - (amount - fee) / 3;
        bytes32 root = node(leaf(EARNER, earned[EARNER]), leaf(OTHER, earned[OTHER]));
        uint256 cumulative = settlement.accountOf(from).spent + amount;
        post(settlement.epochCount() + 1, root, amount - fee, fee, vouchers1(key, cumulative));
    }

    function claimAll() external {
        vm.warp(block.timestamp + 10 minutes);
        if (settlement.latestFinalEpoch() == 0) return;
        claim(EARNER, OTHER);
        claim(OTHER, EARNER);
    }

    function withdraw(uint256 who, uint256 amount) external {
        address from = vm.addr(keys[who % 3]);
        amount = bound(amount, 0, settlement.availableOf(from));
        if (amount == 0) return;
        vm.startPrank(from);
        settlement.requestWithdrawal(amount);
        vm.warp(block.timestamp + 1 days);
        settlement.withdraw();
        vm.stopPrank();
    }

    function claim(address account, address sibling) private {
        if (earned[account] <= settlement.claimedOf(account)) return;
        settlement.claim(account, earned[account], proof1(leaf(sibling, earned[sibling])));
        ++claims;
    }
}

contract SettlementInvariants is SettlementFixture {
    SettlementActor private actor;
    Settlement private subject;

    function setUp() public {
        actor = new SettlementActor();
        subject = actor.subject();
    }

    /// Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actor);
    }

    // R63
    function invariant_paidInIsCreditedPlusProtocolPlusHeld() public view {
        assertEq(subject.paidIn(), subject.creditedTotal() + subject.protocolTotal() + subject.held());
    }

    function invariant_tokensCoverEveryObligation() public view {
        uint256 owed = subject.held() + subject.creditedTotal() - subject.claimedTotal() + subject.protocolTotal()
            - subject.protocolClaimed();
        assertEq(subject.token().balanceOf(address(subject)), owed);
    }

    function invariant_claimsNeverExceedCredits() public view {
        assertTrue(subject.claimedTotal() <= subject.creditedTotal());
    }
}
