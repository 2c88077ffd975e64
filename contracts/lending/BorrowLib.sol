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
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SolvencyLib} from "./SolvencyLib.sol";

/// @title BorrowLib
/// @notice Debt, opened.
library BorrowLib {
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    struct Loan {
        address asset;
        uint256 amount;
        uint256 interestRateMode;
        uint16 referralCode;
        address onBehalfOf;
    }

    function borrow(LendingTypes.PoolState storage state, Loan calldata loan, IPriceOracle oracle) external {
        open(state, loan, true, oracle);
    }

    /// @param pays Whether the underlying leaves now; a flash loan has sent it already.
    function open(LendingTypes.PoolState storage state, Loan memory loan, bool pays, IPriceOracle oracle) internal {
        LendingTypes.Reserve storage reserve = state.reserves[loan.asset];
        Rules memory rules = state.rules;
        ReserveCheckLib.requireOpen(reserve, loan.asset);
        reserve.accrue(rules.arithmetic);

        uint256 index = reserve.borrowIndex;
        uint256 scaled = ScaledMath.debtMint(rules.arithmetic, loan.amount, index);
        BorrowCheckLib.requireMayBorrow(state, reserve, loan, scaled);
        if (!ScaledMath.isDirectional(rules.arithmetic)) {
            SolvencyLib.requireCanBorrow(state, loan.onBehalfOf, loan.asset, loan.amount, oracle);
        }

        IVariableDebtToken(reserve.debtToken).mint(msg.sender, loan.onBehalfOf, loan.amount, scaled, index);
        state.accounts[loan.onBehalfOf].setBorrowing(reserve.id, true);
        reserve.updateRates(rules, loan.asset, 0, pays ? loan.amount : 0);

        if (ScaledMath.isDirectional(rules.arithmetic)) SolvencyLib.requireCovered(state, loan.onBehalfOf, oracle);
        RiskHookLib.report(state.riskHook, RiskAction.Borrow, loan.onBehalfOf, loan.asset, loan.amount);

        emit ILendingEvents.Borrow(
            loan.asset,
            msg.sender,
            loan.onBehalfOf,
            loan.amount,
            uint8(BorrowCheckLib.VARIABLE),
            reserve.borrowRate,
            loan.referralCode
        );

        if (pays) IAToken(reserve.aToken).transferUnderlyingTo(msg.sender, loan.amount);
    }
}
