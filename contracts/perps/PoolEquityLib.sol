// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title PoolEquityLib
/// @notice What the pool is worth and may let out; all [quote]. Traders' profit is that of all positions together, the
/// engine's included: what some lose pays what others win.
library PoolEquityLib {
    using SafeCast for *;

    /// @notice Profit of all positions at mark, with funding, rounded up a market.
    function tradersProfitUp(PerpTypes.State storage state) internal view returns (int256 profit) {
        for (uint256 id = 0; id < state.marketCount; ++id) profit += marketProfitUp(state, id);
    }

    /// @notice Profit of all positions of one market.
    function marketProfitUp(PerpTypes.State storage state, uint256 id) internal view returns (int256) {
        PerpTypes.Market storage market = state.markets[id];
        if (!_isHeld(market)) return 0;
        MarketLib.Snapshot memory s = MarketLib.look(market, id, PerpTypes.Purpose.View);
        int256 value = PremiumLib.skewOf(market) * (s.mark.toInt256() + s.fundingIndex);
        value += market.short.fundingWeight - market.long.fundingWeight;
        int256 cost = uint256(market.long.cost).toInt256() - uint256(market.short.cost).toInt256();
        return PerpMath.mulDivUp(value, state.quoteUnit, PerpMath.WAD * PerpMath.WAD) - cost;
    }

    /// @notice Cash less traders' profit, never below zero.
    function equity(PerpTypes.State storage state) internal view returns (uint256) {
        int256 value = state.poolCash.toInt256() - tradersProfitUp(state);
        return value > 0 ? uint256(value) : 0;
    }

    /// @notice What may leave: no more than the pool is worth, than keeps traders' profit within its limit of the cash
    /// left, and than is there in tokens; nothing while an open market has no price.
    function withdrawable(PerpTypes.State storage state) internal view returns (uint256 amount) {
        if (!isPriced(state)) return 0;
        int256 profit = tradersProfitUp(state);
        uint256 limit = state.poolConfig.maxProfitForWithdrawal;
        amount = Math.saturatingSub(state.poolCash, state.overdrawn);
        if (profit <= 0) return amount;

        uint256 bound =
            limit == 0 ? uint256(profit) : Math.mulDiv(uint256(profit), PerpMath.WAD, limit, Math.Rounding.Ceil);
        return Math.min(amount, Math.saturatingSub(state.poolCash, Math.max(bound, uint256(profit))));
    }

    /// @notice Share of a profit that the pool pays out now. [wad]
    function payoutShareDown(PerpTypes.State storage state) internal view returns (uint256) {
        uint256 limit = state.poolConfig.maxProfitForPayout;
        if (limit == 0) return PerpMath.WAD;
        int256 profit = tradersProfitUp(state);
        uint256 payable_ = PerpMath.shareDown(state.poolCash, limit);
        return profit <= payable_.toInt256() ? PerpMath.WAD : Math.mulDiv(payable_, PerpMath.WAD, uint256(profit));
    }

    /// @notice Whether every market with positions is usable and has a price fresh enough for an order.
    function isPriced(PerpTypes.State storage state) internal view returns (bool) {
        for (uint256 id = 0; id < state.marketCount; ++id) {
            PerpTypes.Market storage market = state.markets[id];
            if (!_isHeld(market)) continue;
            if (market.status == PerpTypes.Status.Paused) return false;
            if (!IndexPriceLib.isUsable(market, PerpTypes.Purpose.Order)) return false;
        }
        return true;
    }

    function _isHeld(PerpTypes.Market storage market) private view returns (bool) {
        return market.long.size != 0 || market.short.size != 0;
    }
}
