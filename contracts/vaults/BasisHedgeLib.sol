// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisShortLib} from "./BasisShortLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisHedgeLib
/// @notice Brings a hedge that is out of its band back to the target, as far as size, margin and the exchange allow.
library BasisHedgeLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Trade;
    using BasisShortLib for BasisTypes.Trade;

    /// @dev A reward is at most this part of what was traded: a twentieth.
    uint256 private constant REWARD_PART = 20;

    /// @notice Mends the hedge for a keeper, out of its band, or for anyone, once it is open.
    /// @return reached Hedge ratio. [wad]
    /// @return reward For whoever is no keeper, out of what is idle. [asset]
    function mend(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        bool keeper
    ) external returns (uint256 reached, uint256 reward) {
        uint256 standing = trade.hedgeDown(trade.positionOf());
        if (keeper) _requireOutOfBand(config, standing);
        else _requireOpen(config, standing);

        BasisTypes.Mending memory done = bringIntoBand(trade, config);
        require(done.traded != 0, IBasisVault.BasisVault_NothingTraded());

        if (!keeper) reward = Math.min(config.openReward, done.traded / REWARD_PART);
        reward = Math.min(reward, BasisCashLib.idleOf(trade));
        return (report(trade, config, done, standing, reward), reward);
    }

    /// @notice Mends the hedge by the rule, if it is out of its band.
    function bringIntoBand(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config
    ) internal returns (BasisTypes.Mending memory done) {
        trade.unflag();
        BasisTypes.Position memory position = trade.positionOf();
        uint256 ratio = trade.hedgeDown(position);
        if (ratio > config.maxHedge) {
            trade.shrink(config, position, done);
        } else if (ratio < config.minHedge) {
            bool taken = config.rule == BasisTypes.Rule.Rehedge && trade.grow(config, position, done);
            if (!taken) trade.sellUnhedged(config, done);
        }
    }

    /// @notice Says what mending did.
    function report(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Mending memory done,
        uint256 standing,
        uint256 reward
    ) internal returns (uint256 reached) {
        reached = trade.hedgeDown(trade.positionOf());
        emit IBasisVault.Hedged(msg.sender, config.rule, standing, reached, done.spotSold, done.sizeDelta, reward);
    }

    function _requireOutOfBand(BasisTypes.Config memory config, uint256 standing) private pure {
        bool out = standing < config.minHedge || standing > config.maxHedge;
        require(out, IBasisVault.BasisVault_InBand(standing));
    }

    /// @dev As far above the band as the open ratio is below it, a hedge is no better.
    function _requireOpen(BasisTypes.Config memory config, uint256 standing) private pure {
        uint256 most = uint256(config.maxHedge) + config.minHedge - config.openHedge;
        bool open = standing < config.openHedge || standing > most;
        require(open, IBasisVault.BasisVault_NotOpen(standing, config.openHedge));
    }
}
