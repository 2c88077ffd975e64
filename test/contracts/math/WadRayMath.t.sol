// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {WadRayMath} from "../../../contracts/math/WadRayMath.sol";
import {Test} from "../../support/Test.sol";

contract WadRayMathTest is Test {
    using WadRayMath for uint256;

    uint256 private constant RAY = 1e27;
    uint256 private constant WAD = 1e18;

    function test_rayMul_roundsAsNamed(uint256 a, uint256 b) public pure {
        (a, b) = (a >> 136, b >> 136);
        uint256 down = (a * b) / RAY;
        uint256 rest = (a * b) % RAY;

        assertEq(a.rayMulDown(b), down, "down");
        assertEq(a.rayMulUp(b), rest == 0 ? down : down + 1, "up");
        assertEq(a.rayMulHalfUp(b), rest >= RAY / 2 ? down + 1 : down, "half up");
    }

    function test_rayDiv_roundsAsNamed(uint256 a, uint256 b) public pure {
        (a, b) = (a >> 96, bound(b, 1, type(uint128).max));
        uint256 down = (a * RAY) / b;
        uint256 rest = (a * RAY) % b;

        assertEq(a.rayDivDown(b), down, "down");
        assertEq(a.rayDivUp(b), rest == 0 ? down : down + 1, "up");
        assertEq(a.rayDivHalfUp(b), rest >= b - b / 2 ? down + 1 : down, "half up");
    }

    function test_wad_roundsAsNamed(uint256 a, uint256 b) public pure {
        (a, b) = (a >> 130, bound(b, 1, type(uint120).max));
        uint256 product = a * b;
        uint256 quotient = (a * WAD) / b;
        uint256 rest = (a * WAD) % b;

        assertEq(a.wadMulHalfUp(b), product / WAD + (product % WAD >= WAD / 2 ? 1 : 0), "product");
        assertEq(a.wadDivUp(b), rest == 0 ? quotient : quotient + 1, "quotient up");
        assertEq(a.wadDivHalfUp(b), rest >= b - b / 2 ? quotient + 1 : quotient, "quotient half up");
    }

    function test_mulDivUp_roundsUp(uint256 a, uint256 b, uint256 c) public pure {
        (a, b, c) = (a >> 130, b >> 130, bound(c, 1, type(uint256).max));
        uint256 down = (a * b) / c;
        assertEq(a.mulDivUp(b, c), (a * b) % c == 0 ? down : down + 1, "up");
    }

    function rayMul(uint256 a, uint256 b) external pure returns (uint256) {
        return a.rayMulHalfUp(b);
    }

    function rayDiv(uint256 a, uint256 b) external pure returns (uint256) {
        return a.rayDivHalfUp(b);
    }

    function test_overflowAndDivisionByZero_revert(uint256 a) public {
        a = bound(a, type(uint256).max / RAY + 1, type(uint256).max);
        vm.expectRevert();
        this.rayMul(a, RAY);
        vm.expectRevert();
        this.rayDiv(1, 0);
    }
}
