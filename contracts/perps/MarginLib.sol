// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {CollateralValueLib} from "./CollateralValueLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";

/// @title MarginLib
/// @notice What an account is worth over all its markets and collaterals, and what it must be worth; all [quote].
library MarginLib {
    using SafeCast for *;

    struct Margin {
        int256 equity;
        uint256 initial;
        uint256 maintenance; // the reward included
        uint256 backstop;
        uint256 notional;
        uint256 reward; // for liquidating all of it
        uint256 leastReward;
        uint256 mostReward;
    }

    /// @notice An account's margin, with funding that is not booked yet.
    /// @dev A position in a paused market stops orders and withdrawals: its price says nothing.
    function measure(
        PerpTypes.State storage state,
        address account,
        PerpTypes.Purpose purpose
    ) internal view returns (Margin memory m) {
        PerpTypes.Account storage holder = state.accounts[account];
        m.equity = int256(holder.settled) + CollateralValueLib.countedDown(state, account, purpose).toInt256();
        uint256 id = 0;
        for (uint256 bits = holder.markets; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) _addPosition(m, state, account, id, purpose);
            ++id;
        }
        m.reward = Math.min(Math.max(m.reward, m.leastReward), m.mostReward);
        m.maintenance += m.reward;
    }

    /// @notice Whether only liquidation may act on an account.
    function isLiquidatable(Margin memory m, bool flagged) internal pure returns (bool) {
        return flagged || m.equity < m.maintenance.toInt256();
    }

    /// @notice Reverts for an account that is flagged or below maintenance.
    function requireOwn(
        PerpTypes.State storage state,
        address account,
        PerpTypes.Purpose purpose
    ) internal view returns (Margin memory m) {
        m = measure(state, account, purpose);
        bool liquidatable = isLiquidatable(m, state.accounts[account].flagged);
        require(!liquidatable, IPerpErrors.PerpExchange_Liquidatable(account, m.equity, m.maintenance));
    }

    /// @notice Reverts below maintenance; with `grown`, also below initial margin.
    function requireSolvent(Margin memory m, address account, bool grown) internal pure {
        uint256 required = grown ? Math.max(m.initial, m.maintenance) : m.maintenance;
        require(
            m.equity >= required.toInt256(),
            IPerpErrors.PerpExchange_InsufficientMargin(account, m.equity, required)
        );
    }

    function _addPosition(
        Margin memory m,
        PerpTypes.State storage state,
        address account,
        uint256 id,
        PerpTypes.Purpose purpose
    ) private view {
        PerpTypes.Market storage market = state.markets[id];
        bool paused = purpose == PerpTypes.Purpose.Order && market.status == PerpTypes.Status.Paused;
        require(!paused, IPerpErrors.PerpExchange_MarketPaused(id));

        PositionMarginLib.Bound memory bound = PositionMarginLib.measure(
            market,
            state.positions[account][id],
            MarketLib.look(market, id, purpose),
            state.quoteUnit
        );
        m.equity += bound.profit;
        m.notional += bound.notional;
        m.initial += bound.initial;
        m.maintenance += bound.maintenance;
        m.backstop += bound.backstop;
        m.reward += bound.reward;
        m.leastReward = Math.max(m.leastReward, market.config.liquidation.minReward);
        m.mostReward = Math.max(m.mostReward, market.config.liquidation.maxReward);
    }
}
