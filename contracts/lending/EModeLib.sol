// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {RiskLib} from "./RiskLib.sol";
import {Arithmetic} from "./Rules.sol";
import {SolvencyLib} from "./SolvencyLib.sol";

/// @title EModeLib
/// @notice Moves an account between e-mode categories.
library EModeLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    /// @dev Liquid e-mode looks at every reserve of the account; before, only debt had to belong to the category. Up to
    /// v3.1 health was checked only when a category was left or changed.
    function set(LendingTypes.PoolState storage state, uint8 category, IPriceOracle oracle) external {
        uint8 old = state.accountEMode[msg.sender];
        bool liquid = state.rules.liquidEMode;
        bool always = liquid || state.rules.arithmetic >= Arithmetic.AaveV32;
        if (always && old == category) return;
        require(
            category == 0 || state.eModes[category].liquidationThreshold != 0,
            ILendingErrors.LendingPool_EModeUndefined(category)
        );
        _requireFits(state, category, liquid);

        state.accountEMode[msg.sender] = category;

        if (always || old != 0) SolvencyLib.requireHealthy(state, msg.sender, oracle);
        RiskHookLib.report(state.riskHook, RiskAction.EModeChange, msg.sender, uint256(category), 0);

        emit ILendingEvents.UserEModeSet(msg.sender, category);
    }

    function _requireFits(LendingTypes.PoolState storage state, uint8 category, bool liquid) private view {
        if (category == 0 && !liquid) return;
        uint256 bits = state.accounts[msg.sender].data;
        for (uint256 id = 0; bits != 0; (id++, bits >>= 2)) {
            if (bits & 3 == 0) continue;
            address asset = state.reservesList[id];
            LendingTypes.Reserve storage reserve = state.reserves[asset];
            bool borrowable =
                category == 0
                    ? reserve.configuration.isBorrowingEnabled()
                    : RiskLib.has(state.eModes[category].borrowableBitmap, id);
            bool lends = !liquid || RiskLib.ltvOf(state, reserve, category) != 0;
            require(bits & 1 == 0 || borrowable, ILendingErrors.LendingPool_DebtOutsideEMode(asset, category));
            require(bits & 2 == 0 || lends, ILendingErrors.LendingPool_CollateralOutsideEMode(asset, category));
        }
    }
}
