// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AccountLib} from "./AccountLib.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILiquidationIncentive} from "./ILiquidationIncentive.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {LiquidationLib} from "./LiquidationLib.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveCheckLib} from "./ReserveCheckLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {RiskLib} from "./RiskLib.sol";
import {Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SeizeLib} from "./SeizeLib.sol";
import {SolvencyLib} from "./SolvencyLib.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title LiquidationTermsLib
/// @notice Brings both reserves up to now, gathers what a liquidation is computed from, refuses what may not be one.
library LiquidationTermsLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    /// @dev v3.6.0 books the treasury's share twice when debt and collateral are one asset and interest is due; that
    /// claim has no backing and is not reproduced.
    function calculate(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        LiquidationLib.Request calldata request,
        IPriceOracle oracle
    ) internal returns (SeizeLib.Terms memory t) {
        LendingTypes.Reserve storage debt = state.reserves[request.debtAsset];
        LendingTypes.Reserve storage collateral = state.reserves[request.collateralAsset];
        ReserveCheckLib.requireOutOfGrace(debt, request.debtAsset);
        ReserveCheckLib.requireOutOfGrace(collateral, request.collateralAsset);
        debt.accrue(rules.arithmetic);
        // Up to v3.4 a seizure in aTokens leaves the collateral's index where it was stored.
        if (ScaledMath.isDirectional(rules.arithmetic) || !request.receiveAToken) collateral.accrue(rules.arithmetic);

        uint256 scaledDebt = IScaledToken(debt.debtToken).scaledBalanceOf(request.account);
        uint256 scaledCollateral = IScaledToken(collateral.aToken).scaledBalanceOf(request.account);
        t.asked = request.asked;
        t.debtBalance = ScaledMath.debtBalance(rules.arithmetic, scaledDebt, debt.borrowIndex);
        t.collateralBalance = ScaledMath.supplyBalance(
            rules.arithmetic,
            scaledCollateral,
            collateral.normalizedIncome()
        );
        _readPrices(t, request, debt, collateral, oracle);
        _readAccount(t, state, request, collateral, oracle);
        _requireLiquidatable(state, rules, request, collateral, t);
    }

    function _readPrices(
        SeizeLib.Terms memory t,
        LiquidationLib.Request calldata request,
        LendingTypes.Reserve storage debt,
        LendingTypes.Reserve storage collateral,
        IPriceOracle oracle
    ) private view {
        t.debtPrice = oracle.getAssetPrice(request.debtAsset);
        t.debtUnit = debt.configuration.unit();
        t.collateralPrice = oracle.getAssetPrice(request.collateralAsset);
        t.collateralUnit = collateral.configuration.unit();
        t.protocolFee = collateral.configuration.liquidationProtocolFee();
        t.baseUnit = oracle.BASE_CURRENCY_UNIT();
    }

    function _readAccount(
        SeizeLib.Terms memory t,
        LendingTypes.PoolState storage state,
        LiquidationLib.Request calldata request,
        LendingTypes.Reserve storage collateral,
        IPriceOracle oracle
    ) private view {
        uint8 category = state.accountEMode[request.account];
        AccountLib.Totals memory totals = AccountLib.totals(state, request.account, category, oracle);
        t.totalCollateral = totals.collateral;
        t.totalDebt = totals.debt;
        t.healthFactor = totals.healthFactor;
        t.factor = ILiquidationIncentive(collateral.incentive).factor(
            ILiquidationIncentive.Context({
                liquidationBonus: RiskLib.bonusOf(state, collateral, category),
                liquidationThreshold: RiskLib.thresholdOf(state, collateral, category),
                healthFactor: totals.healthFactor
            })
        );
    }

    function _requireLiquidatable(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        LiquidationLib.Request calldata request,
        LendingTypes.Reserve storage collateral,
        SeizeLib.Terms memory t
    ) private view {
        address account = request.account;
        require(
            !rules.forbidsSelfLiquidation || account != msg.sender,
            ILendingErrors.LendingPool_SelfLiquidation(account)
        );
        require(t.healthFactor < SolvencyLib.HEALTHY, ILendingErrors.LendingPool_Healthy(account, t.healthFactor));
        require(
            state.accounts[account].isCollateral(collateral.id) && RiskLib.countsAsCollateral(state, collateral),
            ILendingErrors.LendingPool_NotCollateral(account, request.collateralAsset)
        );
        require(t.debtBalance != 0, ILendingErrors.LendingPool_NoDebt(account, request.debtAsset));
        require(t.factor >= WadRayMath.WAD, ILendingErrors.LendingPool_IncentiveBelowOne(t.factor));
    }
}
