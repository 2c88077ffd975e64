// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILendingPool} from "../../lending/ILendingPool.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title LendingAdapter
/// @notice Reads a lending pool with Aave's ABI. Only supply that is switched on as collateral stands behind debts.
contract LendingAdapter is IVenueAdapter {
    ILendingPool public immutable POOL;

    constructor(ILendingPool pool) {
        POOL = pool;
    }

    /// @inheritdoc IVenueAdapter
    function linesOf(address account) external view returns (Line[] memory lines) {
        uint256 bits = POOL.getUserConfiguration(account).data;
        uint256 count = 0;
        for (uint256 b = bits; b != 0; b >>= 2) if (b & 3 != 0) ++count;
        lines = new Line[](count);
        uint256 at = 0;
        for (uint16 id = 0; bits != 0; (++id, bits >>= 2)) {
            if (bits & 3 == 0) continue;
            address asset = POOL.getReserveAddressById(id);
            lines[at].asset = asset;
            if (bits & 2 != 0) lines[at].held = IERC20(POOL.getReserveAToken(asset)).balanceOf(account);
            if (bits & 1 != 0) lines[at].owed = IERC20(POOL.getReserveVariableDebtToken(asset)).balanceOf(account);
            ++at;
        }
    }

    /// @inheritdoc IVenueAdapter
    function claimsOf(address account) external view returns (Line[] memory lines) {
        address[] memory assets = POOL.getReservesList();
        lines = new Line[](assets.length);
        for (uint256 i = 0; i < assets.length; ++i) {
            lines[i].asset = assets[i];
            lines[i].held = IERC20(POOL.getReserveAToken(assets[i])).balanceOf(account);
            lines[i].owed = IERC20(POOL.getReserveVariableDebtToken(assets[i])).balanceOf(account);
        }
    }

    /// @inheritdoc IVenueAdapter
    function totals() external view returns (Line[] memory lines) {
        address[] memory assets = POOL.getReservesList();
        lines = new Line[](assets.length);
        for (uint256 i = 0; i < assets.length; ++i) {
            lines[i].asset = assets[i];
            lines[i].held = IERC20(POOL.getReserveAToken(assets[i])).totalSupply();
            lines[i].owed = IERC20(POOL.getReserveVariableDebtToken(assets[i])).totalSupply();
        }
    }
}
