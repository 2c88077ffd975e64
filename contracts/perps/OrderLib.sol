// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {BooksLib} from "./BooksLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {OrderCheckLib} from "./OrderCheckLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";
import {PremiumLib} from "./PremiumLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";

/// @title OrderLib
/// @notice Fills an order against the pool.
library OrderLib {
    struct Intent {
        address account;
        uint256 market;
        int256 sizeDelta; // [wad base]
        uint256 acceptablePrice; // [wad]
        bool reduceOnly;
    }

    struct Fill {
        int256 before; // [wad base]
        uint256 price; // [wad]
        uint256 payoutShare; // [wad]
        uint256 fee; // [quote]
        uint256 poolFee; // [quote]
    }

    /// @notice Trades at once.
    function trade(PerpTypes.State storage state, Intent memory intent) external returns (uint256 price) {
        uint32 delay = MarketLib.getUsable(state, intent.market).config.trading.settlementDelay;
        require(delay == 0, IPerpErrors.PerpExchange_WrongOrderKind(intent.market, delay));
        return _fill(state, intent);
    }

    /// @notice Fills an order whose block has come.
    function settle(PerpTypes.State storage state, Intent memory intent) external returns (uint256 price) {
        return _fill(state, intent);
    }

    function _fill(PerpTypes.State storage state, Intent memory intent) private returns (uint256) {
        PerpTypes.Market storage market = MarketLib.getUsable(state, intent.market);
        require(intent.sizeDelta != 0, IPerpErrors.PerpExchange_AmountZero());
        Fill memory f;
        f.before = state.positions[intent.account][intent.market].size;
        OrderCheckLib.requireDirection(market, intent.market, f.before, intent.sizeDelta, intent.reduceOnly);

        MarketLib.Snapshot memory s = MarketLib.touch(market, intent.market, PerpTypes.Purpose.Order);
        MarginLib.requireOwn(state, intent.account, PerpTypes.Purpose.Order);
        f.price = PremiumLib.fillPrice(market, intent.market, s.index, intent.sizeDelta);
        OrderCheckLib.requireAcceptable(intent.sizeDelta, f.price, intent.acceptablePrice);
        f.fee = OrderCheckLib.feeUp(market, intent.sizeDelta, f.price, state.quoteUnit);
        f.payoutShare = PoolEquityLib.payoutShareDown(state);

        PerpPositionLib.Change memory done = PerpPositionLib.change(
            state,
            intent.market,
            intent.account,
            intent.sizeDelta,
            f.price
        );
        bool grown = OrderCheckLib.grows(f.before, done.size);
        if (grown) OrderCheckLib.requireWithinCaps(market, intent.market, done.size > 0, s.index, state.quoteUnit);
        BooksLib.realise(state, intent.account, done.funding, PerpMath.WAD);
        BooksLib.realise(state, intent.account, done.pnl, f.payoutShare);
        f.poolFee = BooksLib.chargeFee(state, intent.account, f.fee);

        MarginLib.Margin memory m = MarginLib.measure(state, intent.account, PerpTypes.Purpose.Order);
        MarginLib.requireSolvent(m, intent.account, grown);
        if (grown) {
            uint256 size = SignedMath.abs(intent.sizeDelta);
            RiskHookLib.report(state.riskHook, RiskAction.Order, intent.account, intent.market, size);
        }

        _emit(intent, f, done);
        return f.price;
    }

    function _emit(Intent memory intent, Fill memory f, PerpPositionLib.Change memory done) private {
        if (done.funding != 0) emit IPerpEvents.FundingSettled(intent.market, intent.account, done.funding);
        emit IPerpEvents.Traded(
            intent.market,
            intent.account,
            intent.sizeDelta,
            done.size,
            f.price,
            done.pnl,
            f.fee,
            f.poolFee
        );
    }
}
