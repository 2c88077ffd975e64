// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BorrowCheckLib} from "./BorrowCheckLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IVariableDebtToken} from "./IVariableDebtToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveCheckLib} from "./ReserveCheckLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SolvencyLib} from "./SolvencyLib.sol";
import {TransferLib} from "./TransferLib.sol";

/// @title RepayLib
/// @notice Debt, repaid in tokens or in aTokens.
library RepayLib {
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    /// @param useATokens Whether the payer's aTokens are burnt instead of tokens taken.
    struct Payment {
        address asset;
        uint256 amount;
        uint256 interestRateMode;
        address onBehalfOf;
        bool useATokens;
    }

    function repay(
        LendingTypes.PoolState storage state,
        Payment calldata payment,
        IPriceOracle oracle
    ) external returns (uint256 repaid) {
        LendingTypes.Reserve storage reserve = state.reserves[payment.asset];
        Rules memory rules = state.rules;
        ReserveCheckLib.requireUsable(reserve, payment.asset);
        reserve.accrue(rules.arithmetic);

        uint256 index = reserve.borrowIndex;
        uint256 debt = BorrowCheckLib.requireMayRepay(reserve, rules.arithmetic, payment);
        repaid = _limit(reserve, rules, payment, debt);

        uint256 scaled = ScaledMath.debtBurn(rules.arithmetic, repaid, index);
        bool last = IVariableDebtToken(reserve.debtToken).burn(payment.onBehalfOf, repaid, scaled, index);
        if (rules.arithmetic < Arithmetic.AaveV34) last = repaid == debt;
        if (last) state.accounts[payment.onBehalfOf].setBorrowing(reserve.id, false);
        reserve.updateRates(rules, payment.asset, payment.useATokens ? 0 : repaid, 0);
        if (payment.useATokens) _burnATokens(state, reserve, payment.asset, repaid, oracle);

        emit ILendingEvents.Repay(payment.asset, payment.onBehalfOf, msg.sender, repaid, payment.useATokens);

        if (!payment.useATokens) TransferLib.pull(payment.asset, msg.sender, reserve.aToken, repaid);
    }

    function _limit(
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        Payment calldata payment,
        uint256 debt
    ) private view returns (uint256 repaid) {
        repaid = payment.amount;
        if (payment.useATokens && repaid == type(uint256).max) {
            uint256 scaledBalance = IAToken(reserve.aToken).scaledBalanceOf(msg.sender);
            repaid = ScaledMath.supplyBalance(rules.arithmetic, scaledBalance, reserve.liquidityIndex);
        }
        if (repaid > debt) repaid = debt;
    }

    /// @dev Up to v3.0, which does not count its cash either, a balance burnt to zero stays marked as collateral; that
    /// counts for nothing.
    function _burnATokens(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        address asset,
        uint256 amount,
        IPriceOracle oracle
    ) private {
        uint256 index = reserve.liquidityIndex;
        uint256 scaled = ScaledMath.supplyBurn(state.rules.arithmetic, amount, index);
        bool last = IAToken(reserve.aToken).burn(msg.sender, reserve.aToken, amount, scaled, index);

        LendingTypes.UserConfigurationMap storage position = state.accounts[msg.sender];
        if (!state.rules.virtualAccounting || !position.isCollateral(reserve.id)) return;
        if (last) position.setCollateral(reserve.id, asset, msg.sender, false);
        if (ScaledMath.isDirectional(state.rules.arithmetic) && position.isBorrowingAny())
            SolvencyLib.requireHealthy(state, msg.sender, oracle);
    }
}
