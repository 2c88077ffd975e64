// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BankruptcyLib} from "./BankruptcyLib.sol";
import {EngineLib} from "./EngineLib.sol";
import {FlagLib} from "./FlagLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {WaterfallLib} from "./WaterfallLib.sol";

/// @title TakeOverLib
/// @notice Takes all an account has and owes: its positions at their bankruptcy prices, so that they leave it no cash,
/// and its tokens.
library TakeOverLib {
    using SafeCast for uint256;

    PerpTypes.Purpose private constant LIQUIDATION = PerpTypes.Purpose.Liquidation;

    function takeOver(PerpTypes.State storage state, address account) external {
        FlagLib.requireAccount(account);
        PerpTypes.Account storage holder = state.accounts[account];
        MarginLib.Margin memory m = MarginLib.measure(state, account, LIQUIDATION);
        bool below = m.equity < m.backstop.toInt256() || m.equity < 0;
        require(below, IPerpErrors.PerpExchange_AboveBackstop(account, m.equity, m.backstop));
        if (m.equity < 0) _requireInsured(state, holder.markets, m.equity);

        if (holder.markets == 0) _writeOff(state, account);
        else BankruptcyLib.handOver(state, account, m);
        _seize(state, account);
        (holder.flagged, holder.partialTime) = (false, 0);
    }

    function _writeOff(PerpTypes.State storage state, address account) private {
        uint256 owed = uint256(-int256(state.accounts[account].settled));
        WaterfallLib.writeOff(state, account, owed);

        emit IPerpEvents.WrittenOff(account, msg.sender, owed);
    }

    function _seize(PerpTypes.State storage state, address account) private {
        uint256 i = 0;
        for (uint256 bits = state.accounts[account].collaterals; bits != 0; (++i, bits >>= 1)) {
            if (bits & 1 == 0) continue;
            address token = state.collaterals[i];
            uint256 amount = state.collateralOf[account][token];
            state.collateralOf[account][token] = 0;
            state.collateralSums[token] -= amount;
            state.seized[token] += amount;

            emit IPerpEvents.CollateralSeized(account, token, amount);
        }
        state.accounts[account].collaterals = 0;
    }

    /// @dev Where a market has nobody to deleverage, the engine takes no deficit that it could not pay.
    function _requireInsured(PerpTypes.State storage state, uint256 markets, int256 equity) private view {
        bool backed = true;
        uint256 id = 0;
        for (uint256 bits = markets; bits != 0; (++id, bits >>= 1)) {
            if (bits & 1 == 1 && state.markets[id].config.adl.policy == PerpTypes.AdlPolicy.None) backed = false;
        }
        if (!backed) EngineLib.requireCovers(state, uint256(-equity));
    }
}
