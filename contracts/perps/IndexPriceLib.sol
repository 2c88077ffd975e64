// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title IndexPriceLib
/// @notice Reads feeds of any decimals as [wad], and refuses what is missing or too old.
library IndexPriceLib {
    /// @notice A feed's answer, rounded down, and when it was given.
    /// @return price [wad] 0 where the feed has none or reverts.
    /// @return updatedAt [seconds]
    function tryRead(IAggregatorV3 feed) internal view returns (uint256 price, uint256 updatedAt) {
        try feed.latestRoundData() returns (uint80, int256 answer, uint256, uint256 at, uint80) {
            if (answer <= 0) return (0, at);
            uint256 decimals = feed.decimals();
            price = decimals <= 18 ? uint256(answer) * 10 ** (18 - decimals) : uint256(answer) / 10 ** (decimals - 18);
            return (price, at);
        } catch {
            return (0, 0);
        }
    }

    /// @notice A market's index price, no older than `purpose` allows. [wad]
    function read(
        PerpTypes.Market storage market,
        uint256 id,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256 price) {
        uint256 updatedAt;
        (price, updatedAt) = tryRead(market.config.indexFeed);
        require(price != 0, IPerpErrors.PerpExchange_NoPrice(id));

        uint256 age = ageOf(updatedAt);
        uint256 limit = maxAge(market.config.trading, purpose);
        require(limit == 0 || age <= limit, IPerpErrors.PerpExchange_StalePrice(id, age, limit));
    }

    /// @notice What a whole token of a collateral is worth, no older than `purpose` allows. [wad]
    /// @dev Liquidation takes any age, so that an old price does not shield an account.
    function readCollateral(
        PerpTypes.CollateralConfig storage config,
        address token,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256 price) {
        uint256 updatedAt;
        (price, updatedAt) = tryRead(config.feed);
        require(price != 0, IPerpErrors.PerpExchange_NoCollateralPrice(token));

        uint256 limit = purpose == PerpTypes.Purpose.Order ? config.maxPriceAge : 0;
        uint256 age = ageOf(updatedAt);
        require(limit == 0 || age <= limit, IPerpErrors.PerpExchange_StaleCollateralPrice(token, age, limit));
    }

    /// @notice Whether a market has a price that `purpose` may use.
    function isUsable(PerpTypes.Market storage market, PerpTypes.Purpose purpose) internal view returns (bool) {
        (uint256 price, uint256 updatedAt) = tryRead(market.config.indexFeed);
        uint256 limit = maxAge(market.config.trading, purpose);
        return price != 0 && (limit == 0 || ageOf(updatedAt) <= limit);
    }

    /// @notice How old a price may be. [seconds] 0 is any age.
    function maxAge(
        PerpTypes.TradingConfig storage trading,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256) {
        if (purpose == PerpTypes.Purpose.View) return 0;
        return purpose == PerpTypes.Purpose.Order ? trading.maxPriceAge : trading.maxLiquidationPriceAge;
    }

    /// @notice Seconds since `updatedAt`; a feed ahead of the chain is fresh.
    function ageOf(uint256 updatedAt) internal view returns (uint256) {
        return updatedAt < block.timestamp ? block.timestamp - updatedAt : 0;
    }
}
