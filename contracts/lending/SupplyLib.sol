// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CollateralLib} from "./CollateralLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveCheckLib} from "./ReserveCheckLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {SolvencyLib} from "./SolvencyLib.sol";
import {TransferLib} from "./TransferLib.sol";

/// @title SupplyLib
/// @notice Deposits and withdrawals.
library SupplyLib {
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;

    function supply(
        LendingTypes.PoolState storage state,
        address asset,
        uint256 amount,
        address onBehalfOf,
        uint16 referralCode
    ) external {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        Rules memory rules = state.rules;
        ReserveCheckLib.requireOpen(reserve, asset);
        reserve.accrue(rules.arithmetic);

        uint256 scaled = ScaledMath.supplyMint(rules.arithmetic, amount, reserve.liquidityIndex);
        ReserveCheckLib.requireMaySupply(reserve, rules, asset, amount, scaled, onBehalfOf);

        reserve.updateRates(rules, asset, amount, 0);
        bool first = IAToken(reserve.aToken).mint(msg.sender, onBehalfOf, amount, scaled, reserve.liquidityIndex);
        CollateralLib.enableFirst(state, reserve, asset, onBehalfOf, first);

        emit ILendingEvents.Supply(asset, msg.sender, onBehalfOf, amount, referralCode);

        TransferLib.pull(asset, msg.sender, reserve.aToken, amount);
    }

    function withdraw(
        LendingTypes.PoolState storage state,
        address asset,
        uint256 amount,
        address to,
        IPriceOracle oracle
    ) external returns (uint256 withdrawn) {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        Rules memory rules = state.rules;
        require(to != reserve.aToken, ILendingErrors.LendingPool_ATokenAsParty(to));
        ReserveCheckLib.requireUsable(reserve, asset);
        reserve.accrue(rules.arithmetic);

        bool last;
        (withdrawn, last) = _burn(reserve, rules, asset, amount, to);

        LendingTypes.UserConfigurationMap storage position = state.accounts[msg.sender];
        if (position.isCollateral(reserve.id)) {
            if (last) position.setCollateral(reserve.id, asset, msg.sender, false);
            if (position.isBorrowingAny()) SolvencyLib.requireHealthyWithout(state, msg.sender, asset, oracle);
        }
        RiskHookLib.report(state.riskHook, RiskAction.Withdraw, msg.sender, asset, withdrawn);

        emit ILendingEvents.Withdraw(asset, msg.sender, to, withdrawn);

        IAToken(reserve.aToken).transferUnderlyingTo(to, withdrawn);
    }

    /// @return withdrawn [asset]
    /// @return last Whether the caller's balance is used up.
    function _burn(
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        address asset,
        uint256 amount,
        address to
    ) private returns (uint256 withdrawn, bool last) {
        uint256 index = reserve.liquidityIndex;
        uint256 scaledBalance = IAToken(reserve.aToken).scaledBalanceOf(msg.sender);
        uint256 balance = ScaledMath.supplyBalance(rules.arithmetic, scaledBalance, index);
        withdrawn = amount == type(uint256).max ? balance : amount;
        uint256 scaled =
            amount == type(uint256).max ? scaledBalance : ScaledMath.supplyBurn(rules.arithmetic, amount, index);
        require(withdrawn != 0 && scaled != 0, ILendingErrors.LendingPool_AmountZero(asset));
        require(
            withdrawn <= balance && scaled <= scaledBalance,
            ILendingErrors.LendingPool_InsufficientBalance(asset, balance, withdrawn)
        );

        reserve.updateRates(rules, asset, 0, withdrawn);
        IAToken(reserve.aToken).burn(msg.sender, to, withdrawn, scaled, index);
        last = ScaledMath.isDirectional(rules.arithmetic) ? scaled == scaledBalance : withdrawn == balance;
    }
}
