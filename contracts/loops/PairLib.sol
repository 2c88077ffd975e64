// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {LendingTypes} from "../lending/LendingTypes.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {ILeverageRouter} from "./ILeverageRouter.sol";
import {LeverageLib} from "./LeverageLib.sol";

/// @title PairLib
/// @notice A collateral and a debt asset as a lending pool and its oracle see them at this moment.
library PairLib {
    struct Pair {
        IERC20 collateral;
        IERC20 debt;
        IERC20 aToken;
        IERC20 debtToken;
        uint256 collateralPrice; // [base currency]
        uint256 debtPrice; // [base currency]
        uint256 collateralUnit; // [asset]
        uint256 debtUnit; // [asset]
    }

    /// @notice Reads the pair. Refuses assets that the pool does not list.
    function load(ILendingPool pool, address collateral, address debt) internal view returns (Pair memory pair) {
        LendingTypes.ReserveDataLegacy memory supplied = pool.getReserveData(collateral);
        LendingTypes.ReserveDataLegacy memory borrowed = pool.getReserveData(debt);
        require(supplied.aTokenAddress != address(0), ILeverageRouter.LeverageRouter_ReserveNotListed(collateral));
        require(borrowed.aTokenAddress != address(0), ILeverageRouter.LeverageRouter_ReserveNotListed(debt));

        IPriceOracle oracle = IPriceOracle(pool.ADDRESSES_PROVIDER().getPriceOracle());
        pair.collateral = IERC20(collateral);
        pair.debt = IERC20(debt);
        pair.aToken = IERC20(supplied.aTokenAddress);
        pair.debtToken = IERC20(borrowed.variableDebtTokenAddress);
        pair.collateralPrice = oracle.getAssetPrice(collateral);
        pair.debtPrice = oracle.getAssetPrice(debt);
        pair.collateralUnit = 10 ** IERC20Metadata(collateral).decimals();
        pair.debtUnit = 10 ** IERC20Metadata(debt).decimals();
    }

    /// @notice What an account holds of the pair.
    function positionOf(
        Pair memory pair,
        address account
    ) internal view returns (LeverageLib.Position memory position) {
        position.collateral = collateralValueDown(pair, pair.aToken.balanceOf(account));
        position.debt = debtValueDown(pair, pair.debtToken.balanceOf(account));
    }

    /// @notice [base currency × wad]
    function collateralValueDown(Pair memory pair, uint256 amount) internal pure returns (uint256) {
        return LeverageLib.valueDown(amount, pair.collateralPrice, pair.collateralUnit);
    }

    /// @notice [base currency × wad]
    function debtValueDown(Pair memory pair, uint256 amount) internal pure returns (uint256) {
        return LeverageLib.valueDown(amount, pair.debtPrice, pair.debtUnit);
    }

    /// @notice [asset]
    function debtAmountDown(Pair memory pair, uint256 value) internal pure returns (uint256) {
        return LeverageLib.amountDown(value, pair.debtPrice, pair.debtUnit);
    }
}
