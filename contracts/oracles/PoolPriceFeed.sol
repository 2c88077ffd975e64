// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {PoolFeed} from "./PoolFeed.sol";

/// @title PoolPriceFeed
/// @notice The price at which a Uniswap v3 pool stands at this moment, as a feed.
///
/// Hazard: whoever swaps sets it, for the length of one transaction and at the cost of the swap's fee. It stands for
/// oracles that read a market's spot price.
contract PoolPriceFeed is PoolFeed {
    constructor(
        IUniswapV3Pool pool_,
        address baseToken_,
        IAggregatorV3 quoteFeed_,
        uint8 decimals_,
        string memory description_
    ) PoolFeed(pool_, baseToken_, quoteFeed_, decimals_, description_) {}

    function _sqrtPrice() internal view override returns (uint160 sqrtPriceX96) {
        (sqrtPriceX96, , , , , , ) = pool.slot0();
    }
}
