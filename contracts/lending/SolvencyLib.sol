// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AccountLib} from "./AccountLib.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {RiskLib} from "./RiskLib.sol";

/// @title SolvencyLib
/// @notice What an account must be able to show before or after an action.
library SolvencyLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PercentageMath for uint256;

    uint256 internal constant HEALTHY = 1e18; // [wad]

    /// @notice The account is healthy, and holds no collateral of zero LTV unless `asset`, which leaves, is such.
    function requireHealthyWithout(
        LendingTypes.PoolState storage state,
        address account,
        address asset,
        IPriceOracle oracle
    ) internal view {
        uint8 category = state.accountEMode[account];
        AccountLib.Totals memory t = requireHealthy(state, account, oracle);
        require(
            !state.rules.zeroLtvRule || !t.hasZeroLtv || RiskLib.ltvOf(state, state.reserves[asset], category) == 0,
            ILendingErrors.LendingPool_ZeroLtv(account)
        );
    }

    function requireHealthy(
        LendingTypes.PoolState storage state,
        address account,
        IPriceOracle oracle
    ) internal view returns (AccountLib.Totals memory t) {
        t = AccountLib.totals(state, account, state.accountEMode[account], oracle);
        require(t.healthFactor >= HEALTHY, ILendingErrors.LendingPool_HealthFactorTooLow(account, t.healthFactor));
    }

    /// @notice Before a borrow, as up to v3.4: healthy, and collateral covers old and new debt at the account's LTV.
    function requireCanBorrow(
        LendingTypes.PoolState storage state,
        address account,
        address asset,
        uint256 amount,
        IPriceOracle oracle
    ) internal view {
        AccountLib.Totals memory t = AccountLib.totals(state, account, state.accountEMode[account], oracle);
        require(t.collateral != 0, ILendingErrors.LendingPool_CollateralZero(account));
        require(t.ltv != 0, ILendingErrors.LendingPool_ZeroLtv(account));
        require(t.healthFactor > HEALTHY, ILendingErrors.LendingPool_HealthFactorTooLow(account, t.healthFactor));

        uint256 value = (oracle.getAssetPrice(asset) * amount) / state.reserves[asset].configuration.unit();
        uint256 needed = (t.debt + value).percentDivHalfUp(t.ltv);
        require(
            needed <= t.collateral,
            ILendingErrors.LendingPool_CollateralCannotCoverDebt(account, t.collateral, needed)
        );
    }

    /// @notice After a borrow, as since v3.5: healthy, and collateral covers the debt at the account's LTV.
    function requireCovered(LendingTypes.PoolState storage state, address account, IPriceOracle oracle) internal view {
        AccountLib.Totals memory t = AccountLib.totals(state, account, state.accountEMode[account], oracle);
        require(t.ltv != 0, ILendingErrors.LendingPool_ZeroLtv(account));
        require(t.healthFactor >= HEALTHY, ILendingErrors.LendingPool_HealthFactorTooLow(account, t.healthFactor));
        uint256 needed = t.debt.percentDivUp(t.ltv);
        require(
            needed <= t.collateral,
            ILendingErrors.LendingPool_CollateralCannotCoverDebt(account, t.collateral, needed)
        );
    }
}
