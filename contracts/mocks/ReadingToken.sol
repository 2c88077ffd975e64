// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title ReadingToken
/// @notice Misbehaves by reading from another contract in the middle of each transfer, as a borrower would who prices
/// its collateral by a vault that is in the middle of an action; anyone mints and arms it.
contract ReadingToken is ERC20 {
    address private _target;
    bytes private _call;

    /// @notice What the last read answered.
    bytes public answer;

    /// @notice How often a read was answered, and how often refused.
    uint256 public answered;
    uint256 public refused;

    constructor() ERC20("Reading", "READ") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function arm(address target, bytes calldata data) external {
        (_target, _call) = (target, data);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (_target == address(0)) return;

        bool passed;
        (passed, answer) = _target.staticcall(_call);
        if (passed) ++answered;
        else ++refused;
    }
}
