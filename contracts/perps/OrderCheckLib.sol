// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title OrderCheckLib
/// @notice What an order may do to a position and to a side, and what it costs.
library OrderCheckLib {
    /// @notice Whether a position grows from `before` to `size`, or turns to the other side.
    function grows(int256 before, int256 size) internal pure returns (bool) {
        return SignedMath.abs(size) > SignedMath.abs(before) || (size > 0 && before < 0) || (size < 0 && before > 0);
    }

    /// @notice Where the market or the order says so, reverts unless the position shrinks without changing side.
    function requireDirection(
        PerpTypes.Market storage market,
        uint256 id,
        int256 size,
        int256 sizeDelta,
        bool reduceOnly
    ) internal view {
        if (!reduceOnly && market.status == PerpTypes.Status.Open) return;
        bool opposed = size != 0 && (size > 0) != (sizeDelta > 0);
        bool shrinks = opposed && SignedMath.abs(sizeDelta) <= SignedMath.abs(size);
        require(shrinks, IPerpErrors.PerpExchange_ReduceOnly(id, size, sizeDelta));
    }

    /// @notice Reverts for a buyer above and for a seller below the acceptable price. [wad]
    function requireAcceptable(int256 sizeDelta, uint256 price, uint256 acceptable) internal pure {
        bool accepted = sizeDelta > 0 ? price <= acceptable : price >= acceptable;
        require(accepted, IPerpErrors.PerpExchange_PriceBeyondAcceptable(price, acceptable));
    }

    /// @notice Reverts when a side is larger than its caps, in size and in value at the index [wad].
    function requireWithinCaps(
        PerpTypes.Market storage market,
        uint256 id,
        bool longs,
        uint256 index,
        uint256 unit
    ) internal view {
        uint256 size = longs ? market.long.size : market.short.size;
        uint256 maxSize = market.config.trading.maxSize;
        require(maxSize == 0 || size <= maxSize, IPerpErrors.PerpExchange_SizeCapExceeded(id, size, maxSize));

        uint256 value = PerpMath.notionalUp(size, index, unit);
        uint256 maxValue = market.config.trading.maxValue;
        require(maxValue == 0 || value <= maxValue, IPerpErrors.PerpExchange_ValueCapExceeded(id, value, maxValue));
    }

    /// @notice Fee of an order that fills at `price` [wad] before the skew moves: the part that shrinks the skew pays
    /// the maker's, the rest the taker's. [quote]
    function feeUp(
        PerpTypes.Market storage market,
        int256 sizeDelta,
        uint256 price,
        uint256 unit
    ) internal view returns (uint256) {
        int256 skew = PremiumLib.skewOf(market);
        uint256 size = SignedMath.abs(sizeDelta);
        bool shrinks = skew != 0 && (skew > 0) != (sizeDelta > 0);
        uint256 maker = shrinks ? Math.min(size, SignedMath.abs(skew)) : 0;
        uint256 makerFee = PerpMath.shareUp(PerpMath.notionalUp(maker, price, unit), market.config.trading.makerFee);
        uint256 taker = PerpMath.notionalUp(size - maker, price, unit);
        return makerFee + PerpMath.shareUp(taker, market.config.trading.takerFee);
    }

    /// @notice Whether a refusal of an order lies with the market and not with the order, so that it may wait.
    /// @dev No reason at all is what a keeper leaves who gives too little gas: that must not drop an order.
    function mayPass(bytes memory reason) internal pure returns (bool) {
        bytes4 selector = bytes4(reason);
        return
            reason.length < 4 ||
            selector == IPerpErrors.PerpExchange_NoPrice.selector ||
            selector == IPerpErrors.PerpExchange_StalePrice.selector ||
            selector == IPerpErrors.PerpExchange_MarketPaused.selector ||
            selector == IPerpErrors.PerpExchange_NoCollateralPrice.selector ||
            selector == IPerpErrors.PerpExchange_StaleCollateralPrice.selector;
    }
}
