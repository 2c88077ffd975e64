// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IInterestRateStrategy} from "./IInterestRateStrategy.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {InterestLib} from "./InterestLib.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {TreasuryLib} from "./TreasuryLib.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title ReserveLib
/// @notice A reserve through time: indexes, the treasury's share, rates, cash.
library ReserveLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using SafeCast for uint256;
    using WadRayMath for uint256;

    /// @notice The supply index now. [ray]
    function normalizedIncome(LendingTypes.Reserve storage reserve) internal view returns (uint256) {
        uint256 elapsed = block.timestamp - reserve.lastUpdate;
        if (elapsed == 0) return reserve.liquidityIndex;
        return InterestLib.linear(reserve.liquidityRate, elapsed).rayMulHalfUp(reserve.liquidityIndex);
    }

    /// @notice The debt index now. [ray]
    function normalizedDebt(
        LendingTypes.Reserve storage reserve,
        Arithmetic arithmetic
    ) internal view returns (uint256) {
        uint256 elapsed = block.timestamp - reserve.lastUpdate;
        if (elapsed == 0) return reserve.borrowIndex;
        return InterestLib.compounded(arithmetic, reserve.borrowRate, elapsed).rayMulHalfUp(reserve.borrowIndex);
    }

    /// @notice Brings indexes and the treasury's claim up to now.
    function accrue(LendingTypes.Reserve storage reserve, Arithmetic arithmetic) internal {
        if (reserve.lastUpdate == block.timestamp) return;

        if (reserve.liquidityRate != 0) reserve.liquidityIndex = normalizedIncome(reserve).toUint128();

        // Without debt the borrow index stands still, whatever the base rate.
        uint256 scaledDebt = IScaledToken(reserve.debtToken).scaledTotalSupply();
        if (scaledDebt != 0) {
            uint256 oldIndex = reserve.borrowIndex;
            uint256 newIndex = normalizedDebt(reserve, arithmetic);
            reserve.borrowIndex = newIndex.toUint128();
            TreasuryLib.accrue(reserve, arithmetic, scaledDebt, oldIndex, newIndex);
        }
        reserve.lastUpdate = uint40(block.timestamp);
    }

    /// @notice Applies a change of cash and sets the rates that follow from it.
    /// @dev Called after debt has changed and before tokens move.
    function updateRates(
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        address asset,
        uint256 added,
        uint256 taken
    ) internal {
        uint256 cash = available(reserve, rules, asset);
        require(cash + added >= taken, ILendingErrors.LendingPool_InsufficientLiquidity(asset, cash, taken));
        uint256 cashAfter = cash + added - taken;
        if (rules.virtualAccounting) reserve.virtualBalance = cashAfter.toUint128();

        (uint256 liquidityRate, uint256 borrowRate) = IInterestRateStrategy(reserve.rateStrategy).rates(
            IInterestRateStrategy.Usage({
                asset: asset,
                available: cashAfter,
                totalDebt: totalDebt(reserve, rules.arithmetic),
                deficit: reserve.deficit,
                reserveFactor: reserve.configuration.reserveFactor(),
                averaged: rules.arithmetic <= Arithmetic.AaveV30
            })
        );
        reserve.liquidityRate = liquidityRate.toUint128();
        reserve.borrowRate = borrowRate.toUint128();
        emit ILendingEvents.ReserveDataUpdated(
            asset,
            liquidityRate,
            0,
            borrowRate,
            reserve.liquidityIndex,
            reserve.borrowIndex
        );
    }

    /// @notice Cash as the rates see it. [asset]
    function available(
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        address asset
    ) internal view returns (uint256) {
        return rules.virtualAccounting ? reserve.virtualBalance : IERC20(asset).balanceOf(reserve.aToken);
    }

    /// @notice All debt at the stored index. [asset]
    function totalDebt(LendingTypes.Reserve storage reserve, Arithmetic arithmetic) internal view returns (uint256) {
        uint256 scaled = IScaledToken(reserve.debtToken).scaledTotalSupply();
        return ScaledMath.debtBalance(arithmetic, scaled, reserve.borrowIndex);
    }
}
