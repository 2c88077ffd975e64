// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVenueAdapter} from "../../contracts/guards/registry/IVenueAdapter.sol";

/// @notice A venue, or the books of vaults, that are whatever a test writes.
contract ScriptedAdapter is IVenueAdapter {
    mapping(address account => Line[]) private _lines;
    Line[] private _totals;

    function add(address account, address asset, uint256 held, uint256 owed, int256 size) external {
        _lines[account].push(Line(asset, held, owed, size));
    }

    function clear(address account) external {
        delete _lines[account];
    }

    function addTotal(address asset, uint256 held, uint256 owed, int256 size) external {
        _totals.push(Line(asset, held, owed, size));
    }

    function linesOf(address account) external view returns (Line[] memory) {
        return _lines[account];
    }

    function claimsOf(address account) external view returns (Line[] memory) {
        return _lines[account];
    }

    function totals() external view returns (Line[] memory) {
        return _totals;
    }
}
