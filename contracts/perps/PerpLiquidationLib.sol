// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BooksLib} from "./BooksLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {EngineLib} from "./EngineLib.sol";
import {FlagLib} from "./FlagLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpLiquidationTermsLib} from "./PerpLiquidationTermsLib.sol";
import {LiquidationWindowLib} from "./LiquidationWindowLib.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";

/// @title PerpLiquidationLib
/// @notice One liquidation against the pool: calculate, limit, execute.
library PerpLiquidationLib {
    using SafeCast for uint256;

    PerpTypes.Purpose private constant LIQUIDATION = PerpTypes.Purpose.Liquidation;

    function liquidate(PerpTypes.State storage state, uint256 id, address account) external returns (uint256) {
        FlagLib.requireAccount(account);
        PerpTypes.Market storage market = MarketLib.getUsable(state, id);
        require(state.positions[account][id].size != 0, IPerpErrors.PerpExchange_NoPosition(account, id));

        MarketLib.Snapshot memory s = MarketLib.touch(market, id, LIQUIDATION);
        MarginLib.Margin memory m = MarginLib.measure(state, account, LIQUIDATION);
        FlagLib.requireFlagged(state, account, m);
        bool whole = m.equity < m.backstop.toInt256() || m.equity < 0;
        require(!whole, IPerpErrors.PerpExchange_BelowBackstop(account, m.equity, m.backstop));

        PerpLiquidationTermsLib.Terms memory t = PerpLiquidationTermsLib.calculate(state, id, account, s, m);
        _execute(state, t);
        RiskHookLib.report(state.riskHook, RiskAction.Liquidation, account, id, t.closed);
        return t.closed;
    }

    function _execute(PerpTypes.State storage state, PerpLiquidationTermsLib.Terms memory t) private {
        LiquidationWindowLib.use(state.markets[t.market], t.closed);
        if (t.isPartial) state.accounts[t.account].partialTime = uint40(block.timestamp);
        uint256 share = PoolEquityLib.payoutShareDown(state);
        PerpPositionLib.Change memory done = ClosingLib.close(state, t.market, t.account, t.sizeDelta, t.price, share);

        _charge(state, t, MarginLib.measure(state, t.account, LIQUIDATION).equity);
        MarginLib.Margin memory m = MarginLib.measure(state, t.account, LIQUIDATION);
        _requireInsured(state, t.market, m.equity);

        _emit(t, done);
        if (m.equity >= m.maintenance.toInt256()) FlagLib.unflag(state, t.account, m);
    }

    // The keeper before the insurance fund, and both no more than there is.
    function _charge(PerpTypes.State storage state, PerpLiquidationTermsLib.Terms memory t, int256 equity) private {
        t.reward = FlagLib.pay(state, t.account, equity, t.reward);
        t.penalty = equity <= 0 ? 0 : Math.min(t.penalty, uint256(equity) - t.reward);
        BooksLib.debit(state, t.account, t.penalty);
        state.insurance += t.penalty;
    }

    // Without deleveraging nobody is left to pay what a bad fill leaves open.
    function _requireInsured(PerpTypes.State storage state, uint256 id, int256 equity) private view {
        if (equity >= 0 || state.markets[id].config.adl.policy != PerpTypes.AdlPolicy.None) return;
        EngineLib.requireCovers(state, uint256(-equity));
    }

    function _emit(PerpLiquidationTermsLib.Terms memory t, PerpPositionLib.Change memory done) private {
        emit IPerpEvents.Liquidated(
            t.market,
            t.account,
            msg.sender,
            t.sizeDelta,
            done.size,
            t.price,
            t.bankruptcyPrice,
            done.pnl,
            t.penalty,
            t.reward
        );
    }
}
