// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMarginView} from "../../contracts/guards/margin/IMarginView.sol";

/// @notice An account whose margin is whatever it was told.
contract SetMargin is IMarginView {
    uint256 public backing;
    uint256 public needed;

    function set(uint256 backing_, uint256 needed_) external {
        (backing, needed) = (backing_, needed_);
    }

    function marginOf(address, address) external view returns (uint256, uint256) {
        return (backing, needed);
    }
}
