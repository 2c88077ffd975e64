// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SwapLib} from "../amm/SwapLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisConfigLib
/// @notice Refuses settings that make no sense, or that would shut people in.
library BasisConfigLib {
    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 1e4;
    uint256 private constant MAX_HEDGE = 2e18; // [wad]
    uint256 private constant MIN_SLIPPAGE = 10; // [bps] 0.1 %: below it nothing could be sold
    uint256 private constant MAX_SLIPPAGE = 2_000; // [bps] 20 %
    uint256 private constant MAX_COOLDOWN = 1 days;
    uint256 private constant TOKEN_SIZE = 20; // [bytes]
    uint256 private constant FEE_SIZE = 3; // [bytes]

    /// @param parks Whether there is a pool to park at.
    function requireSound(BasisTypes.Config memory config, bool parks) external pure {
        _check(config.openHedge != 0 && config.openHedge <= config.minHedge, "openHedge");
        _check(config.minHedge <= config.targetHedge, "minHedge");
        _check(config.targetHedge <= config.maxHedge, "targetHedge");
        _check(config.maxHedge <= MAX_HEDGE, "maxHedge");
        _check(config.minMarginRatio != 0 && config.minMarginRatio <= config.marginRatio, "minMarginRatio");
        _check(config.slippage >= MIN_SLIPPAGE && config.slippage <= MAX_SLIPPAGE, "slippage");
        _check(config.openSlippage >= config.slippage && config.openSlippage <= MAX_SLIPPAGE, "openSlippage");
        _check(config.idleShare <= BPS, "idleShare");
        _check(config.parkedShare <= (parks ? BPS : 0), "parkedShare");
        _check(config.cooldown <= MAX_COOLDOWN, "cooldown");
        _check(config.openCooldown <= config.cooldown, "openCooldown");
        _check(config.maxTrade != 0, "maxTrade");
        _check(config.openMaxTrade != 0, "openMaxTrade");
    }

    /// @notice Refuses what a vault cannot be built from.
    /// @return back The path from the spot token to the asset.
    function requireBuildable(BasisTypes.Setup memory setup) external view returns (bytes memory back) {
        address asset = address(setup.asset);
        require(setup.spot != setup.asset, IBasisVault.BasisVault_SameAsset(asset));
        address quote = setup.exchange.quote();
        require(quote == asset, IBasisVault.BasisVault_NotQuote(asset, quote));
        uint32 delay = setup.exchange.getConfig(setup.market).trading.settlementDelay;
        require(delay == 0, IBasisVault.BasisVault_DelayedMarket(setup.market, delay));
        if (address(setup.pool) != address(0)) {
            address aToken = setup.pool.getReserveAToken(asset);
            require(aToken != address(0), IBasisVault.BasisVault_ReserveNotListed(asset));
        }
        SwapLib.requirePath(setup.path, asset, address(setup.spot));
        return _reversed(setup.path);
    }

    /// @dev Tokens and fees alternate, a token at either end.
    function _reversed(bytes memory path) private pure returns (bytes memory back) {
        back = new bytes(path.length);
        uint256 at = 0;
        while (at < path.length) {
            _copy(path, back, at, TOKEN_SIZE);
            at += TOKEN_SIZE;
            if (at < path.length) _copy(path, back, at, FEE_SIZE);
            at += FEE_SIZE;
        }
    }

    function _copy(bytes memory path, bytes memory back, uint256 at, uint256 size) private pure {
        uint256 to = path.length - at - size;
        for (uint256 i = 0; i < size; ++i) back[to + i] = path[at + i];
    }

    function _check(bool sound, string memory field) private pure {
        require(sound, IBasisVault.BasisVault_BadConfig(field));
    }
}
