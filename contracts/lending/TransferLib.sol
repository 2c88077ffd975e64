// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20, SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILendingErrors} from "./ILendingErrors.sol";

/// @title TransferLib
/// @notice Takes tokens in and refuses those that arrive short or long: books and cash would part.
library TransferLib {
    using SafeERC20 for IERC20;

    function pull(address asset, address from, address to, uint256 amount) internal {
        uint256 before = IERC20(asset).balanceOf(to);
        IERC20(asset).safeTransferFrom(from, to, amount);
        uint256 received = IERC20(asset).balanceOf(to) - before;
        require(received == amount, ILendingErrors.LendingPool_TransferAmountMismatch(asset, received, amount));
    }
}
