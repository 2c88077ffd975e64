// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DerivedFeed} from "./DerivedFeed.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {IRateProvider} from "./IRateProvider.sol";

/// @title NavFeed
/// @notice Price of a vault share as its live net asset value: base × rate, rounded down, the base feed pricing the
/// vault's asset.
///
/// The answer is 0 when the base answer is not positive. A share that is worth nothing is answered as 1, the smallest
/// price there is: at 0 a price oracle would refuse to answer, and nobody could be liquidated.
/// Hazard: it follows whatever moves the vault's books within one transaction, a gift to the vault included, so a
/// borrower can lift the price of its own collateral. The gift costs more than it lifts while every share is collateral
/// once; where shares can be borrowed and supplied again it pays.
contract NavFeed is DerivedFeed {
    using SafeCast for uint256;

    uint256 private constant WAD = 1e18;

    /// @notice Prices what the share stands for.
    IAggregatorV3 public immutable baseFeed;

    /// @notice Says how much one share stands for.
    IRateProvider public immutable rateProvider;

    constructor(
        IAggregatorV3 baseFeed_,
        IRateProvider rateProvider_,
        string memory description_
    ) DerivedFeed(baseFeed_.decimals(), description_) {
        (baseFeed, rateProvider) = (baseFeed_, rateProvider_);
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view override returns (int256) {
        int256 base = baseFeed.latestAnswer();
        if (base <= 0) return 0;

        return Math.max(Math.mulDiv(uint256(base), _rate(), WAD), 1).toInt256();
    }

    // Which rate is applied. [wad]
    function _rate() internal view virtual returns (uint256) {
        return rateProvider.getRate();
    }

    function _updatedAt() internal view override returns (uint256 updatedAt) {
        (, , , updatedAt, ) = baseFeed.latestRoundData();
    }
}
