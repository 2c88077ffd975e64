// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {CircleErrorLib} from "./CircleErrorLib.sol";
import {CirclePartLib} from "./CirclePartLib.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {ResidualLib} from "./ResidualLib.sol";
import {TableLib} from "./TableLib.sol";
import {ValueLib} from "./ValueLib.sol";

/// @title CircleLib
/// @notice Vaults that hold each other's shares. What stands behind each is a fixed point: its own lines and its part
/// of what stands behind the others. Whoever has solved that off chain submits it, and it is put to the test here.
/// @dev The system is linear and, while anybody outside holds a share, has one solution. How near to it what is
/// submitted must be, `CircleErrorLib` proves.
library CircleLib {
    using LookThroughLib for GuardTypes.State;

    /// @notice Stores `solution`, each vault's lines without shares, where it is the fixed point to within the bound.
    function accept(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution
    ) external {
        require(vaults.length == solution.length, ILeverageRegistry.LeverageRegistry_SolutionInvalid());
        GuardTypes.Snapshot memory head;
        (head.depth, head.oldest, head.solved) = (1, uint40(block.timestamp), true);
        for (uint256 i = 0; i < vaults.length; ++i) _requirePlain(state, vaults, solution, i);
        uint256[][] memory ways = new uint256[][](vaults.length);
        uint256[] memory residuals = new uint256[](vaults.length); // [base currency]
        uint256[] memory equities = new uint256[](vaults.length); // [base currency] without sign
        for (uint256 i = 0; i < vaults.length; ++i) {
            TableLib.Table memory table;
            (table, ways[i]) = CirclePartLib.put(state, vaults, solution, i, head);
            (residuals[i], equities[i]) = _weigh(state, table, vaults[i], solution[i]);
        }
        CircleErrorLib.close(ways);
        for (uint256 i = 0; i < vaults.length; ++i) {
            uint256 off = CircleErrorLib.leverageErrorUp(ways[i], residuals, i, equities[i]);
            uint256 bound = state.terms.bound;
            require(off <= bound, ILeverageRegistry.LeverageRegistry_Inexact(vaults[i], off, bound));
        }
        for (uint256 i = 0; i < vaults.length; ++i) state.store(vaults[i], solution[i], head);
    }

    /// @dev Each asset once, none of them a share, so that the amounts can be compared one by one.
    function _requirePlain(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution,
        uint256 i
    ) private view {
        bool sound = state.isVault(vaults[i]);
        for (uint256 j = 0; j < i; ++j) if (vaults[j] == vaults[i]) sound = false;
        for (uint256 j = 0; j < solution[i].length; ++j) {
            if (state.isVault(solution[i][j].asset)) sound = false;
            for (uint256 k = 0; k < j; ++k) if (solution[i][k].asset == solution[i][j].asset) sound = false;
        }
        require(sound, ILeverageRegistry.LeverageRegistry_SolutionInvalid());
    }

    /// @dev What the vault's residual and equity are worth.
    function _weigh(
        GuardTypes.State storage state,
        TableLib.Table memory table,
        address vault,
        IVenueAdapter.Line[] calldata lines
    ) private view returns (uint256 residual, uint256) {
        (TableLib.Table memory claimed, TableLib.Table memory gaps) = ResidualLib.requireWithin(
            state.terms.bound,
            vault,
            table,
            lines
        );
        ValueLib.Prices memory prices = ValueLib.open(state.oracle);
        (residual, ) = ValueLib.measure(prices, gaps);
        (, int256 equity) = ValueLib.measure(prices, claimed);
        return (residual, SignedMath.abs(equity));
    }
}
