// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20, SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IPerpErrors} from "./IPerpErrors.sol";

/// @title TokenLib
/// @notice Takes tokens into this contract and refuses those that arrive short or long: books and cash would part.
library TokenLib {
    using SafeERC20 for IERC20;

    function pull(address token, address from, uint256 amount) internal {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(from, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received == amount, IPerpErrors.PerpExchange_TransferShort(token, amount, received));
    }

    function push(address token, address to, uint256 amount) internal {
        IERC20(token).safeTransfer(to, amount);
    }
}
