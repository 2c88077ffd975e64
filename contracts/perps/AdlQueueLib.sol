// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlScoreLib} from "./AdlScoreLib.sol";
import {AdlTakeLib} from "./AdlTakeLib.sol";
import {AdlTermsLib} from "./AdlTermsLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlQueueLib
/// @notice Takes the accounts of an order one after another. None is missing from it when, of the whole side, as many
/// rank no lower than the last of the order as it has.
library AdlQueueLib {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @param scan How many accounts to go through.
    /// @return over Whether the round is through.
    function advance(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        PerpTypes.AdlRound memory round,
        address[] calldata order,
        uint256 scan
    ) internal returns (bool over) {
        AdlTermsLib.Reader memory r = AdlTermsLib.reader(state, p);
        PerpTypes.Market storage market = state.markets[p.market];
        over = _count(state, p.longs ? market.longs : market.shorts, round, r, order, scan);
        if (!over) return false;

        uint256 found = order.length == 0 ? round.eligible : round.found;
        _requireRanked(state, p.market, r, order);
        require(found == order.length, IPerpErrors.PerpExchange_RankingIncomplete(p.market, order.length, found));

        for (uint256 i = 0; i < order.length && round.done < round.target; ++i) {
            AdlTermsLib.read(state, r, order[i]);
            uint256 left = round.target - round.done;
            AdlTakeLib.take(state, p, round, r, p.againstPool ? AdlTakeLib.sizeOf(r, left) : Math.min(left, r.size));
        }
    }

    function _count(
        PerpTypes.State storage state,
        EnumerableSet.AddressSet storage side,
        PerpTypes.AdlRound memory round,
        AdlTermsLib.Reader memory r,
        address[] calldata order,
        uint256 scan
    ) private view returns (bool over) {
        address last = order.length == 0 ? address(0) : order[order.length - 1];
        if (last != address(0)) AdlTermsLib.read(state, r, last);
        uint256 lastScore = r.score;

        uint256 end = round.cursor + Math.min(scan, side.length() - round.cursor);
        for (uint256 i = round.cursor; i < end; ++i) {
            address account = side.at(i);
            AdlTermsLib.read(state, r, account);
            if (r.size == 0) continue;
            ++round.eligible;
            if (last != address(0) && !AdlScoreLib.precedes(lastScore, last, r.score, account)) ++round.found;
        }
        round.cursor = uint32(end);
        return end == side.length();
    }

    /// @dev Before anyone is taken: that lowers his score, and whoever was listed twice would seem to be ranked.
    function _requireRanked(
        PerpTypes.State storage state,
        uint256 id,
        AdlTermsLib.Reader memory r,
        address[] calldata order
    ) private view {
        uint256 lastScore = type(uint256).max;
        address last;
        for (uint256 i = 0; i < order.length; ++i) {
            address account = order[i];
            AdlTermsLib.read(state, r, account);
            require(r.size != 0, IPerpErrors.PerpExchange_NotDeleverageable(id, account));
            bool ranked = AdlScoreLib.precedes(lastScore, last, r.score, account);
            require(ranked, IPerpErrors.PerpExchange_WrongRanking(id, last, account));
            (lastScore, last) = (r.score, account);
        }
    }
}
