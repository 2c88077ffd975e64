// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {LiquidationSizeLib} from "./LiquidationSizeLib.sol";
import {LiquidationWindowLib} from "./LiquidationWindowLib.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title PerpLiquidationTermsLib
/// @notice How much one liquidation closes, at which price and for what.
library PerpLiquidationTermsLib {
    using SafeCast for uint256;

    struct Terms {
        uint256 market;
        address account;
        uint256 closed; // [wad base]
        int256 sizeDelta; // [wad base] the same with the sign of the closing order
        bool isPartial; // by share: the rest cools down
        uint256 price; // [wad] at which it closes
        uint256 bankruptcyPrice; // [wad] before
        uint256 penalty; // [quote] before what the account has limits it
        uint256 reward; // [quote] likewise
    }

    /// @param m The account's margin, to which the flag's reward makes no difference.
    function calculate(
        PerpTypes.State storage state,
        uint256 id,
        address account,
        MarketLib.Snapshot memory s,
        MarginLib.Margin memory m
    ) internal view returns (Terms memory t) {
        (t.market, t.account) = (id, account);
        PerpTypes.Market storage market = state.markets[id];
        PerpTypes.Position storage position = state.positions[account][id];
        PositionMarginLib.Bound memory bound = PositionMarginLib.measure(market, position, s, state.quoteUnit);

        _setSize(t, market, state.accounts[account].partialTime, position.size, bound.notional);
        _setAmounts(t, market.config.liquidation, PerpMath.notionalUp(t.closed, s.mark, state.quoteUnit));
        bool atMark = market.config.liquidation.price == PerpTypes.LiquidationPrice.Mark;
        t.price = atMark ? s.mark : PremiumLib.fillPrice(market, id, s.index, t.sizeDelta);
        t.bankruptcyPrice = PositionMarginLib.bankruptcyPrice(
            position.size,
            s.mark,
            m.equity,
            bound.maintenance,
            m.maintenance - m.reward,
            state.quoteUnit
        );
    }

    function _setSize(
        Terms memory t,
        PerpTypes.Market storage market,
        uint256 partialTime,
        int256 size,
        uint256 notional
    ) private view {
        PerpTypes.LiquidationConfig storage c = market.config.liquidation;
        (t.closed, t.isPartial) = LiquidationSizeLib.part(c, t.account, partialTime, SignedMath.abs(size), notional);
        t.closed = Math.min(t.closed, LiquidationWindowLib.requireLeft(market, t.market));
        t.sizeDelta = size > 0 ? -t.closed.toInt256() : t.closed.toInt256();
    }

    /// @param notional Of the part closed, at mark. [quote]
    function _setAmounts(Terms memory t, PerpTypes.LiquidationConfig storage c, uint256 notional) private view {
        t.reward = Math.min(Math.max(PerpMath.shareUp(notional, c.rewardRatio), c.minReward), c.maxReward);
        t.penalty = PerpMath.shareUp(notional, c.penalty);
    }
}
