// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CollateralValueLib} from "./CollateralValueLib.sol";
import {EnginePositionLib} from "./EnginePositionLib.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";
import {WaterfallLib} from "./WaterfallLib.sol";

/// @title BankruptcyLib
/// @notice Hands an account's positions to the engine. Each carries its part, by maintenance margin, of the account's
/// quote equity (cash and profits, tokens left out), the last the rest: together they are worth to the engine exactly
/// what the account's cash and positions were, and the account's cash is zero.
library BankruptcyLib {
    struct Parts {
        int256 equity; // [quote] the account's without tokens
        int256 left; // [quote] of it to be carried
        uint256 maintenance; // [quote] of all positions
        bool last;
    }

    function handOver(PerpTypes.State storage state, address account, MarginLib.Margin memory m) internal {
        uint256 tokens = CollateralValueLib.countedDown(state, account, PerpTypes.Purpose.Liquidation);
        int256 equity = m.equity - int256(tokens);
        Parts memory parts = Parts(equity, equity, m.maintenance - m.reward, false);
        WaterfallLib.clear(state, account);
        uint256 id = 0;
        for (uint256 bits = state.accounts[account].markets; bits != 0; (++id, bits >>= 1)) {
            if (bits & 1 == 0) continue;
            parts.last = bits == 1;
            _handOver(state, id, account, parts);
        }
    }

    function _handOver(PerpTypes.State storage state, uint256 id, address account, Parts memory parts) private {
        PerpTypes.Market storage market = MarketLib.getUsable(state, id);
        PerpTypes.Position memory position = state.positions[account][id];
        MarketLib.Snapshot memory s = MarketLib.touch(market, id, PerpTypes.Purpose.Liquidation);
        PositionMarginLib.Bound memory bound = PositionMarginLib.measure(
            market,
            state.positions[account][id],
            s,
            state.quoteUnit
        );
        int256 part = parts.left;
        if (!parts.last) part = PerpMath.mulDivDown(parts.equity, bound.maintenance, parts.maintenance);
        parts.left -= part;
        uint256 price = PositionMarginLib.bankruptcyPrice(position.size, s.mark, part, 1, 1, state.quoteUnit);
        if (market.config.adl.policy == PerpTypes.AdlPolicy.Random) market.seed = block.prevrandao;

        PerpTypes.Position memory none;
        PerpPositionLib.set(state, id, account, none);
        EnginePositionLib.take(state, id, s, position.size, part);

        int256 funding = PerpMath.valueDown(position.size, s.fundingIndex - position.funding, state.quoteUnit);
        if (funding != 0) emit IPerpEvents.FundingSettled(id, account, funding);
        emit IPerpEvents.TakenOver(
            id,
            account,
            msg.sender,
            position.size,
            s.mark,
            price,
            bound.profit - funding - part,
            part
        );
    }
}
