// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CollateralLib} from "./CollateralLib.sol";
import {DeficitLib} from "./DeficitLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IVariableDebtToken} from "./IVariableDebtToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {LiquidationStepsLib} from "./LiquidationStepsLib.sol";
import {LiquidationTermsLib} from "./LiquidationTermsLib.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SeizeLib} from "./SeizeLib.sol";
import {TransferLib} from "./TransferLib.sol";
import {TreasuryLib} from "./TreasuryLib.sol";

/// @title LiquidationLib
/// @notice One liquidation: calculate, limit, execute.
library LiquidationLib {
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    /// @param asked The most debt the liquidator repays. [debt asset]
    struct Request {
        address collateralAsset;
        address debtAsset;
        address account;
        uint256 asked;
        bool receiveAToken;
    }

    function liquidate(LendingTypes.PoolState storage state, Request calldata request, IPriceOracle oracle) external {
        Rules memory rules = state.rules;

        SeizeLib.Terms memory t = LiquidationTermsLib.calculate(state, rules, request, oracle);

        SeizeLib.limit(rules, t);
        LiquidationStepsLib.limit(state, rules, request.account, t);

        _execute(state, rules, request, t);
    }

    function _execute(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        Request calldata request,
        SeizeLib.Terms memory t
    ) private {
        LendingTypes.UserConfigurationMap storage position = state.accounts[request.account];
        LendingTypes.Reserve storage collateral = state.reserves[request.collateralAsset];
        bool writesOff = rules.writesOffDeficit && SeizeLib.leavesNoCollateral(t);

        if (t.seized == t.collateralBalance) {
            position.setCollateral(collateral.id, request.collateralAsset, request.account, false);
        }
        _burnDebt(state, rules, request, t, writesOff);
        _seize(state, rules, request, t);
        if (t.fee != 0) TreasuryLib.takeFee(collateral, rules, request.account, t.fee);
        if (writesOff && position.isBorrowingAny()) DeficitLib.writeOff(state, rules, request.account);

        emit ILendingEvents.LiquidationCall(
            request.collateralAsset,
            request.debtAsset,
            request.account,
            t.repaid,
            t.seized - t.fee,
            msg.sender,
            request.receiveAToken
        );

        RiskHookLib.report(state.riskHook, RiskAction.Liquidation, request.account, request.collateralAsset, t.seized);
        if (!request.receiveAToken) IAToken(collateral.aToken).transferUnderlyingTo(msg.sender, t.seized - t.fee);
        TransferLib.pull(request.debtAsset, msg.sender, state.reserves[request.debtAsset].aToken, t.repaid);
    }

    /// @dev Without collateral left the whole debt goes; what was not repaid of it becomes the deficit.
    function _burnDebt(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        Request calldata request,
        SeizeLib.Terms memory t,
        bool writesOff
    ) private {
        LendingTypes.Reserve storage reserve = state.reserves[request.debtAsset];
        uint256 burnt = writesOff ? t.debtBalance : t.repaid;
        uint256 scaled = ScaledMath.debtBurn(rules.arithmetic, burnt, reserve.borrowIndex);
        bool last = IVariableDebtToken(reserve.debtToken).burn(request.account, burnt, scaled, reserve.borrowIndex);
        if (rules.arithmetic < Arithmetic.AaveV34) last = burnt == t.debtBalance;

        if (burnt > t.repaid) DeficitLib.record(reserve, request.debtAsset, request.account, burnt - t.repaid);
        if (last) state.accounts[request.account].setBorrowing(reserve.id, false);
        reserve.updateRates(rules, request.debtAsset, t.repaid, 0);
    }

    function _seize(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        Request calldata request,
        SeizeLib.Terms memory t
    ) private {
        LendingTypes.Reserve storage reserve = state.reserves[request.collateralAsset];
        uint256 index = reserve.normalizedIncome();
        uint256 amount = t.seized - t.fee;
        uint256 scaled = ScaledMath.supplyBurn(rules.arithmetic, amount, index);
        if (request.receiveAToken) {
            bool first = SeizeLib.startsHolding(rules, t, request.account, IAToken(reserve.aToken));
            IAToken(reserve.aToken).transferOnLiquidation(request.account, msg.sender, amount, scaled, index);
            CollateralLib.enableOnReceipt(state, reserve, request.collateralAsset, msg.sender, first);
        } else {
            reserve.updateRates(rules, request.collateralAsset, 0, amount);
            IAToken(reserve.aToken).burn(request.account, msg.sender, amount, scaled, index);
        }
    }
}
