// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {RiskLib} from "./RiskLib.sol";
import {Arithmetic} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title AccountLib
/// @notice An account's totals over all its reserves.
library AccountLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PercentageMath for uint256;
    using ReserveLib for LendingTypes.Reserve;
    using WadRayMath for uint256;

    struct Totals {
        uint256 collateral; // [base currency]
        uint256 debt; // [base currency]
        uint256 ltv; // [bps] weighted by collateral
        uint256 threshold; // [bps] weighted by collateral
        uint256 healthFactor; // [wad] the largest word without debt
        bool hasZeroLtv;
    }

    /// @notice The totals now, interest included.
    function totals(
        LendingTypes.PoolState storage state,
        address account,
        uint8 category,
        IPriceOracle oracle
    ) internal view returns (Totals memory t) {
        uint256 bits = state.accounts[account].data;
        for (uint256 id = 0; bits != 0; (id++, bits >>= 2)) {
            if (bits & 3 == 0) continue;
            address asset = state.reservesList[id];
            LendingTypes.Reserve storage reserve = state.reserves[asset];
            uint256 price = oracle.getAssetPrice(asset);
            if (bits & 2 != 0) _addCollateral(t, state, reserve, account, category, price);
            if (bits & 1 != 0) t.debt += _debtValue(state.rules.arithmetic, reserve, account, price);
        }
        _average(t, state.rules.arithmetic);
    }

    /// @notice What more may be borrowed. [base currency]
    function availableBorrows(Totals memory t, Arithmetic arithmetic) internal pure returns (uint256) {
        uint256 limit =
            ScaledMath.isDirectional(arithmetic)
                ? t.collateral.percentMulDown(t.ltv)
                : t.collateral.percentMulHalfUp(t.ltv);
        return limit > t.debt ? limit - t.debt : 0;
    }

    function _addCollateral(
        Totals memory t,
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        address account,
        uint8 category,
        uint256 price
    ) private view {
        if (!RiskLib.countsAsCollateral(state, reserve)) return;
        uint256 scaled = IScaledToken(reserve.aToken).scaledBalanceOf(account);
        uint256 balance = ScaledMath.supplyBalance(state.rules.arithmetic, scaled, reserve.normalizedIncome());
        uint256 value = ScaledMath.collateralValue(balance, price, reserve.configuration.unit());

        uint256 ltv = RiskLib.ltvOf(state, reserve, category);
        if (ltv == 0) t.hasZeroLtv = true;
        t.collateral += value;
        t.ltv += value * ltv;
        t.threshold += value * RiskLib.thresholdOf(state, reserve, category);
    }

    function _debtValue(
        Arithmetic arithmetic,
        LendingTypes.Reserve storage reserve,
        address account,
        uint256 price
    ) private view returns (uint256) {
        uint256 scaled = IScaledToken(reserve.debtToken).scaledBalanceOf(account);
        uint256 balance = ScaledMath.debtBalance(arithmetic, scaled, reserve.normalizedDebt(arithmetic));
        return ScaledMath.debtValue(arithmetic, balance, price, reserve.configuration.unit());
    }

    /// @dev On entry `ltv` and `threshold` hold value-weighted sums. Since v3.5 the health factor is divided from the
    /// sum; earlier releases round the threshold to a whole bps first.
    function _average(Totals memory t, Arithmetic arithmetic) private pure {
        uint256 weighted = t.threshold;
        if (t.collateral != 0) {
            t.ltv /= t.collateral;
            t.threshold /= t.collateral;
        }
        if (t.debt == 0) {
            t.healthFactor = type(uint256).max;
        } else if (ScaledMath.isDirectional(arithmetic)) {
            t.healthFactor = weighted.wadDivHalfUp(t.debt) / PercentageMath.FULL;
        } else {
            t.healthFactor = t.collateral.percentMulHalfUp(t.threshold).wadDivHalfUp(t.debt);
        }
    }
}
