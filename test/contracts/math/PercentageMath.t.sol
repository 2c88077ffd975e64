// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PercentageMath} from "../../../contracts/math/PercentageMath.sol";
import {Test} from "../../support/Test.sol";

contract PercentageMathTest is Test {
    using PercentageMath for uint256;

    function test_percentMul_roundsAsNamed(uint256 value, uint256 bps) public pure {
        (value, bps) = (value >> 20, bound(bps, 0, 65_535));
        uint256 down = (value * bps) / 10_000;
        uint256 rest = (value * bps) % 10_000;

        assertEq(value.percentMulDown(bps), down, "down");
        assertEq(value.percentMulUp(bps), rest == 0 ? down : down + 1, "up");
        assertEq(value.percentMulHalfUp(bps), rest >= 5_000 ? down + 1 : down, "half up");
    }

    function test_percentDiv_roundsAsNamed(uint256 value, uint256 bps) public pure {
        (value, bps) = (value >> 20, bound(bps, 1, 65_535));
        uint256 down = (value * 10_000) / bps;
        uint256 rest = (value * 10_000) % bps;

        assertEq(value.percentDivUp(bps), rest == 0 ? down : down + 1, "up");
        assertEq(value.percentDivHalfUp(bps), rest >= bps - bps / 2 ? down + 1 : down, "half up");
    }
}
