// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title OPEN on the L1: a fixed supply of 1,000,000,000 with 18 decimals; nobody can mint or burn.
/// @notice 215,500,000 (21.55 %) circulate from genesis. The rest sits in one vesting wallet per
/// allocation: nothing for 12 months, then linear over 36 months.
contract OpenToken is ERC20, ERC20Permit {
    struct Allocation {
        address beneficiary;
        uint256 amount;
    }

    uint256 public constant SUPPLY = 1_000_000_000 ether;
    uint256 public constant CIRCULATING = 215_500_000 ether;
    uint64 public constant CLIFF = 365 days;
    uint64 public constant VESTING = 3 * 365 days;

    address[] private _vestingWallets;

    /// A beneficiary's locked tokens went into their vesting wallet.
    event AllocationLocked(address indexed beneficiary, address indexed wallet, uint256 amount);

    /// The allocations must sum to exactly the part that does not circulate.
    error OpenToken_AllocationsDoNotSum(uint256 allocated, uint256 expected);

    constructor(address treasury, uint64 genesis, Allocation[] memory allocations)
        ERC20("Open", "OPEN")
        ERC20Permit("Open")
    {
        _mint(treasury, CIRCULATING);
        uint256 allocated;
        for (uint256 i; i < allocations.length; ++i) {
            allocated += allocations[i].amount;
            _lock(allocations[i], genesis + CLIFF);
        }
        if (allocated != SUPPLY - CIRCULATING) {
            revert OpenToken_AllocationsDoNotSum(allocated, SUPPLY - CIRCULATING);
        }
    }

    /// The vesting wallets in the order of the allocations.
    function vestingWallets() external view returns (address[] memory) {
        return _vestingWallets;
    }

    function _lock(Allocation memory allocation, uint64 start) private {
        address wallet = address(new VestingWallet(allocation.beneficiary, start, VESTING));
        _vestingWallets.push(wallet);
        _mint(wallet, allocation.amount);
        emit AllocationLocked(allocation.beneficiary, wallet, allocation.amount);
    }
}
