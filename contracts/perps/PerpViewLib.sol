// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EngineLib} from "./EngineLib.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {IPerpExchange} from "./IPerpExchange.sol";
import {LiquidationWindowLib} from "./LiquidationWindowLib.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title PerpViewLib
/// @notice What the exchange's views compute, at prices of any age and with funding that is not booked yet.
library PerpViewLib {
    using Checkpoints for Checkpoints.Trace224;

    PerpTypes.Purpose private constant VIEW = PerpTypes.Purpose.View;

    function getMarket(
        PerpTypes.State storage state,
        uint256 id
    ) external view returns (IPerpExchange.MarketView memory v) {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        MarketLib.Snapshot memory s = MarketLib.look(market, id, VIEW);
        v.index = s.index;
        v.mark = s.mark;
        v.premium = s.premium;
        v.fundingRate = s.fundingRate;
        v.fundingIndex = s.fundingIndex;
        v.long = market.long;
        v.short = market.short;
        v.windowLeft = LiquidationWindowLib.left(market);
    }

    function getPremiums(
        PerpTypes.State storage state,
        uint256 id,
        uint256 from
    ) external view returns (uint256[] memory times, int256[] memory sums) {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        uint256 length = market.premiums.length();
        uint256 count = length > from ? length - from : 0;
        (times, sums) = (new uint256[](count), new int256[](count));
        for (uint256 i = 0; i < count; ++i) (times[i], sums[i]) = PremiumLib.recorded(market, from + i);
    }

    function getFillPrice(PerpTypes.State storage state, uint256 id, int256 sizeDelta) external view returns (uint256) {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        return PremiumLib.fillPrice(market, id, IndexPriceLib.read(market, id, VIEW), sizeDelta);
    }

    function getMargin(
        PerpTypes.State storage state,
        address account
    ) external view returns (IPerpExchange.MarginView memory) {
        MarginLib.Margin memory m = MarginLib.measure(state, account, VIEW);
        return IPerpExchange.MarginView(m.equity, m.initial, m.maintenance, m.backstop, m.notional);
    }

    function getProfit(
        PerpTypes.State storage state,
        uint256 id,
        address account
    ) external view returns (int256 profit, uint256 bankruptcyPrice) {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        PerpTypes.Position storage position = state.positions[account][id];
        if (position.size == 0) return (0, 0);

        MarketLib.Snapshot memory s = MarketLib.look(market, id, VIEW);
        PositionMarginLib.Bound memory bound = PositionMarginLib.measure(market, position, s, state.quoteUnit);
        return (bound.profit, _bankruptcyPrice(state, account, position.size, s.mark, bound.maintenance));
    }

    function engineEquity(PerpTypes.State storage state) external view returns (int256) {
        return EngineLib.equity(state, VIEW);
    }

    function poolEquity(PerpTypes.State storage state) external view returns (uint256) {
        return PoolEquityLib.equity(state);
    }

    function poolWithdrawable(PerpTypes.State storage state) external view returns (uint256) {
        return PoolEquityLib.withdrawable(state);
    }

    function isPoolPriced(PerpTypes.State storage state) external view returns (bool) {
        return PoolEquityLib.isPriced(state);
    }

    function _bankruptcyPrice(
        PerpTypes.State storage state,
        address account,
        int256 size,
        uint256 mark,
        uint256 maintenance
    ) private view returns (uint256) {
        MarginLib.Margin memory m = MarginLib.measure(state, account, VIEW);
        uint256 total = m.maintenance - m.reward;
        return PositionMarginLib.bankruptcyPrice(size, mark, m.equity, maintenance, total, state.quoteUnit);
    }
}
