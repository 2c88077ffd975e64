// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LendingTypes} from "./LendingTypes.sol";

/// @title ConfigurationLib
/// @notice A reserve's settings in one word, bit for bit as Aave v3 packs them.
/// @dev bits 0–15 LTV · 16–31 threshold · 32–47 bonus (all bps) · 48–55 decimals · 56 active · 57 frozen ·
/// 58 borrowing · 60 paused · 63 flash loans · 64–79 reserve factor (bps) · 80–115 borrow cap · 116–151 supply cap
/// (whole tokens) · 152–167 liquidation protocol fee (bps) · 252 virtual accounting. The rest stays zero here.
library ConfigurationLib {
    uint256 private constant MAX_BPS_FIELD = type(uint16).max;
    uint256 private constant MAX_CAP = 2 ** 36 - 1;

    function ltv(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return map.data & MAX_BPS_FIELD;
    }

    function liquidationThreshold(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 16) & MAX_BPS_FIELD;
    }

    function liquidationBonus(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 32) & MAX_BPS_FIELD;
    }

    function decimals(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return uint8(map.data >> 48);
    }

    /// @notice One whole token. [asset]
    function unit(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return 10 ** decimals(map);
    }

    function isActive(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (bool) {
        return _flag(map, 56);
    }

    function isFrozen(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (bool) {
        return _flag(map, 57);
    }

    function isBorrowingEnabled(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (bool) {
        return _flag(map, 58);
    }

    function isPaused(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (bool) {
        return _flag(map, 60);
    }

    function isFlashLoanEnabled(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (bool) {
        return _flag(map, 63);
    }

    function reserveFactor(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 64) & MAX_BPS_FIELD;
    }

    /// @notice In whole tokens; 0 = none.
    function borrowCap(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 80) & MAX_CAP;
    }

    /// @notice In whole tokens; 0 = none.
    function supplyCap(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 116) & MAX_CAP;
    }

    function liquidationProtocolFee(LendingTypes.ReserveConfigurationMap memory map) internal pure returns (uint256) {
        return (map.data >> 152) & MAX_BPS_FIELD;
    }

    function _flag(LendingTypes.ReserveConfigurationMap memory map, uint256 bit) private pure returns (bool) {
        return (map.data >> bit) & 1 != 0;
    }
}
