// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ITieredLiquidation} from "../guards/liquidation/ITieredLiquidation.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {Rules} from "./Rules.sol";
import {SeizeLib} from "./SeizeLib.sol";

/// @title LiquidationStepsLib
/// @notice Holds a liquidation to the step that a large debt is closed in.
library LiquidationStepsLib {
    uint256 private constant WAD = 1e18;

    /// @notice Lowers what is repaid and seized to what the step allows. What is counted is what would be repaid, not
    /// what was asked for.
    function limit(
        LendingTypes.PoolState storage state,
        Rules memory rules,
        address account,
        SeizeLib.Terms memory t
    ) internal {
        if (state.extras & 2 == 0) return;
        uint256 value = Math.mulDiv(t.repaid, t.debtPrice * WAD, t.debtUnit * t.baseUnit, Math.Rounding.Ceil);
        uint256 debt = Math.mulDiv(t.totalDebt, WAD, t.baseUnit);
        uint256 allowed = ITieredLiquidation(state.liquidationSteps).take(account, debt, t.healthFactor, value);
        if (allowed >= value) return;

        t.asked = Math.mulDiv(allowed, t.debtUnit * t.baseUnit, t.debtPrice * WAD);
        SeizeLib.limit(rules, t);
    }
}
