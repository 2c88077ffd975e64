// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title LeverageLib
/// @notice The geometry of a loop. With equity E and no trading loss, leverage ℓ is collateral E·ℓ and debt E·(ℓ − 1).
/// With losses E shrinks as one trades, so the size of the trade depends on what it loses:
///
/// - borrow b, receive collateral worth k·b: C + k·b = ℓ·(C + k·b − B − b), so b = (ℓ·E − C) / (1 + (ℓ − 1)(1 − k))
/// - repay r, give up collateral worth m·r: C − m·r = ℓ·(C − m·r − B + r), so r = (C − ℓ·E) / (1 − (ℓ − 1)(m − 1))
///
/// Neither exists when the denominator is not positive: then trading moves leverage the wrong way.
/// @dev Values are in base currency × wad, so that one unit of any token is far from their last digit.
library LeverageLib {
    using Math for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 private constant BPS = 1e4;

    /// @notice What an account's collateral and debt are worth. [base currency × wad]
    struct Position {
        uint256 collateral;
        uint256 debt;
    }

    /// @notice What `amount` of a token is worth. [base currency × wad]
    /// @param price Of one whole token. [base currency]
    /// @param unit One whole token. [asset]
    function valueDown(uint256 amount, uint256 price, uint256 unit) internal pure returns (uint256) {
        return amount.mulDiv(price * WAD, unit);
    }

    /// @notice How much of a token is worth `value`. [asset]
    function amountDown(uint256 value, uint256 price, uint256 unit) internal pure returns (uint256) {
        return value.mulDiv(unit, price * WAD);
    }

    /// @notice C / (C − B). [wad]
    /// @dev Divides by zero where there is no equity.
    function leverageDown(Position memory position) internal pure returns (uint256) {
        return position.collateral.mulDiv(WAD, position.collateral - position.debt);
    }

    /// @notice Value to borrow so that leverage becomes `target`; 0 when it is that high or cannot rise.
    /// @param received Collateral value received for each unit of value borrowed: k. [wad]
    function borrowDown(Position memory position, uint256 target, uint256 received) internal pure returns (uint256) {
        uint256 aimed = (position.collateral - position.debt).mulDiv(target, WAD);
        if (aimed <= position.collateral) return 0;

        uint256 divisor = _onePlus(target - WAD, WAD, received);
        return divisor == 0 ? 0 : (aimed - position.collateral).mulDiv(WAD, divisor);
    }

    /// @notice Value to repay so that leverage becomes `target`; 0 when it is that low or cannot fall.
    /// @param paid Collateral value given up for each unit of value repaid: m. [wad]
    function repayDown(Position memory position, uint256 target, uint256 paid) internal pure returns (uint256) {
        uint256 aimed = (position.collateral - position.debt).mulDiv(target, WAD);
        if (aimed >= position.collateral) return 0;

        uint256 divisor = _onePlus(target - WAD, WAD, paid);
        return divisor == 0 ? 0 : (position.collateral - aimed).mulDiv(WAD, divisor);
    }

    /// @notice Value that an account may still borrow at its LTV. [base currency]
    /// @param ltv [bps]
    function headroomDown(uint256 collateral, uint256 debt, uint256 ltv) internal pure returns (uint256) {
        return collateral.mulDiv(ltv, BPS).saturatingSub(debt);
    }

    /// @dev 1 + factor·(up − down), or 0 if that is not positive. [wad]
    function _onePlus(uint256 factor, uint256 up, uint256 down) private pure returns (uint256) {
        if (up >= down) return WAD + factor.mulDiv(up - down, WAD, Math.Rounding.Ceil);
        return WAD.saturatingSub(factor.mulDiv(down - up, WAD));
    }
}
