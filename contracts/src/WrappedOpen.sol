// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title OPEN as an ERC-20 on the L2, where OPEN itself is the gas token: one wrapped for one native.
/// @notice Payments, stakes and votes use this form; its voting clock is the block timestamp (ERC-6372).
contract WrappedOpen is ERC20, ERC20Permit, ERC20Votes {
    /// Native OPEN was locked and the same amount minted to the account.
    event Wrapped(address indexed account, uint256 amount);

    /// Wrapped OPEN of the account was burnt and the same native amount sent to the receiver.
    event Unwrapped(address indexed account, address indexed receiver, uint256 amount);

    constructor() ERC20("Wrapped Open", "wOPEN") ERC20Permit("Wrapped Open") {}

    receive() external payable {
        wrapTo(msg.sender);
    }

    function wrap() external payable {
        wrapTo(msg.sender);
    }

    function wrapTo(address account) public payable {
        _mint(account, msg.value);
        emit Wrapped(account, msg.value);
    }

    function unwrapTo(address payable receiver, uint256 amount) external {
        _burn(msg.sender, amount);
        emit Unwrapped(msg.sender, receiver, amount);
        Address.sendValue(receiver, amount);
    }

    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
