// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";

/// @title ReserveCheckLib
/// @notice What a reserve asks before it takes part in an action.
library ReserveCheckLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    function requireUsable(LendingTypes.Reserve storage reserve, address asset) internal view {
        LendingTypes.ReserveConfigurationMap memory configuration = reserve.configuration;
        require(configuration.isActive(), ILendingErrors.LendingPool_ReserveInactive(asset));
        require(!configuration.isPaused(), ILendingErrors.LendingPool_ReservePaused(asset));
    }

    function requireOpen(LendingTypes.Reserve storage reserve, address asset) internal view {
        requireUsable(reserve, asset);
        require(!reserve.configuration.isFrozen(), ILendingErrors.LendingPool_ReserveFrozen(asset));
    }

    function requireOutOfGrace(LendingTypes.Reserve storage reserve, address asset) internal view {
        requireUsable(reserve, asset);
        uint256 until = reserve.graceUntil;
        require(until < block.timestamp, ILendingErrors.LendingPool_GracePeriod(asset, until));
    }

    /// @param scaled What `amount` will be stored as.
    function requireMaySupply(
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        address asset,
        uint256 amount,
        uint256 scaled,
        address onBehalfOf
    ) internal view {
        require(scaled != 0, ILendingErrors.LendingPool_AmountZero(asset));
        require(onBehalfOf != reserve.aToken, ILendingErrors.LendingPool_ATokenAsParty(onBehalfOf));

        uint256 cap = reserve.configuration.supplyCap() * reserve.configuration.unit();
        if (cap == 0) return;
        uint256 claims = IScaledToken(reserve.aToken).scaledTotalSupply() + reserve.accruedToTreasury;
        uint256 supplied =
            ScaledMath.isDirectional(rules.arithmetic)
                ? ScaledMath.supplyBalance(rules.arithmetic, claims + scaled, reserve.liquidityIndex)
                : ScaledMath.supplyBalance(rules.arithmetic, claims, reserve.liquidityIndex) + amount;
        require(supplied <= cap, ILendingErrors.LendingPool_SupplyCapExceeded(asset, supplied, cap));
    }
}
