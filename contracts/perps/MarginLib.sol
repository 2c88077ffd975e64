// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
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
    }

    /// @notice An account's margin, with funding that is not booked yet.
    /// @dev A position in a paused market stops orders and withdrawals: its price says nothing.
    function measure(
        PerpTypes.State storage state,
        address account,
        PerpTypes.Purpose purpose
    ) internal view returns (Margin memory m) {
        PerpTypes.Account storage holder = state.accounts[account];
        m.equity = int256(holder.settled) + collateralValue(state, account, purpose).toInt256();

        uint256 least;
        uint256 most;
        uint256 id = 0;
        for (uint256 bits = holder.markets; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) {
                PerpTypes.Market storage market = state.markets[id];
                bool paused = purpose == PerpTypes.Purpose.Order && market.status == PerpTypes.Status.Paused;
                require(!paused, IPerpErrors.PerpExchange_MarketPaused(id));
                MarketLib.Snapshot memory s = MarketLib.look(market, id, purpose);
                _add(m, PositionMarginLib.measure(market, state.positions[account][id], s, state.quoteUnit));
                least = Math.max(least, market.config.liquidation.minReward);
                most = Math.max(most, market.config.liquidation.maxReward);
            }
            ++id;
        }
        m.reward = Math.min(Math.max(m.reward, least), most);
        m.maintenance += m.reward;
    }

    /// @notice What an account's tokens count for, haircuts taken, each rounded down.
    function collateralValue(
        PerpTypes.State storage state,
        address account,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256 value) {
        uint256 i = 0;
        for (uint256 bits = state.accounts[account].collaterals; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) {
                address token = state.collaterals[i];
                uint256 kept = PerpMath.WAD - state.collateralConfigs[token].haircut;
                value += worthDown(state, token, state.collateralOf[account][token], kept, purpose);
            }
            ++i;
        }
    }

    /// @notice Share [wad] of what `amount` of a collateral is worth.
    function worthDown(
        PerpTypes.State storage state,
        address token,
        uint256 amount,
        uint256 share,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256) {
        PerpTypes.CollateralConfig storage config = state.collateralConfigs[token];
        uint256 price = IndexPriceLib.readCollateral(config, token, purpose);
        uint256 scale = PerpMath.WAD * PerpMath.WAD * 10 ** uint256(config.decimals);
        return Math.mulDiv(amount * price, share * state.quoteUnit, scale);
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

    function _add(Margin memory m, PositionMarginLib.Bound memory bound) private pure {
        m.equity += bound.profit;
        m.notional += bound.notional;
        m.initial += bound.initial;
        m.maintenance += bound.maintenance;
        m.backstop += bound.backstop;
        m.reward += bound.reward;
    }
}
