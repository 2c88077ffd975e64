// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {PerpMath} from "../perps/PerpMath.sol";
import {PerpTypes} from "../perps/PerpTypes.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisTypes} from "./BasisTypes.sol";

/// @title BasisBookLib
/// @notice The vault's account on the exchange.
library BasisBookLib {
    using Math for uint256;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @notice What the vault holds.
    function positionOf(BasisTypes.Trade memory trade) internal view returns (BasisTypes.Position memory position) {
        position.idle = BasisCashLib.idleOf(trade);
        position.parked = BasisCashLib.parkedOf(trade);
        position.spot = trade.spot.balanceOf(address(this));
        (position.size, position.equity) = accountOf(trade);
    }

    /// @notice The position [wad base], and settled margin with its profit [asset].
    /// @dev Tokens that others deposit in the vault's name count for nothing and are not asked about: their price may
    /// be the vault's own, or there may be none. So profit is not the exchange's `getProfit`, which values the whole
    /// account, but computed as that computes it.
    function accountOf(BasisTypes.Trade memory trade) internal view returns (int256 size, int256 equity) {
        PerpTypes.Position memory position = trade.exchange.getPosition(address(this), trade.market);
        size = position.size;
        equity = trade.exchange.getAccount(address(this)).settled;
        if (size == 0) return (size, equity);

        IPerpExchange.MarketView memory market = trade.exchange.getMarket(trade.market);
        int256 value = PerpMath.valueDown(size, market.mark.toInt256(), trade.assetUnit);
        int256 funding = PerpMath.valueDown(size, market.fundingIndex - position.funding, trade.assetUnit);
        equity += value - position.cost + funding;
    }

    /// @notice Adds `amount` to the margin. [asset]
    function addMargin(BasisTypes.Trade memory trade, uint256 amount) internal {
        if (amount == 0) return;
        trade.asset.forceApprove(address(trade.exchange), amount);
        trade.exchange.deposit(address(trade.asset), amount, address(this));
        unflag(trade);
    }

    /// @notice Takes back at most `wanted` of the margin: what is settled, and what initial margin leaves.
    /// @return taken 0 where the exchange refuses. [asset]
    function takeMargin(BasisTypes.Trade memory trade, uint256 wanted) internal returns (uint256 taken) {
        PerpTypes.Account memory account = trade.exchange.getAccount(address(this));
        taken = account.settled <= 0 ? 0 : Math.min(wanted, uint256(int256(account.settled)));
        if (account.markets != 0) taken = Math.min(taken, _spare(trade));
        if (taken == 0) return 0;

        try trade.exchange.withdraw(address(trade.asset), taken, address(this)) {} catch {
            return 0;
        }
    }

    /// @notice Has the mark of liquidation taken off, once the account is healthy again.
    function unflag(BasisTypes.Trade memory trade) internal {
        if (!trade.exchange.getAccount(address(this)).flagged) return;
        try trade.exchange.flag(address(this)) {} catch {}
    }

    /// @notice Sells `size` more of the perpetual, or reverts with the exchange's error.
    function short(BasisTypes.Trade memory trade, uint256 size) internal {
        trade.exchange.trade(trade.market, -size.toInt256(), leastPriceUp(trade), false);
    }

    /// @notice Sells `size` more of the perpetual.
    /// @return sold Whether the exchange took the order.
    function tryShort(BasisTypes.Trade memory trade, uint256 size) internal returns (bool sold) {
        if (size == 0) return false;
        try trade.exchange.trade(trade.market, -size.toInt256(), leastPriceUp(trade), false) {
            return true;
        } catch {
            return false;
        }
    }

    /// @notice Buys `size` of the short back.
    /// @return bought Whether the exchange took the order.
    function tryCover(BasisTypes.Trade memory trade, uint256 size) internal returns (bool bought) {
        if (size == 0) return false;
        uint256 most = trade.mark.mulDiv(BasisMath.BPS + trade.slippage, BasisMath.BPS);
        try trade.exchange.trade(trade.market, size.toInt256(), most, true) {
            return true;
        } catch {
            return false;
        }
    }

    /// @notice Least that the perpetual may be sold at. [wad]
    function leastPriceUp(BasisTypes.Trade memory trade) internal pure returns (uint256) {
        return trade.mark.mulDiv(BasisMath.BPS - trade.slippage, BasisMath.BPS, Math.Rounding.Ceil);
    }

    /// @dev What the account's equity is above what a withdrawal must leave; nothing where that cannot be said. [asset]
    function _spare(BasisTypes.Trade memory trade) private view returns (uint256) {
        try trade.exchange.getMargin(address(this)) returns (IPerpExchange.MarginView memory margin) {
            return BasisMath.above(margin.equity, Math.max(margin.initial, margin.maintenance));
        } catch {
            return 0;
        }
    }
}
