// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LendingTypes} from "./LendingTypes.sol";

/// @title ConfigurationEditLib
/// @notice Writes the fields that `ConfigurationLib` reads; the caller has checked that each value fits.
library ConfigurationEditLib {
    uint256 private constant MAX_BPS_FIELD = type(uint16).max;
    uint256 private constant MAX_CAP = 2 ** 36 - 1;

    function setCollateral(
        LendingTypes.ReserveConfigurationMap memory map,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus
    ) internal pure {
        _set(map, 0, MAX_BPS_FIELD, ltv);
        _set(map, 16, MAX_BPS_FIELD, liquidationThreshold);
        _set(map, 32, MAX_BPS_FIELD, liquidationBonus);
    }

    function setDecimals(LendingTypes.ReserveConfigurationMap memory map, uint8 decimals) internal pure {
        _set(map, 48, type(uint8).max, decimals);
    }

    function setActive(LendingTypes.ReserveConfigurationMap memory map, bool active) internal pure {
        _setFlag(map, 56, active);
    }

    function setFrozen(LendingTypes.ReserveConfigurationMap memory map, bool frozen) internal pure {
        _setFlag(map, 57, frozen);
    }

    function setBorrowingEnabled(LendingTypes.ReserveConfigurationMap memory map, bool enabled) internal pure {
        _setFlag(map, 58, enabled);
    }

    function setPaused(LendingTypes.ReserveConfigurationMap memory map, bool paused) internal pure {
        _setFlag(map, 60, paused);
    }

    function setFlashLoanEnabled(LendingTypes.ReserveConfigurationMap memory map, bool enabled) internal pure {
        _setFlag(map, 63, enabled);
    }

    function setReserveFactor(LendingTypes.ReserveConfigurationMap memory map, uint256 bps) internal pure {
        _set(map, 64, MAX_BPS_FIELD, bps);
    }

    function setBorrowCap(LendingTypes.ReserveConfigurationMap memory map, uint256 cap) internal pure {
        _set(map, 80, MAX_CAP, cap);
    }

    function setSupplyCap(LendingTypes.ReserveConfigurationMap memory map, uint256 cap) internal pure {
        _set(map, 116, MAX_CAP, cap);
    }

    function setLiquidationProtocolFee(LendingTypes.ReserveConfigurationMap memory map, uint256 bps) internal pure {
        _set(map, 152, MAX_BPS_FIELD, bps);
    }

    function setVirtualAccounting(LendingTypes.ReserveConfigurationMap memory map, bool enabled) internal pure {
        _setFlag(map, 252, enabled);
    }

    function _setFlag(LendingTypes.ReserveConfigurationMap memory map, uint256 bit, bool value) private pure {
        _set(map, bit, 1, value ? 1 : 0);
    }

    function _set(
        LendingTypes.ReserveConfigurationMap memory map,
        uint256 shift,
        uint256 max,
        uint256 value
    ) private pure {
        map.data = (map.data & ~(max << shift)) | (value << shift);
    }
}
