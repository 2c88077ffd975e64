// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlProRataLib} from "./AdlProRataLib.sol";
import {AdlQueueLib} from "./AdlQueueLib.sol";
import {AdlScoreLib} from "./AdlScoreLib.sol";
import {EnginePositionLib} from "./EnginePositionLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";
import {WaterfallLib} from "./WaterfallLib.sol";

/// @title AdlRoundLib
/// @notice A round of deleveraging, in one block: started, advanced by as many accounts a call as asked, ended.
///
/// A queue settles as much of the engine's position as its order fills, and the pool takes that part's rest; the pool
/// takes what the order does not fill once everyone who may be taken is in it.
library AdlRoundLib {
    using SafeCast for int256;

    function deleverage(
        PerpTypes.State storage state,
        uint256 id,
        bool longs,
        address[] calldata order,
        uint256 scan
    ) external returns (uint256) {
        PerpTypes.Market storage market = MarketLib.getUsable(state, id);
        PerpTypes.AdlPolicy policy = market.config.adl.policy;
        require(policy != PerpTypes.AdlPolicy.None, IPerpErrors.PerpExchange_DeleveragingDisabled(id));
        bool proRata = AdlScoreLib.isProRata(policy);
        bool accepted = !proRata || order.length == 0;
        require(accepted, IPerpErrors.PerpExchange_OrderNotAccepted(id, policy));

        AdlPlanLib.Plan memory p;
        (p.market, p.longs) = (id, longs);
        p.s = MarketLib.touch(market, id, PerpTypes.Purpose.Liquidation);
        EnginePositionLib.settleFunding(state, id, p.s);
        PerpTypes.AdlRound memory round = _resume(state, p, order);

        bool over = round.target == 0;
        if (!over && proRata) over = AdlProRataLib.advance(state, p, round, scan);
        else if (!over) over = AdlQueueLib.advance(state, p, round, order, scan);
        if (!p.againstPool && p.closed != 0) _book(state, p);
        if (over) _end(state, p, round, proRata || round.eligible == order.length);
        else _keep(state, p, round, order);
        return p.closed;
    }

    /// @dev A round goes on if it is this block's and stands against the same.
    function _resume(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        address[] calldata order
    ) private returns (PerpTypes.AdlRound memory round) {
        round = state.markets[p.market].round;
        bool goesOn = round.number == block.number && round.longs == p.longs && round.key == _key(state, p, order);
        if (!goesOn) round = AdlPlanLib.start(state, p);
        p.againstPool = round.againstPool;
        p.payoutShare = PoolEquityLib.payoutShareDown(state);
        AdlPlanLib.setPrice(state, p);
    }

    function _keep(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        PerpTypes.AdlRound memory round,
        address[] calldata order
    ) private {
        round.key = _key(state, p, order);
        state.markets[p.market].round = round;
    }

    /// @dev What counterparties took over, at the price they gave for it.
    function _book(PerpTypes.State storage state, AdlPlanLib.Plan memory p) private {
        int256 pnl = EnginePositionLib.release(state, p.market, p.s, p.closed);
        if (p.gap == 0) WaterfallLib.book(state, p.market, pnl);
        else WaterfallLib.tell(state, p.market, IPerpEvents.Bearer.Deleveraged, p.taken);
    }

    function _end(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        PerpTypes.AdlRound memory round,
        bool everyone
    ) private {
        uint256 target = round.target;
        uint256 passed;
        if (p.againstPool) {
            target = round.done == 0 ? 0 : Math.mulDiv(round.closed, target, round.done);
        } else {
            uint256 rest = round.base - round.done;
            bool settled = everyone || round.done == target;
            passed = settled ? rest : Math.mulDiv(round.done, round.base - target, target);
            passed = Math.min(passed, SignedMath.abs(state.positions[address(this)][p.market].size));
        }
        if (passed != 0) {
            int256 pnl = EnginePositionLib.release(state, p.market, p.s, passed);
            WaterfallLib.bearByPool(state, p.market, (-pnl).toUint256());
        }
        state.markets[p.market].round.number = 0;

        emit IPerpEvents.RoundEnded(p.market, p.longs, target, round.closed, passed);
    }

    function _key(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        address[] calldata order
    ) private view returns (bytes32) {
        PerpTypes.Position memory position = state.positions[address(this)][p.market];
        return keccak256(abi.encode(order, position, p.s.mark, p.s.fundingIndex));
    }
}
