// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingEvents} from "./ILendingEvents.sol";
import {LendingTypes} from "./LendingTypes.sol";

/// @title PositionLib
/// @notice Which reserves an account borrows and which it uses as collateral: two bits a reserve.
library PositionLib {
    uint256 private constant BORROWING_ANY = 0x5555555555555555555555555555555555555555555555555555555555555555;

    function isBorrowing(LendingTypes.UserConfigurationMap storage map, uint256 id) internal view returns (bool) {
        return (map.data >> (id << 1)) & 1 != 0;
    }

    function isBorrowingAny(LendingTypes.UserConfigurationMap storage map) internal view returns (bool) {
        return map.data & BORROWING_ANY != 0;
    }

    function isCollateral(LendingTypes.UserConfigurationMap storage map, uint256 id) internal view returns (bool) {
        return (map.data >> ((id << 1) + 1)) & 1 != 0;
    }

    function setBorrowing(LendingTypes.UserConfigurationMap storage map, uint256 id, bool borrowing) internal {
        uint256 bit = 1 << (id << 1);
        map.data = borrowing ? map.data | bit : map.data & ~bit;
    }

    function setCollateral(
        LendingTypes.UserConfigurationMap storage map,
        uint256 id,
        address asset,
        address account,
        bool used
    ) internal {
        uint256 bit = 1 << ((id << 1) + 1);
        if (used) {
            map.data |= bit;
            emit ILendingEvents.ReserveUsedAsCollateralEnabled(asset, account);
        } else {
            map.data &= ~bit;
            emit ILendingEvents.ReserveUsedAsCollateralDisabled(asset, account);
        }
    }
}
