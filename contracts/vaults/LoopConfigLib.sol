// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoopVault} from "./ILoopVault.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title LoopConfigLib
/// @notice Refuses settings that make no sense, or that would shut people in.
library LoopConfigLib {
    uint256 private constant WAD = 1e18;
    uint256 private constant MIN_SLIPPAGE = 10; // [bps] 0.1 %: below it nothing could be sold
    uint256 private constant MAX_SLIPPAGE = 2_000; // [bps] 20 %
    uint256 private constant MAX_IDLE_SHARE = 10_000; // [bps]
    uint256 private constant MAX_COOLDOWN = 1 days;

    function requireSound(LoopTypes.Config memory config) external pure {
        _check(config.minLeverage >= WAD && config.minLeverage <= config.targetLeverage, "minLeverage");
        _check(config.targetLeverage <= config.maxLeverage, "targetLeverage");
        _check(config.maxLeverage < config.ripcordLeverage, "ripcordLeverage");
        _check(config.recenteringSpeed != 0 && config.recenteringSpeed <= WAD, "recenteringSpeed");
        _check(config.slippage >= MIN_SLIPPAGE && config.slippage <= MAX_SLIPPAGE, "slippage");
        _check(config.ripcordSlippage >= config.slippage && config.ripcordSlippage <= MAX_SLIPPAGE, "ripcordSlippage");
        _check(config.idleShare <= MAX_IDLE_SHARE, "idleShare");
        _check(config.cooldown <= MAX_COOLDOWN, "cooldown");
        _check(config.ripcordCooldown <= config.cooldown, "ripcordCooldown");
        _check(config.maxTrade != 0, "maxTrade");
        _check(config.ripcordMaxTrade != 0, "ripcordMaxTrade");
    }

    function _check(bool sound, string memory field) private pure {
        require(sound, ILoopVault.LoopVault_BadConfig(field));
    }
}
