// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title ReentrantToken
/// @notice Misbehaves by making a call of its owner's choice in the middle of each transfer.
contract ReentrantToken is ERC20 {
    address private _target;
    bytes private _call;

    /// @notice How often the call went through.
    uint256 public successes;

    /// @notice What the call failed with last.
    bytes public failure;

    constructor() ERC20("Reentrant", "RE") {}

    /// @notice Creates tokens for anyone.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Sets the call to make from now on.
    function arm(address target, bytes calldata data) external {
        (_target, _call) = (target, data);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (_target == address(0)) return;

        (bool success, bytes memory answer) = _target.call(_call);
        if (success) ++successes;
        else failure = answer;
    }
}
