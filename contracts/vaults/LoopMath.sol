// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LeverageLib} from "../loops/LeverageLib.sol";
import {PairLib} from "../loops/PairLib.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title LoopMath
/// @notice A loop vault's arithmetic, all in collateral at the oracle's prices.
library LoopMath {
    using Math for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant BPS = 1e4;

    /// @notice Collateral as worth as `amount` of the debt asset. [collateral asset]
    function inCollateral(
        PairLib.Pair memory pair,
        uint256 amount,
        Math.Rounding rounding
    ) internal pure returns (uint256) {
        uint256 value = pair.debtPrice * pair.collateralUnit;
        return amount.mulDiv(value, pair.collateralPrice * pair.debtUnit, rounding);
    }

    /// @notice Debt as worth as `amount` of collateral. [debt asset]
    function inDebtDown(PairLib.Pair memory pair, uint256 amount) internal pure returns (uint256) {
        return amount.mulDiv(pair.collateralPrice * pair.debtUnit, pair.debtPrice * pair.collateralUnit);
    }

    /// @notice What the debt is worth. [collateral asset]
    function debtUp(PairLib.Pair memory pair, LoopTypes.Position memory position) internal pure returns (uint256) {
        return inCollateral(pair, position.debt, Math.Rounding.Ceil);
    }

    /// @notice All collateral. [collateral asset]
    function gross(LoopTypes.Position memory position) internal pure returns (uint256) {
        return position.idle + position.supplied;
    }

    /// @notice What is left after the debt, never below zero. [collateral asset]
    function netDown(PairLib.Pair memory pair, LoopTypes.Position memory position) internal pure returns (uint256) {
        return gross(position).saturatingSub(debtUp(pair, position));
    }

    /// @notice Collateral ÷ net assets. [wad]
    function leverageUp(PairLib.Pair memory pair, LoopTypes.Position memory position) internal pure returns (uint256) {
        if (position.debt == 0) return WAD;
        uint256 net = netDown(pair, position);
        return net == 0 ? type(uint256).max : gross(position).mulDiv(WAD, net, Math.Rounding.Ceil);
    }

    /// @notice What may leave so that leverage stays at or below `most`. [collateral asset]
    function outflowDown(
        PairLib.Pair memory pair,
        LoopTypes.Position memory position,
        uint256 most
    ) internal pure returns (uint256) {
        if (most == WAD) return 0;
        uint256 carried = netDown(pair, position).mulDiv(most, WAD);
        return carried.saturatingSub(gross(position)).mulDiv(WAD, most - WAD);
    }

    /// @notice Where a rebalance goes from `leverage`. [wad]
    function nextLeverage(LoopTypes.Config memory config, uint256 leverage) internal pure returns (uint256 next) {
        (uint256 target, uint256 speed) = (config.targetLeverage, config.recenteringSpeed);
        next =
            leverage <= target
                ? leverage + (target - leverage).mulDiv(speed, WAD)
                : leverage - (leverage - target).mulDiv(speed, WAD);
        return Math.min(Math.max(next, config.minLeverage), config.maxLeverage);
    }

    /// @notice What to borrow to reach `next` if the purchase loses all the slippage that is allowed; 0 if leverage is
    /// that high. At most `maxTrade` worth. [debt asset]
    function borrowDown(
        PairLib.Pair memory pair,
        LoopTypes.Position memory position,
        uint256 next,
        uint256 slippage,
        uint256 maxTrade
    ) internal pure returns (uint256) {
        LeverageLib.Position memory values = LeverageLib.Position(gross(position), debtUp(pair, position));
        uint256 received = (WAD * (BPS - slippage)) / BPS;
        return inDebtDown(pair, Math.min(LeverageLib.borrowDown(values, next, received), maxTrade));
    }

    /// @notice What to repay to reach `next` if the sale loses nothing; 0 if leverage is that low. At most `maxTrade`
    /// worth, and all of it for a leverage of 1. [debt asset]
    function repayDown(
        PairLib.Pair memory pair,
        LoopTypes.Position memory position,
        uint256 next,
        uint256 maxTrade
    ) internal pure returns (uint256) {
        LeverageLib.Position memory values = LeverageLib.Position(gross(position), debtUp(pair, position));
        uint256 value = LeverageLib.repayDown(values, next, WAD);
        if (next == WAD && value <= maxTrade) return position.debt;
        return Math.min(inDebtDown(pair, Math.min(value, maxTrade)), position.debt);
    }

    /// @notice Most collateral that buying `amount` of the debt asset may cost. [collateral asset]
    function costUp(LoopTypes.Trade memory trade, uint256 amount) internal pure returns (uint256) {
        uint256 fair = inCollateral(trade.pair, amount, Math.Rounding.Ceil);
        return fair.mulDiv(BPS, BPS - trade.slippage, Math.Rounding.Ceil);
    }

    /// @notice Debt asset that `amount` of collateral buys at the worst. [debt asset]
    function buyableDown(LoopTypes.Trade memory trade, uint256 amount) internal pure returns (uint256) {
        return inDebtDown(trade.pair, amount).mulDiv(BPS - trade.slippage, BPS);
    }

    /// @notice Least collateral that `amount` of the debt asset must buy. [collateral asset]
    function purchaseDown(LoopTypes.Trade memory trade, uint256 amount) internal pure returns (uint256) {
        return inCollateral(trade.pair, amount, Math.Rounding.Floor).mulDiv(BPS - trade.slippage, BPS);
    }
}
