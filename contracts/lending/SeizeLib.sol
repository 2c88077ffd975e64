// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title SeizeLib
/// @notice How much one liquidation may repay and how much collateral that buys.
library SeizeLib {
    using PercentageMath for uint256;
    using WadRayMath for uint256;

    /// @notice Everything that a liquidation is computed from, and its result.
    struct Terms {
        uint256 asked; // [debt asset]
        uint256 debtBalance; // [debt asset] the account's, in this reserve
        uint256 debtPrice; // [base currency]
        uint256 debtUnit; // [debt asset] one whole token
        uint256 collateralBalance; // [collateral asset] the account's, in this reserve
        uint256 collateralPrice; // [base currency]
        uint256 collateralUnit; // [collateral asset] one whole token
        uint256 totalCollateral; // [base currency] over all reserves
        uint256 totalDebt; // [base currency] over all reserves
        uint256 healthFactor; // [wad]
        uint256 factor; // [wad] collateral value per debt value
        uint256 protocolFee; // [bps] of the bonus
        uint256 baseUnit; // [base currency] one whole unit
        uint256 repaid; // [debt asset]
        uint256 seized; // [collateral asset] fee included
        uint256 fee; // [collateral asset]
    }

    /// @notice Fills in `repaid`, `seized` and `fee`.
    function limit(Rules memory rules, Terms memory t) internal pure {
        uint256 most = _maxRepay(rules, t);
        t.repaid = t.asked < most ? t.asked : most;

        t.seized = _collateralFor(rules.arithmetic, t);
        if (t.seized > t.collateralBalance) {
            t.seized = t.collateralBalance;
            t.repaid = _debtFor(rules.arithmetic, t);
        }
        if (t.protocolFee != 0) {
            t.fee = (t.seized - t.seized.wadDivHalfUp(t.factor)).percentMulHalfUp(t.protocolFee);
        }

        _requireNoDust(rules, t);
    }

    /// @notice Whether the seizure takes all collateral that the account has anywhere, in value.
    function leavesNoCollateral(Terms memory t) internal pure returns (bool) {
        return t.totalCollateral == ScaledMath.collateralValue(t.seized, t.collateralPrice, t.collateralUnit);
    }

    /// @notice Whether the liquidator held none of the aTokens before it is given some.
    /// @dev v3.3 counts what a self-liquidation takes whole as given up first; releases after it refuse those.
    function startsHolding(
        Rules memory rules,
        Terms memory t,
        address account,
        IAToken aToken
    ) internal view returns (bool) {
        if (rules.writesOffDeficit && account == msg.sender && t.seized == t.collateralBalance) return true;
        return aToken.scaledBalanceOf(msg.sender) == 0;
    }

    function _maxRepay(Rules memory rules, Terms memory t) private pure returns (uint256) {
        if (rules.fullCloseHealthFactor != 0 && t.healthFactor <= rules.fullCloseHealthFactor) return t.debtBalance;
        uint256 smallest = rules.minCloseValue * t.baseUnit;
        uint256 debtValue = ScaledMath.debtValue(rules.arithmetic, t.debtBalance, t.debtPrice, t.debtUnit);
        uint256 collateralValue = ScaledMath.collateralValue(t.collateralBalance, t.collateralPrice, t.collateralUnit);
        if (collateralValue < smallest || debtValue < smallest) return t.debtBalance;

        if (!rules.wholeAccountCloseFactor) return t.debtBalance.percentMulHalfUp(rules.closeFactor);
        uint256 closable = t.totalDebt.percentMulHalfUp(rules.closeFactor);
        return debtValue > closable ? (closable * t.debtUnit) / t.debtPrice : t.debtBalance;
    }

    /// @dev v2 applies the factor before it divides, later releases after.
    function _collateralFor(Arithmetic arithmetic, Terms memory t) private pure returns (uint256) {
        uint256 numerator = t.debtPrice * t.repaid * t.collateralUnit;
        uint256 denominator = t.collateralPrice * t.debtUnit;
        if (arithmetic != Arithmetic.AaveV2) return (numerator / denominator).wadMulHalfUp(t.factor);

        // 512 bits: prices of 18 decimals and the factor together outgrow a word.
        uint256 scaled = Math.mulDiv(numerator, t.factor, WadRayMath.WAD);
        if (mulmod(numerator, t.factor, WadRayMath.WAD) >= WadRayMath.WAD / 2) scaled += 1;
        return scaled / denominator;
    }

    /// @dev Rounded up since v3.5: the liquidator pays at least what the collateral is worth.
    function _debtFor(Arithmetic arithmetic, Terms memory t) private pure returns (uint256) {
        uint256 atPar = (t.collateralPrice * t.seized * t.debtUnit) / (t.debtPrice * t.collateralUnit);
        return ScaledMath.isDirectional(arithmetic) ? atPar.wadDivUp(t.factor) : atPar.wadDivHalfUp(t.factor);
    }

    function _requireNoDust(Rules memory rules, Terms memory t) private pure {
        if (rules.minLeftoverValue == 0 || t.repaid == t.debtBalance || t.seized == t.collateralBalance) return;
        uint256 minimum = rules.minLeftoverValue * t.baseUnit;
        uint256 debtLeft = ScaledMath.debtValue(rules.arithmetic, t.debtBalance - t.repaid, t.debtPrice, t.debtUnit);
        uint256 collateralLeft = ScaledMath.collateralValue(
            t.collateralBalance - t.seized,
            t.collateralPrice,
            t.collateralUnit
        );
        require(
            debtLeft >= minimum && collateralLeft >= minimum,
            ILendingErrors.LendingPool_MustNotLeaveDust(debtLeft, collateralLeft, minimum)
        );
    }
}
