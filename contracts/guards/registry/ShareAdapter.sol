// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title ShareAdapter
/// @notice Reads shares in an account's own hands, of a fixed list of vaults. Shares that wait in a vault's queue are
/// the vault's in trust: they are in the totals, and nobody's line.
contract ShareAdapter is IVenueAdapter {
    address[] private _vaults;

    constructor(address[] memory vaults) {
        _vaults = vaults;
    }

    /// @inheritdoc IVenueAdapter
    function linesOf(address account) public view returns (Line[] memory lines) {
        lines = new Line[](_vaults.length);
        for (uint256 i = 0; i < lines.length; ++i) {
            address vault = _vaults[i];
            lines[i] = Line(vault, IERC20(vault).balanceOf(account), 0, 0);
        }
    }

    /// @inheritdoc IVenueAdapter
    function claimsOf(address account) external view returns (Line[] memory) {
        return linesOf(account);
    }

    /// @inheritdoc IVenueAdapter
    function totals() external view returns (Line[] memory lines) {
        lines = new Line[](_vaults.length);
        for (uint256 i = 0; i < lines.length; ++i) {
            address vault = _vaults[i];
            lines[i] = Line(vault, IERC20(vault).totalSupply(), 0, 0);
        }
    }
}
