// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";

/// @title IExternalMarket
/// @notice The account of the world outside: every value that enters or leaves the economy by trade passes through it
/// and leaves an event. It trades at the reference prices that its owner posts, out of its own inventory.
///
/// Prices are USD with 18 decimals for one whole token, whatever the token's decimals. A trade pays out rounded down,
/// so at standing prices nobody can take out more value than they bring in. Impact is not modelled here: whoever posts
/// the next prices computes it from the events.
///
/// Assumption: tokens transfer in full; a trade in one that does not is refused.
interface IExternalMarket {
    /// @notice One whole `asset` is worth `price` USD [wad] from now on.
    event Posted(address indexed asset, uint256 price);

    /// @notice `trader` gave `amountIn` and got `amountOut`; what was given is worth `usdValue` [wad], rounded down.
    event Trade(
        address indexed trader,
        address indexed tokenIn,
        address indexed tokenOut,
        uint256 amountIn,
        uint256 amountOut,
        uint256 usdValue
    );

    /// @notice `pool` was moved to `sqrtPriceX96`; positive amounts went into the pool, negative ones came out.
    event Repriced(address indexed pool, int256 amount0, int256 amount1, uint160 sqrtPriceX96);

    /// @notice Two lists that belong together differ in length.
    error ExternalMarket_LengthMismatch(uint256 assets, uint256 prices);

    /// @notice A price of zero was posted for `asset`.
    error ExternalMarket_ZeroPrice(address asset);

    /// @notice No price was ever posted for `asset`.
    error ExternalMarket_MissingPrice(address asset);

    /// @notice `token` was offered for itself.
    error ExternalMarket_SameToken(address token);

    /// @notice `amountIn` buys less than the smallest unit of the other token.
    error ExternalMarket_AmountTooSmall(uint256 amountIn);

    /// @notice `needed` of `token` has to be paid out and the inventory is `held`.
    error ExternalMarket_InventoryShort(address token, uint256 needed, uint256 held);

    /// @notice `expected` of `token` was due and `received` arrived.
    error ExternalMarket_ReceivedLess(address token, uint256 received, uint256 expected);

    /// @notice `caller` asked for payment but `expected` is the pool being moved (zero: none).
    error ExternalMarket_UnexpectedCallback(address caller, address expected);

    /// @notice The posted price of one whole `asset` [wad], or zero.
    function priceOf(address asset) external view returns (uint256 price);

    /// @notice What `amountIn` of `tokenIn` buys of `tokenOut`, rounded down.
    /// @dev Reverts with `ExternalMarket_MissingPrice`.
    function quoteDown(address tokenIn, address tokenOut, uint256 amountIn) external view returns (uint256 amountOut);

    /// @notice Posts the reference price of each asset [wad]. Owner only.
    /// @dev Reverts with `ExternalMarket_LengthMismatch` or `ExternalMarket_ZeroPrice`.
    function post(address[] calldata assets, uint256[] calldata prices) external;

    /// @notice Exchanges `amountIn` of `tokenIn`, which the caller approved, for `tokenOut` at posted prices.
    /// @dev Reverts with `ExternalMarket_SameToken`, `ExternalMarket_MissingPrice`, `ExternalMarket_AmountTooSmall`,
    /// `ExternalMarket_InventoryShort` or `ExternalMarket_ReceivedLess`.
    function trade(address tokenIn, address tokenOut, uint256 amountIn) external returns (uint256 amountOut);

    /// @notice Swaps the inventory against `pool` until its price is `sqrtPriceX96`. A pool already there is left
    /// alone. Owner only.
    /// @dev A Uniswap v2 pair comes as near as whole units of its tokens allow. Reverts with
    /// `ExternalMarket_InventoryShort`.
    /// @return amount0 Into the pool if positive, out of it if negative.
    /// @return amount1 Into the pool if positive, out of it if negative.
    function reprice(IUniswapV3Pool pool, uint160 sqrtPriceX96) external returns (int256 amount0, int256 amount1);

    /// @notice The pool's request for payment. Only the pool that is being moved.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external;
}
