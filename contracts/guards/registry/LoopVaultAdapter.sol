// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoopVault} from "../../vaults/ILoopVault.sol";
import {LoopTypes} from "../../vaults/LoopTypes.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title LoopVaultAdapter
/// @notice Reads the books of loop vaults: what is idle and supplied, and the debt.
contract LoopVaultAdapter is IVenueAdapter {
    error LoopVaultAdapter_NoTotals();

    /// @inheritdoc IVenueAdapter
    function linesOf(address vault) public view returns (Line[] memory lines) {
        LoopTypes.Position memory p = ILoopVault(vault).getPosition();
        lines = new Line[](2);
        lines[0] = Line(ILoopVault(vault).asset(), p.idle + p.supplied, 0, 0);
        lines[1] = Line(address(ILoopVault(vault).DEBT_ASSET()), 0, p.debt, 0);
    }

    /// @inheritdoc IVenueAdapter
    function claimsOf(address vault) external view returns (Line[] memory) {
        return linesOf(vault);
    }

    /// @inheritdoc IVenueAdapter
    /// @dev Vaults have no totals of their own: their shares have.
    function totals() external pure returns (Line[] memory) {
        revert LoopVaultAdapter_NoTotals();
    }
}
