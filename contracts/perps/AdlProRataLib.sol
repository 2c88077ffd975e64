// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlTakeLib} from "./AdlTakeLib.sol";
import {AdlTermsLib} from "./AdlTermsLib.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlProRataLib
/// @notice Takes from everyone who may be taken, by weight: a first pass over the side adds the weights up, a second
/// takes. Against the engine the weight is profit or size; against the pool everyone closes the same share, whichever.
library AdlProRataLib {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @param scan How many accounts to go through, over both passes.
    /// @return over Whether the round is through.
    function advance(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        PerpTypes.AdlRound memory round,
        uint256 scan
    ) internal returns (bool over) {
        AdlTermsLib.Reader memory r = AdlTermsLib.reader(state, p);
        PerpTypes.Market storage market = state.markets[p.market];
        EnumerableSet.AddressSet storage side = p.longs ? market.longs : market.shorts;
        if (!round.weighed) scan = _weigh(state, side, round, r, scan);
        if (!round.weighed) return false;

        // Downward: whoever closes all leaves his place to the last, which is through already.
        for (; round.cursor != 0 && scan != 0; --scan) {
            AdlTermsLib.read(state, r, side.at(--round.cursor));
            if (r.size != 0) AdlTakeLib.take(state, p, round, r, _share(round, r));
        }
        return round.cursor == 0;
    }

    /// @return left Of `scan`.
    function _weigh(
        PerpTypes.State storage state,
        EnumerableSet.AddressSet storage side,
        PerpTypes.AdlRound memory round,
        AdlTermsLib.Reader memory r,
        uint256 scan
    ) private view returns (uint256 left) {
        uint256 end = round.cursor + Math.min(scan, side.length() - round.cursor);
        left = scan - (end - round.cursor);
        for (uint256 i = round.cursor; i < end; ++i) {
            AdlTermsLib.read(state, r, side.at(i));
            if (r.size == 0) continue;
            ++round.eligible;
            round.weight += round.againstPool ? r.candidate.profit : r.score;
        }
        round.cursor = uint32(end);
        round.weighed = end == side.length();
    }

    /// @dev Rounded down; no more than is left, should somebody have grown since the first pass.
    function _share(PerpTypes.AdlRound memory round, AdlTermsLib.Reader memory r) private pure returns (uint256) {
        if (round.weight == 0) return 0;
        if (round.againstPool) {
            uint256 size = SignedMath.abs(r.candidate.size);
            return Math.min(r.size, Math.mulDiv(size, round.target, round.weight));
        }
        uint256 share = Math.min(r.size, Math.mulDiv(round.target, r.score, round.weight));
        return Math.min(share, round.target - round.done);
    }
}
