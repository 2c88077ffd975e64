// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BorrowLib} from "./BorrowLib.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {RepayLib} from "./RepayLib.sol";
import {RiskLib} from "./RiskLib.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";

/// @title BorrowCheckLib
/// @notice What a reserve asks of a loan and of its repayment; solvency is `SolvencyLib`'s.
library BorrowCheckLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    uint256 internal constant VARIABLE = 2; // Aave's number for the only rate mode offered

    function requireMayBorrow(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        BorrowLib.Loan memory loan,
        uint256 scaled
    ) internal view {
        LendingTypes.ReserveConfigurationMap memory configuration = reserve.configuration;
        require(loan.amount != 0 && scaled != 0, ILendingErrors.LendingPool_AmountZero(loan.asset));
        require(
            loan.interestRateMode == VARIABLE,
            ILendingErrors.LendingPool_InterestRateModeUnsupported(loan.interestRateMode)
        );
        _requireBorrowable(state, reserve, configuration, loan);
        _requireBelowLimits(state.rules, reserve, configuration, loan, scaled);
    }

    /// @return debt All that the debtor owes. [asset]
    function requireMayRepay(
        LendingTypes.Reserve storage reserve,
        Arithmetic arithmetic,
        RepayLib.Payment calldata payment
    ) internal view returns (uint256 debt) {
        require(payment.amount != 0, ILendingErrors.LendingPool_AmountZero(payment.asset));
        require(
            payment.interestRateMode == VARIABLE,
            ILendingErrors.LendingPool_InterestRateModeUnsupported(payment.interestRateMode)
        );
        require(
            payment.amount != type(uint256).max || msg.sender == payment.onBehalfOf,
            ILendingErrors.LendingPool_ExplicitAmountRequired(msg.sender, payment.onBehalfOf)
        );
        uint256 scaled = IScaledToken(reserve.debtToken).scaledBalanceOf(payment.onBehalfOf);
        require(scaled != 0, ILendingErrors.LendingPool_NoDebt(payment.onBehalfOf, payment.asset));
        return ScaledMath.debtBalance(arithmetic, scaled, reserve.borrowIndex);
    }

    function _requireBorrowable(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        LendingTypes.ReserveConfigurationMap memory configuration,
        BorrowLib.Loan memory loan
    ) private view {
        uint8 category = state.accountEMode[loan.onBehalfOf];
        bool flagDecides = category == 0 || !state.rules.liquidEMode;
        require(
            !flagDecides || configuration.isBorrowingEnabled(),
            ILendingErrors.LendingPool_BorrowingDisabled(loan.asset)
        );
        require(
            category == 0 || RiskLib.has(state.eModes[category].borrowableBitmap, reserve.id),
            ILendingErrors.LendingPool_NotBorrowableInEMode(loan.asset, category)
        );
    }

    function _requireBelowLimits(
        Rules storage rules,
        LendingTypes.Reserve storage reserve,
        LendingTypes.ReserveConfigurationMap memory configuration,
        BorrowLib.Loan memory loan,
        uint256 scaled
    ) private view {
        Arithmetic arithmetic = rules.arithmetic;
        bool directional = ScaledMath.isDirectional(arithmetic);
        uint256 index = reserve.borrowIndex;
        if (rules.virtualAccounting) {
            uint256 supplied = IScaledToken(reserve.aToken).totalSupply();
            uint256 owed = directional ? ScaledMath.debtBalance(arithmetic, scaled, index) : loan.amount;
            require(supplied >= owed, ILendingErrors.LendingPool_AmountAboveSupply(loan.asset, owed, supplied));
        }
        uint256 cap = configuration.borrowCap() * configuration.unit();
        if (cap == 0) return;
        uint256 scaledDebt = IScaledToken(reserve.debtToken).scaledTotalSupply();
        uint256 borrowed =
            directional
                ? ScaledMath.debtBalance(arithmetic, scaledDebt + scaled, index)
                : ScaledMath.debtBalance(arithmetic, scaledDebt, index) + loan.amount;
        require(borrowed <= cap, ILendingErrors.LendingPool_BorrowCapExceeded(loan.asset, borrowed, cap));
    }
}
