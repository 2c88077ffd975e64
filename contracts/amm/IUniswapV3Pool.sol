// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IUniswapV3Pool
/// @notice The part of a Uniswap v3 pool that Faultline's contracts call. The pool itself is the published artifact.
/// Amounts are in the tokens' smallest units; prices are √(token1/token0) as Q64.96.
interface IUniswapV3Pool {
    /// @notice The token with the lower address.
    function token0() external view returns (address);

    /// @notice The token with the higher address.
    function token1() external view returns (address);

    /// @notice Share of the input that goes to the pool's liquidity. [millionths]
    function fee() external view returns (uint24);

    /// @notice Price, its tick, and the state of the observation ring.
    function slot0()
        external
        view
        returns (
            uint160 sqrtPriceX96,
            int24 tick,
            uint16 observationIndex,
            uint16 observationCardinality,
            uint16 observationCardinalityNext,
            uint8 feeProtocol,
            bool unlocked
        );

    /// @notice The liquidity in range.
    function liquidity() external view returns (uint128);

    /// @notice Sum over time of the tick, and of seconds per liquidity, at each of `secondsAgos`.
    /// @dev Reverts with "OLD" when the pool remembers less than the oldest asked for.
    function observe(
        uint32[] calldata secondsAgos
    ) external view returns (int56[] memory tickCumulatives, uint160[] memory secondsPerLiquidityCumulativeX128s);

    /// @notice Adds `amount` of liquidity between two ticks for `recipient`, paid in `uniswapV3MintCallback`.
    function mint(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 amount,
        bytes calldata data
    ) external returns (uint256 amount0, uint256 amount1);

    /// @notice Removes `amount` of the caller's liquidity; what it held is owed until collected.
    function burn(int24 tickLower, int24 tickUpper, uint128 amount) external returns (uint256 amount0, uint256 amount1);

    /// @notice Pays `recipient` at most the asked amounts of what a position of the caller is owed.
    function collect(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 amount0Requested,
        uint128 amount1Requested
    ) external returns (uint128 amount0, uint128 amount1);

    /// @notice Swaps until `amountSpecified` (positive is exact input) is used up or the price is at the limit, paid
    /// in `uniswapV3SwapCallback`. Positive amounts go into the pool, negative ones come out.
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);
}
