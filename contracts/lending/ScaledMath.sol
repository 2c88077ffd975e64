// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arithmetic} from "./Rules.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title ScaledMath
/// @notice Between amounts and their scaled form, rounded as the release rounds: to the nearest up to v3.4; since then
/// always against the account, so that the pool is never short.
library ScaledMath {
    using WadRayMath for uint256;

    function isDirectional(Arithmetic arithmetic) internal pure returns (bool) {
        return arithmetic == Arithmetic.AaveV36;
    }

    /// @dev A supplier is credited no more than was paid.
    function supplyMint(Arithmetic arithmetic, uint256 amount, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? amount.rayDivDown(index) : amount.rayDivHalfUp(index);
    }

    /// @dev A supplier gives up no less than was taken, or passed on.
    function supplyBurn(Arithmetic arithmetic, uint256 amount, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? amount.rayDivUp(index) : amount.rayDivHalfUp(index);
    }

    function supplyBalance(Arithmetic arithmetic, uint256 scaled, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? scaled.rayMulDown(index) : scaled.rayMulHalfUp(index);
    }

    /// @dev A borrower owes no less than was taken.
    function debtMint(Arithmetic arithmetic, uint256 amount, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? amount.rayDivUp(index) : amount.rayDivHalfUp(index);
    }

    /// @dev A borrower is freed of no more than was paid.
    function debtBurn(Arithmetic arithmetic, uint256 amount, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? amount.rayDivDown(index) : amount.rayDivHalfUp(index);
    }

    function debtBalance(Arithmetic arithmetic, uint256 scaled, uint256 index) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? scaled.rayMulUp(index) : scaled.rayMulHalfUp(index);
    }

    /// @notice What collateral counts for. [base currency]
    function collateralValue(uint256 balance, uint256 price, uint256 unit) internal pure returns (uint256) {
        return (balance * price) / unit;
    }

    /// @notice What debt counts for. [base currency]
    function debtValue(
        Arithmetic arithmetic,
        uint256 balance,
        uint256 price,
        uint256 unit
    ) internal pure returns (uint256) {
        return isDirectional(arithmetic) ? balance.mulDivUp(price, unit) : (balance * price) / unit;
    }
}
