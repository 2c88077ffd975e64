// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IQuoter} from "./IQuoter.sol";
import {ISwapRouter} from "./ISwapRouter.sol";

/// @title SwapLib
/// @notice Swaps of the calling contract's own balance. An empty path means that both tokens are the same: one for one.
/// @dev The router is approved for one swap and for no more than that; nothing stays approved.
library SwapLib {
    using SafeERC20 for IERC20;

    uint256 private constant TOKEN_SIZE = 20; // [bytes]
    uint256 private constant HOP_SIZE = 23; // [bytes] a fee and a token

    /// @notice The path does not lead from one token to the other.
    error SwapLib_PathMismatch(address from, address to, bytes path);

    /// @notice Refuses a path that does not start at `from` and end at `to`.
    function requirePath(bytes memory path, address from, address to) internal pure {
        bool matches = from == to ? path.length == 0 : _connects(path, from, to);
        require(matches, SwapLib_PathMismatch(from, to, path));
    }

    /// @notice Sells `amountIn` of `token`. The path starts at it.
    /// @return amountOut Of the last token, to this contract.
    function sell(
        ISwapRouter router,
        IERC20 token,
        uint256 amountIn,
        bytes memory path
    ) internal returns (uint256 amountOut) {
        if (path.length == 0 || amountIn == 0) return amountIn;

        token.forceApprove(address(router), amountIn);
        amountOut = router.exactInput(
            ISwapRouter.ExactInputParams({
                path: path,
                recipient: address(this),
                deadline: block.timestamp,
                amountIn: amountIn,
                amountOutMinimum: 0
            })
        );
        // An exhausted pool leaves part of the input, and of the allowance, unused.
        token.forceApprove(address(router), 0);
    }

    /// @notice Buys `amountOut` of the path's first token for at most `amountInMaximum` of `token`, its last.
    /// @return amountIn What it cost.
    function buy(
        ISwapRouter router,
        IERC20 token,
        uint256 amountOut,
        uint256 amountInMaximum,
        bytes memory path
    ) internal returns (uint256 amountIn) {
        if (path.length == 0) return amountOut;

        token.forceApprove(address(router), amountInMaximum);
        amountIn = router.exactOutput(
            ISwapRouter.ExactOutputParams({
                path: path,
                recipient: address(this),
                deadline: block.timestamp,
                amountOut: amountOut,
                amountInMaximum: amountInMaximum
            })
        );
        token.forceApprove(address(router), 0);
    }

    /// @notice What `sell` would return now.
    function quoteSell(IQuoter quoter, uint256 amountIn, bytes memory path) internal returns (uint256 amountOut) {
        return path.length == 0 ? amountIn : quoter.quoteExactInput(path, amountIn);
    }

    /// @notice What `buy` would return now.
    function quoteBuy(IQuoter quoter, uint256 amountOut, bytes memory path) internal returns (uint256 amountIn) {
        return path.length == 0 ? amountOut : quoter.quoteExactOutput(path, amountOut);
    }

    function _connects(bytes memory path, address from, address to) private pure returns (bool) {
        if (path.length < TOKEN_SIZE + HOP_SIZE || (path.length - TOKEN_SIZE) % HOP_SIZE != 0) return false;
        return _tokenAt(path, 0) == from && _tokenAt(path, path.length - TOKEN_SIZE) == to;
    }

    function _tokenAt(bytes memory path, uint256 at) private pure returns (address) {
        uint160 token;
        for (uint256 i = at; i < at + TOKEN_SIZE; ++i) token = (token << 8) | uint8(path[i]);
        return address(token);
    }
}
