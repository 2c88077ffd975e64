// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {AdlBoundLib} from "./AdlBoundLib.sol";
import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlScoreLib} from "./AdlScoreLib.sol";
import {CollateralValueLib} from "./CollateralValueLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";

/// @title AdlTermsLib
/// @notice What one account is worth to a round. A round reads many: markets are looked at once, and memory is used
/// again.
library AdlTermsLib {
    struct Reader {
        uint256 market;
        bool longs; // the side that is deleveraged
        uint256 gap; // [wad]
        uint256 unit; // one whole quote token. [quote]
        PerpTypes.AdlPolicy policy;
        uint256 seed;
        MarketLib.Snapshot[] snapshots; // by market
        uint256 known; // bit i: that of market i is filled in
        AdlScoreLib.Candidate candidate; // and from here on: what was read last
        AdlBoundLib.Limits limits;
        uint256 score; // [wad]
        uint256 size; // [wad base] it can give up; 0 if it may not be taken
    }

    function reader(PerpTypes.State storage state, AdlPlanLib.Plan memory p) internal view returns (Reader memory r) {
        PerpTypes.Market storage market = state.markets[p.market];
        (r.market, r.longs, r.gap, r.unit) = (p.market, p.longs, p.gap, state.quoteUnit);
        (r.policy, r.seed) = (market.config.adl.policy, market.seed);
        r.snapshots = new MarketLib.Snapshot[](state.marketCount);
        r.snapshots[p.market] = p.s;
        r.known = 1 << p.market;
    }

    /// @notice Reads an account's score and size. A loser is told by its position alone, and so is who is not of the
    /// side; the engine never is.
    function read(PerpTypes.State storage state, Reader memory r, address account) internal view {
        (r.score, r.size) = (0, 0);
        AdlScoreLib.Candidate memory c = r.candidate;
        (c.account, c.profit, c.maintenance) = (account, 0, 0);
        int256 equity = _add(state, r, r.market);
        if (equity <= 0) return;

        AdlBoundLib.Limits memory limits = r.limits;
        uint256 own = c.maintenance;
        PerpTypes.Account storage holder = state.accounts[account];
        (c.profit, c.settled) = (uint256(equity), holder.settled);
        equity += c.settled;
        equity += int256(CollateralValueLib.countedDown(state, account, PerpTypes.Purpose.View));
        uint256 id = 0;
        for (uint256 bits = holder.markets; bits != 0; (++id, bits >>= 1)) {
            if (bits & 1 == 1 && id != r.market) equity += _add(state, r, id);
        }
        if (equity <= 0) return;

        c.equity = uint256(equity);
        (limits.size, limits.profit, limits.equity) = (SignedMath.abs(c.size), c.profit, equity);
        (limits.maintenance, limits.maintenanceOfOthers) = (c.maintenance, c.maintenance - own);
        r.size = AdlBoundLib.largest(limits, r.gap, r.unit);
        if (r.size != 0) r.score = AdlScoreLib.score(r.policy, c, r.seed, r.unit);
    }

    /// @dev Adds a position's margin; of the round's market also the position. A feed that is only late stops no round.
    function _add(PerpTypes.State storage state, Reader memory r, uint256 id) private view returns (int256 profit) {
        PerpTypes.Market storage market = state.markets[id];
        if ((r.known >> id) & 1 == 0) {
            r.snapshots[id] = MarketLib.look(market, id, PerpTypes.Purpose.View);
            r.known |= 1 << id;
        }
        AdlScoreLib.Candidate memory c = r.candidate;
        MarketLib.Snapshot memory s = r.snapshots[id];
        PerpTypes.Position storage position = state.positions[c.account][id];
        profit = PositionMarginLib.profitDown(position, s.mark, s.fundingIndex, r.unit);
        if (id == r.market) {
            bool taken = profit > 0 && (position.size > 0) == r.longs && c.account != address(this);
            if (!taken) return 0;
            (c.size, c.cost) = (position.size, SignedMath.abs(position.cost));
        }

        uint256 size = SignedMath.abs(position.size);
        uint256 notional = PerpMath.notionalUp(size, s.mark, r.unit);
        uint256 ratio = PositionMarginLib.ratioUp(market, size);
        if (id == r.market) c.notional = notional;
        c.maintenance += PositionMarginLib.maintenanceUp(market.config.margin, ratio, notional);
    }
}
