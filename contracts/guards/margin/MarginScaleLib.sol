// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMarginScaling} from "./IMarginScaling.sol";
import {IOpenInterest} from "./IOpenInterest.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title MarginScaleLib
/// @notice The margin that volatility and open interest ask for, and what it does to an account's backing. Rounded up.
library MarginScaleLib {
    uint256 private constant WAD = 1e18;
    uint256 private constant GAS = 500_000;

    /// @param deviation Over the horizon. [wad]
    /// @param open [usd]
    function targetUp(
        IMarginScaling.Terms memory t,
        uint256 deviation,
        uint256 open
    ) internal pure returns (uint256 ratio) {
        ratio = Math.max(t.base, Math.mulDiv(deviation, t.sigmas, WAD, Math.Rounding.Ceil));
        if (ratio >= t.most) return t.most;
        if (t.openInterestUpper == 0 || open <= t.openInterestLower) return ratio;
        if (open >= t.openInterestUpper) return t.most;

        uint256 span = t.openInterestUpper - t.openInterestLower;
        ratio += Math.mulDiv(t.most - ratio, open - t.openInterestLower, span, Math.Rounding.Ceil);
    }

    /// @notice Share of the backing that a margin above the base takes. [wad]
    function haircutUp(IMarginScaling.Measure measure, uint256 base, uint256 ratio) internal pure returns (uint256) {
        if (ratio <= base) return 0;
        uint256 left =
            measure == IMarginScaling.Measure.Ltv
                ? Math.mulDiv(WAD - ratio, WAD, WAD - base)
                : Math.mulDiv(base, WAD, ratio);
        return WAD - left;
    }

    /// @return known Whether there is an answer.
    function tryOpenInterest(address source) internal view returns (bool known, uint256 open) {
        if (source == address(0)) return (true, 0);
        if (source.code.length == 0) return (false, 0);
        (bool ok, bytes memory data) = source.staticcall{gas: GAS}(abi.encodeCall(IOpenInterest.openInterest, ()));
        if (!ok || data.length != 32) return (false, 0);
        return (true, Math.min(abi.decode(data, (uint256)), type(uint128).max));
    }
}
