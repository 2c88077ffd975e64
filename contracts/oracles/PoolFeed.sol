// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {DerivedFeed} from "./DerivedFeed.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {IPoolFeed} from "./IPoolFeed.sol";

/// @title PoolFeed
/// @notice What feeds on a pool share; which of its prices they read is left to them.
abstract contract PoolFeed is IPoolFeed, DerivedFeed {
    using SafeCast for uint256;

    // Decimals of the pool's price before the quote feed is applied.
    uint256 private constant PRICE_DECIMALS = 18;

    /// @inheritdoc IPoolFeed
    IUniswapV3Pool public immutable pool;

    /// @inheritdoc IPoolFeed
    address public immutable baseToken;

    /// @inheritdoc IPoolFeed
    IAggregatorV3 public immutable quoteFeed;

    bool private immutable _baseIsToken0;
    uint256 private immutable _baseScale; // 10^(base decimals + PRICE_DECIMALS)
    uint256 private immutable _quoteUnit; // 10^(quote decimals)
    uint256 private immutable _feedUnit; // 10^(quote feed decimals)

    constructor(
        IUniswapV3Pool pool_,
        address baseToken_,
        IAggregatorV3 quoteFeed_,
        uint8 decimals_,
        string memory description_
    ) DerivedFeed(decimals_, description_) {
        (address token0, address token1) = (pool_.token0(), pool_.token1());
        require(baseToken_ == token0 || baseToken_ == token1, PoolFeed_NotInPool(baseToken_));

        (pool, baseToken, quoteFeed) = (pool_, baseToken_, quoteFeed_);
        _baseIsToken0 = baseToken_ == token0;
        _baseScale = 10 ** (IERC20Metadata(baseToken_).decimals() + PRICE_DECIMALS);
        _quoteUnit = 10 ** IERC20Metadata(baseToken_ == token0 ? token1 : token0).decimals();
        _feedUnit = address(quoteFeed_) == address(0) ? 1 : 10 ** quoteFeed_.decimals();
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view override(DerivedFeed, IAggregatorV3) returns (int256) {
        int256 quotePrice = address(quoteFeed) == address(0) ? int256(1) : quoteFeed.latestAnswer();
        if (quotePrice <= 0) return 0;

        uint256 price = _priceDown(_sqrtPrice());
        return Math.mulDiv(price, uint256(quotePrice) * 10 ** decimals, 10 ** PRICE_DECIMALS * _feedUnit).toInt256();
    }

    // √(token1 / token0) as Q64.96.
    function _sqrtPrice() internal view virtual returns (uint160);

    function _updatedAt() internal view override returns (uint256 updatedAt) {
        if (address(quoteFeed) == address(0)) return block.timestamp;
        (, , , updatedAt, ) = quoteFeed.latestRoundData();
    }

    // Quote tokens for one whole base token, with PRICE_DECIMALS.
    function _priceDown(uint160 sqrtPriceX96) private view returns (uint256) {
        // Squaring keeps 128 fractional bits: a square of all 192 outgrows a word above a ratio of 2^64.
        uint256 ratioX128 = Math.mulDiv(sqrtPriceX96, sqrtPriceX96, 1 << 64);
        uint256 scaled =
            _baseIsToken0 ? Math.mulDiv(ratioX128, _baseScale, 1 << 128) : Math.mulDiv(1 << 128, _baseScale, ratioX128);
        return scaled / _quoteUnit;
    }
}
