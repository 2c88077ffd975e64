// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Refuses every transfer while it is stopped; anyone mints and stops.
contract RevertingToken is ERC20 {
    bool public stopped;

    error RevertingToken_Stopped();

    constructor() ERC20("Reverting", "STOP") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setStopped(bool stopped_) external {
        stopped = stopped_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!stopped, RevertingToken_Stopped());
        super._update(from, to, amount);
    }
}
