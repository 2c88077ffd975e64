// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveCheckLib} from "./ReserveCheckLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {RiskLib} from "./RiskLib.sol";
import {Arithmetic, AutoCollateral} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SolvencyLib} from "./SolvencyLib.sol";

/// @title CollateralLib
/// @notice What counts as an account's collateral, and at which terms.
library CollateralLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    /// @param amount, balanceFromBefore As `ILendingPool.finalizeTransfer` has them.
    struct Transfer {
        address asset;
        address from;
        address to;
        uint256 amount;
        uint256 balanceFromBefore;
    }

    /// @dev Up to v3.3 even switching off asks for a balance.
    function setUse(LendingTypes.PoolState storage state, address asset, bool used, IPriceOracle oracle) external {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        LendingTypes.UserConfigurationMap storage position = state.accounts[msg.sender];

        ReserveCheckLib.requireUsable(reserve, asset);
        bool needsBalance = used || state.rules.arithmetic < Arithmetic.AaveV34;
        uint256 balance = IScaledToken(reserve.aToken).scaledBalanceOf(msg.sender);
        require(!needsBalance || balance != 0, ILendingErrors.LendingPool_InsufficientBalance(asset, 0, 1));
        if (used == position.isCollateral(reserve.id)) return;
        require(!used || mayBeCollateral(state, reserve, msg.sender), ILendingErrors.LendingPool_ZeroLtv(msg.sender));

        position.setCollateral(reserve.id, asset, msg.sender, used);

        if (used) return;
        SolvencyLib.requireHealthyWithout(state, msg.sender, asset, oracle);
        RiskHookLib.report(state.riskHook, RiskAction.CollateralOff, msg.sender, asset, 0);
    }

    function finalizeTransfer(
        LendingTypes.PoolState storage state,
        Transfer calldata moved,
        IPriceOracle oracle
    ) external {
        LendingTypes.Reserve storage reserve = state.reserves[moved.asset];
        require(!reserve.configuration.isPaused(), ILendingErrors.LendingPool_ReservePaused(moved.asset));
        if (moved.from == moved.to || moved.amount == 0) return;

        LendingTypes.UserConfigurationMap storage position = state.accounts[moved.from];
        if (position.isCollateral(reserve.id)) {
            if (moved.amount == moved.balanceFromBefore) {
                position.setCollateral(reserve.id, moved.asset, moved.from, false);
            }
            if (position.isBorrowingAny()) SolvencyLib.requireHealthyWithout(state, moved.from, moved.asset, oracle);
        }
        Arithmetic arithmetic = state.rules.arithmetic;
        uint256 scaled =
            ScaledMath.isDirectional(arithmetic)
                ? moved.amount
                : ScaledMath.supplyBurn(arithmetic, moved.amount, reserve.normalizedIncome());
        bool first = IScaledToken(reserve.aToken).scaledBalanceOf(moved.to) == scaled;
        enableOnReceipt(state, reserve, moved.asset, moved.to, first);
        RiskHookLib.report(state.riskHook, RiskAction.Transfer, moved.from, moved.asset, moved.amount);
    }

    /// @notice After aTokens arrived otherwise than by supply, at an account that held none before.
    function enableOnReceipt(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        address asset,
        address account,
        bool first
    ) internal {
        if (state.rules.autoCollateral == AutoCollateral.SupplyOnly) return;
        enableFirst(state, reserve, asset, account, first);
    }

    function enableFirst(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        address asset,
        address account,
        bool first
    ) internal {
        if (!first || !mayBeCollateral(state, reserve, account)) return;
        state.accounts[account].setCollateral(reserve.id, asset, account, true);
    }

    function mayBeCollateral(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        address account
    ) internal view returns (bool) {
        if (state.rules.autoCollateral == AutoCollateral.Always) return true;
        return RiskLib.ltvOf(state, reserve, state.accountEMode[account]) != 0;
    }
}
