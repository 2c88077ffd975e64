// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpMath} from "../../../contracts/perps/PerpMath.sol";
import {Test} from "../../support/Test.sol";

contract PerpMathTest is Test {
    function test_mulDiv_bracketsTheQuotient(int128 a, uint96 b, uint64 divisor) public pure {
        int256 c = int256(uint256(divisor)) + 1;
        int256 product = int256(a) * int256(uint256(b));
        int256 down = PerpMath.mulDivDown(a, b, uint256(c));
        int256 up = PerpMath.mulDivUp(a, b, uint256(c));
        assertTrue(down * c <= product && (down + 1) * c > product, "not the floor");
        assertTrue(up * c >= product && (up - 1) * c < product, "not the ceiling");
    }

    function test_value_roundsTowardItsName(int128 size, uint64 price, bool coarse) public pure {
        uint256 unit = coarse ? 1e6 : 1e18;
        int256 product = int256(size) * int256(uint256(price)) * int256(unit);
        int256 down = PerpMath.valueDown(size, int256(uint256(price)), unit);
        int256 up = PerpMath.valueUp(size, int256(uint256(price)), unit);
        assertTrue(down * 1e36 <= product && product - down * 1e36 < 1e36, "down");
        assertTrue(up * 1e36 >= product && up * 1e36 - product < 1e36, "up");
        uint256 magnitude = uint256(int256(size) < 0 ? -int256(size) : int256(size));
        int256 larger = size < 0 ? -down : up;
        assertEq(int256(PerpMath.notionalUp(magnitude, price, unit)), larger, "notional");
    }

    function test_share_roundsTowardItsName(uint128 amount, uint64 share) public pure {
        uint256 product = uint256(amount) * share;
        assertEq(PerpMath.shareDown(amount, share), product / 1e18, "down");
        assertEq(PerpMath.shareUp(amount, share), (product + 1e18 - 1) / 1e18, "up");
    }

    function test_clamp_staysWithinTheLimit(int128 value, uint64 limit) public pure {
        int256 clamped = PerpMath.clamp(value, limit);
        int256 most = int256(uint256(limit));
        if (value > most) assertEq(clamped, most, "above");
        else assertEq(clamped, value < -most ? -most : value, "below or within");
    }
}
