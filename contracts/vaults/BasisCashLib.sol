// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ConfigurationLib} from "../lending/ConfigurationLib.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {LendingTypes} from "../lending/LendingTypes.sol";
import {BasisTypes} from "./BasisTypes.sol";

/// @title BasisCashLib
/// @notice Assets between the vault's hands and the pool where they are parked. [asset]
library BasisCashLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using Math for uint256;
    using SafeERC20 for IERC20;

    /// @notice Brings what is parked to `aimed` as far as the pool allows; where it allows nothing, nothing happens.
    function park(BasisTypes.Trade memory trade, uint256 aimed) internal {
        if (address(trade.pool) == address(0)) return;
        uint256 parked = parkedOf(trade);
        if (parked < aimed) _trySupply(trade, Math.min(aimed - parked, idleOf(trade)));
        else _tryWithdraw(trade, Math.min(parked - aimed, reachableOf(trade)));
    }

    /// @notice Makes `wanted` idle, as far as the pool has cash.
    /// @return held At most `wanted`.
    function bring(BasisTypes.Trade memory trade, uint256 wanted) internal returns (uint256 held) {
        held = idleOf(trade);
        if (held < wanted) {
            uint256 missing = Math.min(wanted - held, reachableOf(trade));
            if (missing != 0) held += take(trade.pool, trade.asset, missing);
        }
        return Math.min(held, wanted);
    }

    /// @notice Calls `amount` back from the pool, or reverts with its error.
    function take(ILendingPool pool, IERC20 asset, uint256 amount) internal returns (uint256) {
        return pool.withdraw(address(asset), amount, address(this));
    }

    /// @notice In the vault's hands and its own.
    function idleOf(BasisTypes.Trade memory trade) internal view returns (uint256) {
        return trade.asset.balanceOf(address(this)).saturatingSub(trade.owed);
    }

    function parkedOf(BasisTypes.Trade memory trade) internal view returns (uint256) {
        return address(trade.aToken) == address(0) ? 0 : trade.aToken.balanceOf(address(this));
    }

    /// @notice Parked, and can be called back now.
    function reachableOf(BasisTypes.Trade memory trade) internal view returns (uint256) {
        return reachable(trade.pool, trade.asset, parkedOf(trade));
    }

    /// @notice What of `parked` can be called back now: no more than the pool's cash, nothing while it is paused.
    function reachable(ILendingPool pool, IERC20 asset, uint256 parked) internal view returns (uint256) {
        if (parked == 0) return 0;
        LendingTypes.ReserveConfigurationMap memory configuration = pool.getConfiguration(address(asset));
        if (configuration.isPaused() || !configuration.isActive()) return 0;
        return Math.min(parked, pool.getVirtualUnderlyingBalance(address(asset)));
    }

    function _trySupply(BasisTypes.Trade memory trade, uint256 amount) private {
        if (amount == 0) return;
        trade.asset.forceApprove(address(trade.pool), amount);
        try trade.pool.supply(address(trade.asset), amount, address(this), 0) {} catch {
            trade.asset.forceApprove(address(trade.pool), 0);
        }
    }

    function _tryWithdraw(BasisTypes.Trade memory trade, uint256 amount) private {
        if (amount == 0) return;
        try trade.pool.withdraw(address(trade.asset), amount, address(this)) {} catch {}
    }
}
