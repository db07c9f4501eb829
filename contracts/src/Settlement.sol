// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {WrappedOpen} from "./WrappedOpen.sol";

/// @title Prepaid escrow, epochs of calls settled by one root, and claims of what was earned.
/// @notice Payers deposit wrapped OPEN once. Off chain, each call raises the payer's cumulative voucher
/// (EIP-712, signed by the payer or by the key they authorised). An epoch redeems the vouchers and posts the
/// Merkle root of cumulative credits per account; accounts claim the difference to what they already got.
/// Conservation, to the wei: paid in = credited + protocol + held.
contract Settlement is AccessControl, EIP712 {
    using SafeERC20 for WrappedOpen;

    /// Base units. Free for calls and withdrawal: deposited - spent - withdrawn.
    struct Account {
        uint256 deposited;
        uint256 spent;
        uint256 withdrawn;
        address authorizer;
        uint256 withdrawalAmount;
        uint64 withdrawalFrom;
    }

    struct Voucher {
        address payer;
        uint256 cumulative;
        bytes signature;
    }

    struct Epoch {
        bytes32 creditsRoot;
        bytes32 receiptsRoot;
        bytes32 dataHash;
        uint256 creditsTotal;
        uint256 protocolFee;
        uint64 finalFrom;
    }

    bytes32 public constant OPERATOR = keccak256("OPERATOR");
    bytes32 private constant VOUCHER_TYPE = keccak256("Voucher(address payer,uint256 cumulative)");

    WrappedOpen public immutable token;
    address public immutable protocol;
    uint64 public immutable challengeWindow;
    uint64 public immutable withdrawalDelay;

    mapping(address payer => Account) private _accounts;
    mapping(uint256 number => Epoch) private _epochs;
    mapping(address account => uint256) private _claimed;

    uint256 public epochCount;
    /// Everything deposited and not withdrawn again.
    uint256 public paidIn;
    uint256 public held;
    uint256 public creditedTotal;
    uint256 public claimedTotal;
    uint256 public protocolTotal;
    uint256 public protocolClaimed;

    event Deposited(address indexed payer, address indexed from, uint256 amount);
    event AuthorizerSet(address indexed payer, address indexed authorizer);
    event WithdrawalRequested(address indexed payer, uint256 amount, uint64 from);
    event Withdrawn(address indexed payer, uint256 amount);
    event VoucherRedeemed(uint256 indexed epoch, address indexed payer, uint256 cumulative, uint256 amount);
    event EpochPosted(
        uint256 indexed number,
        bytes32 creditsRoot,
        bytes32 receiptsRoot,
        bytes32 dataHash,
        uint256 creditsTotal,
        uint256 protocolFee,
        uint64 finalFrom
    );
    event Claimed(address indexed account, uint256 amount, uint256 cumulative);
    event ProtocolClaimed(uint256 amount);

    error Settlement_NothingToDeposit();
    error Settlement_EpochExists(uint256 number);
    error Settlement_EpochOutOfOrder(uint256 number, uint256 expected);
    error Settlement_EmptyRoot();
    error Settlement_NotConserved(uint256 redeemed, uint256 distributed);
    error Settlement_BadVoucherSignature(address payer);
    error Settlement_StaleVoucher(address payer, uint256 cumulative, uint256 spent);
    error Settlement_EscrowShort(address payer, uint256 asked, uint256 available);
    error Settlement_NoFinalEpoch();
    error Settlement_BadProof(address account, uint256 cumulative);
    error Settlement_NothingToClaim(address account);
    error Settlement_ExceedsCredits(uint256 claimed, uint256 credited);
    error Settlement_NoWithdrawalRequested();
    error Settlement_WithdrawalTooEarly(uint64 from);

    /// @param challengeWindow_ seconds between posting an epoch and its credits being claimable
    /// @param withdrawalDelay_ seconds between asking for unspent escrow and getting it
    constructor(
        address admin,
        address operator,
        WrappedOpen token_,
        address protocol_,
        uint64 challengeWindow_,
        uint64 withdrawalDelay_
    ) EIP712("Datanet Settlement", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR, operator);
        (token, protocol) = (token_, protocol_);
        (challengeWindow, withdrawalDelay) = (challengeWindow_, withdrawalDelay_);
    }

    // ---- escrow ----

    /// Deposits wrapped OPEN of the caller for a payer, usually the caller.
    function depositFor(address payer, uint256 amount) public {
        token.safeTransferFrom(msg.sender, address(this), amount);
        _credit(payer, amount);
    }

    /// As depositFor the caller, with an ERC-2612 permit instead of an earlier approval.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // The permit may already have been used by somebody else: then its allowance is in place.
        try token.permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        depositFor(msg.sender, amount);
    }

    /// Wraps the native OPEN sent along and deposits it for the caller.
    function depositNative() external payable {
        token.wrapTo{value: msg.value}(address(this));
        _credit(msg.sender, msg.value);
    }

    /// Lets another key sign the caller's vouchers, so that no wallet prompts per call; zero ends it.
    function setAuthorizer(address authorizer) external {
        _accounts[msg.sender].authorizer = authorizer;
        emit AuthorizerSet(msg.sender, authorizer);
    }

    /// Announces the withdrawal of unspent escrow; vouchers can still be redeemed until it happens.
    function requestWithdrawal(uint256 amount) external {
        uint256 available = availableOf(msg.sender);
        if (amount > available) revert Settlement_EscrowShort(msg.sender, amount, available);
        Account storage account = _accounts[msg.sender];
        account.withdrawalAmount = amount;
        account.withdrawalFrom = uint64(block.timestamp) + withdrawalDelay;
        emit WithdrawalRequested(msg.sender, amount, account.withdrawalFrom);
    }

    /// Pays out the announced withdrawal, or what vouchers left of it.
    function withdraw() external {
        Account storage account = _accounts[msg.sender];
        if (account.withdrawalAmount == 0) revert Settlement_NoWithdrawalRequested();
        if (block.timestamp < account.withdrawalFrom) revert Settlement_WithdrawalTooEarly(account.withdrawalFrom);
        uint256 available = availableOf(msg.sender);
        uint256 amount = account.withdrawalAmount < available ? account.withdrawalAmount : available;
        account.withdrawalAmount = 0;
        account.withdrawn += amount;
        (held, paidIn) = (held - amount, paidIn - amount);
        emit Withdrawn(msg.sender, amount);
        token.safeTransfer(msg.sender, amount);
    }

    // ---- epochs ----

    /// Redeems the vouchers of an epoch and posts its roots; numbers start at 1 without gaps.
    /// @param epoch finalFrom is ignored and set here
    function postEpoch(uint256 number, Epoch calldata epoch, Voucher[] calldata vouchers) external onlyRole(OPERATOR) {
        if (number != 0 && number <= epochCount) revert Settlement_EpochExists(number);
        if (number != epochCount + 1) revert Settlement_EpochOutOfOrder(number, epochCount + 1);
        if (epoch.creditsRoot == 0 || epoch.receiptsRoot == 0) revert Settlement_EmptyRoot();
        uint256 redeemed;
        for (uint256 i; i < vouchers.length; ++i) {
            redeemed += _redeem(number, vouchers[i]);
        }
        uint256 distributed = epoch.creditsTotal + epoch.protocolFee;
        if (redeemed != distributed) revert Settlement_NotConserved(redeemed, distributed);
        _post(number, epoch);
    }

    /// Pays what the account earned up to the latest final epoch; anybody may send it.
    function claim(address account, uint256 cumulative, bytes32[] calldata proof) external {
        uint256 number = latestFinalEpoch();
        if (number == 0) revert Settlement_NoFinalEpoch();
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, cumulative))));
        if (!MerkleProof.verifyCalldata(proof, _epochs[number].creditsRoot, leaf)) {
            revert Settlement_BadProof(account, cumulative);
        }
        if (cumulative <= _claimed[account]) revert Settlement_NothingToClaim(account);
        uint256 amount = cumulative - _claimed[account];
        claimedTotal += amount;
        if (claimedTotal > creditedTotal) revert Settlement_ExceedsCredits(claimedTotal, creditedTotal);
        _claimed[account] = cumulative;
        emit Claimed(account, amount, cumulative);
        token.safeTransfer(account, amount);
    }

    /// Sends the protocol's fees to its account; anybody may call.
    function claimProtocol() external {
        uint256 amount = protocolTotal - protocolClaimed;
        if (amount == 0) revert Settlement_NothingToClaim(protocol);
        protocolClaimed = protocolTotal;
        emit ProtocolClaimed(amount);
        token.safeTransfer(protocol, amount);
    }

    // ---- views ----

    function accountOf(address payer) external view returns (Account memory) {
        return _accounts[payer];
    }

    function availableOf(address payer) public view returns (uint256) {
        Account storage account = _accounts[payer];
        return account.deposited - account.spent - account.withdrawn;
    }

    function claimedOf(address account) external view returns (uint256) {
        return _claimed[account];
    }

    function epochOf(uint256 number) external view returns (Epoch memory) {
        return _epochs[number];
    }

    /// The newest epoch whose challenge window is over, or 0; all windows are equal, so finality is in order.
    function latestFinalEpoch() public view returns (uint256 number) {
        number = epochCount;
        while (number > 0 && block.timestamp < _epochs[number].finalFrom) {
            --number;
        }
    }

    /// What a payer or authorizer signs for a voucher.
    function voucherDigest(address payer, uint256 cumulative) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VOUCHER_TYPE, payer, cumulative)));
    }

    function _credit(address payer, uint256 amount) private {
        if (amount == 0) revert Settlement_NothingToDeposit();
        _accounts[payer].deposited += amount;
        (held, paidIn) = (held + amount, paidIn + amount);
        emit Deposited(payer, msg.sender, amount);
    }

    function _redeem(uint256 epoch, Voucher calldata voucher) private returns (uint256 amount) {
        Account storage account = _accounts[voucher.payer];
        if (voucher.cumulative < account.spent) {
            revert Settlement_StaleVoucher(voucher.payer, voucher.cumulative, account.spent);
        }
        if (!_signedByPayer(voucher, account.authorizer)) revert Settlement_BadVoucherSignature(voucher.payer);
        amount = voucher.cumulative - account.spent;
        uint256 available = availableOf(voucher.payer);
        if (amount > available) revert Settlement_EscrowShort(voucher.payer, amount, available);
        account.spent = voucher.cumulative;
        held -= amount;
        emit VoucherRedeemed(epoch, voucher.payer, voucher.cumulative, amount);
    }

    function _signedByPayer(Voucher calldata voucher, address authorizer) private view returns (bool) {
        bytes32 digest = voucherDigest(voucher.payer, voucher.cumulative);
        return SignatureChecker.isValidSignatureNow(voucher.payer, digest, voucher.signature)
            || (authorizer != address(0)
                && SignatureChecker.isValidSignatureNow(authorizer, digest, voucher.signature));
    }

    function _post(uint256 number, Epoch calldata epoch) private {
        uint64 finalFrom = uint64(block.timestamp) + challengeWindow;
        _epochs[number] = epoch;
        _epochs[number].finalFrom = finalFrom;
        epochCount = number;
        creditedTotal += epoch.creditsTotal;
        protocolTotal += epoch.protocolFee;
        emit EpochPosted(
            number,
            epoch.creditsRoot,
            epoch.receiptsRoot,
            epoch.dataHash,
            epoch.creditsTotal,
            epoch.protocolFee,
            finalFrom
        );
    }
}
