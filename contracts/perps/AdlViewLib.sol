// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlTermsLib} from "./AdlTermsLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlViewLib
/// @notice What a round would read of an account.
library AdlViewLib {
    function getTerms(
        PerpTypes.State storage state,
        uint256 id,
        address account,
        uint256 price
    ) external view returns (uint256 score, uint256 size) {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        AdlPlanLib.Plan memory p;
        (p.market, p.longs) = (id, state.positions[account][id].size > 0);
        p.s = MarketLib.look(market, id, PerpTypes.Purpose.View);
        p.gap = AdlPlanLib.gapOf(p.longs, price, p.s.mark);
        if (account == address(this) || market.config.adl.policy == PerpTypes.AdlPolicy.None) return (0, 0);

        AdlTermsLib.Reader memory r = AdlTermsLib.reader(state, p);
        AdlTermsLib.read(state, r, account);
        return (r.score, r.size);
    }
}
