// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";

/// @title CircleErrorLib
/// @notice How far a submitted solution may be from the true one, by how far it is from being one.
///
/// Let P be the parts of each vault j that vault i holds or owes, x what truly stands behind the vaults, y what was
/// submitted and r = f(y) − y the residual. What is held of one is added to what is held or, where shares are owed,
/// owed of another, never more than in the part Pᵢⱼ; so in values, all amounts of a vault added without their signs,
/// |x − y| ≤ |r| + P·|x − y|. While P, P², … vanish, N = I + P + P² + … exists, is nowhere negative, and |x − y| ≤
/// N·|r| vault by vault: a residual is as harmful as it is often passed around.
///
/// P + P² + … is all ways from i to j. Let ways end one by one at more vaults in between: with k it is
/// Aᵢⱼ + Aᵢₖ·Aₖⱼ ÷ (1 − Aₖₖ), only sums and products of what is not negative, so rounding each up bounds it from above.
/// It exists where every Aₖₖ is below one on its turn.
library CircleErrorLib {
    using Math for uint256;

    uint256 private constant WAD = 1e18;

    /// @notice Replaces the parts by all ways between vaults; reverts where there is none between two of them, or where
    /// nobody outside has a part. [wad] rounded up
    function close(uint256[][] memory parts) internal pure {
        for (uint256 k = 0; k < parts.length; ++k) {
            require(parts[k][k] < WAD, ILeverageRegistry.LeverageRegistry_NoCircle());
            uint256 again = WAD.mulDiv(WAD, WAD - parts[k][k], Math.Rounding.Ceil);
            uint256[][] memory next = new uint256[][](parts.length);
            for (uint256 i = 0; i < parts.length; ++i) {
                next[i] = new uint256[](parts.length);
                uint256 into = parts[i][k].mulDiv(again, WAD, Math.Rounding.Ceil);
                for (uint256 j = 0; j < parts.length; ++j)
                    next[i][j] = parts[i][j] + into.mulDiv(parts[k][j], WAD, Math.Rounding.Ceil);
            }
            for (uint256 i = 0; i < parts.length; ++i) parts[i] = next[i];
        }
        for (uint256 i = 0; i < parts.length; ++i) {
            for (uint256 j = 0; j < parts.length; ++j)
                require(parts[i][j] != 0, ILeverageRegistry.LeverageRegistry_NoCircle());
        }
    }

    /// @notice Most by which a vault's leverage may be off, of itself, `ways` being its row. [wad] rounded up
    /// @dev Let V be the most error, E the equity, X ≥ E the exposure, v = V ÷ E. The true leverage is at most
    /// (X + V) ÷ (E − V), (1 + v) ÷ (1 − v) times the submitted, and at least (1 − v) ÷ (1 + v) times it: off by
    /// 2v ÷ (1 − v) at most, which is within a bound b where v·(2 + b) ≤ b. Without equity both are the most there is.
    function leverageErrorUp(
        uint256[] memory ways,
        uint256[] memory residuals,
        uint256 i,
        uint256 equity
    ) internal pure returns (uint256) {
        uint256 most = residuals[i];
        for (uint256 j = 0; j < ways.length; ++j) most += ways[j].mulDiv(residuals[j], WAD, Math.Rounding.Ceil);
        if (most == 0) return 0;
        return most >= equity ? type(uint256).max : (2 * most).mulDiv(WAD, equity - most, Math.Rounding.Ceil);
    }
}
