// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {BasisTypes} from "../../vaults/BasisTypes.sol";
import {IBasisVault} from "../../vaults/IBasisVault.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {PerpAdapter} from "./PerpAdapter.sol";

/// @title BasisVaultAdapter
/// @notice Reads the books of basis vaults: idle and parked assets with equity on the exchange, the spot, the short.
contract BasisVaultAdapter is IVenueAdapter {
    /// @notice Knows the base tokens of the exchange's markets.
    PerpAdapter public immutable PERPS;

    error BasisVaultAdapter_NoTotals();

    constructor(PerpAdapter perps) {
        PERPS = perps;
    }

    /// @inheritdoc IVenueAdapter
    function linesOf(address vault) public view returns (Line[] memory lines) {
        BasisTypes.Position memory p = IBasisVault(vault).getPosition();
        uint256 equity = SignedMath.abs(p.equity);
        lines = new Line[](3);
        lines[0] = Line(IBasisVault(vault).asset(), p.idle + p.parked, 0, 0);
        if (p.equity < 0) lines[0].owed = equity;
        else lines[0].held += equity;
        lines[1] = Line(address(IBasisVault(vault).SPOT()), p.spot, 0, 0);
        lines[2] = PERPS.lineOf(IBasisVault(vault).MARKET(), p.size);
    }

    /// @inheritdoc IVenueAdapter
    function claimsOf(address vault) external view returns (Line[] memory) {
        return linesOf(vault);
    }

    /// @inheritdoc IVenueAdapter
    /// @dev Vaults have no totals of their own: their shares have.
    function totals() external pure returns (Line[] memory) {
        revert BasisVaultAdapter_NoTotals();
    }
}
