// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {InterestLib} from "../../../contracts/lending/InterestLib.sol";
import {Arithmetic} from "../../../contracts/lending/Rules.sol";
import {Test} from "../../support/Test.sol";

contract InterestLibTest is Test {
    uint256 private constant RAY = 1e27;
    uint256 private constant YEAR = 365 days;

    function test_linear_growsByRateTimesTime(uint256 rate, uint256 elapsed) public pure {
        (rate, elapsed) = (bound(rate, 0, 10e27), bound(elapsed, 0, 10 * YEAR));
        assertEq(InterestLib.linear(rate, elapsed), RAY + (rate * elapsed) / YEAR, "linear");
    }

    function test_compounded_isOneAtOnce(uint256 which, uint256 rate) public pure {
        rate = bound(rate, 0, 10e27);
        assertEq(InterestLib.compounded(Arithmetic(which % 5), rate, 0), RAY, "no time, no growth");
    }

    function test_compounded_isLinearForASecond(uint256 which, uint256 rate) public pure {
        rate = bound(rate, 0, 10e27);
        assertClose(InterestLib.compounded(Arithmetic(which % 5), rate, 1), InterestLib.linear(rate, 1), 1e14, "1 s");
    }

    /// @dev All are the exponential to its third term. Up to v3.3 the cubed rate a second keeps few digits (two
    /// at 10 % a year), so that the third term may be short of up to all of itself at small rates.
    function test_compounded_agreesAcrossReleasesAndExceedsLinear(uint256 rate, uint256 elapsed) public pure {
        (rate, elapsed) = (bound(rate, 1e24, 1e27), bound(elapsed, 1 hours, 2 * YEAR));
        uint256 v2 = InterestLib.compounded(Arithmetic.AaveV2, rate, elapsed);
        uint256 v30 = InterestLib.compounded(Arithmetic.AaveV30, rate, elapsed);
        uint256 v36 = InterestLib.compounded(Arithmetic.AaveV36, rate, elapsed);
        uint256 x = (rate * elapsed) / YEAR;
        uint256 second = RAY + x + (x * x) / RAY / 2;
        uint256 third = second + (((x * x) / RAY) * x) / RAY / 6;

        assertClose(v36, third, 10, "v3.6 is the third-order expansion");
        assertLe(v30, third, "v3.0 cuts off");
        assertGe(v30, second - second / 1e5, "at most the third term");
        assertLe(v2, third + third / 1e5, "v2 rounds the rate a second");
        assertGe(v2, second - second / 1e5, "at most the third term");
        assertGe(v36, InterestLib.linear(rate, elapsed), "above linear");
    }

    function test_compounded_growsWithTime(uint256 which, uint256 rate, uint256 elapsed) public pure {
        (rate, elapsed) = (bound(rate, 0, 10e27), bound(elapsed, 0, 5 * YEAR));
        Arithmetic arithmetic = Arithmetic(which % 5);
        assertGe(
            InterestLib.compounded(arithmetic, rate, elapsed + 1),
            InterestLib.compounded(arithmetic, rate, elapsed),
            "monotone"
        );
    }

    /// @dev 10 % for a year, worked out by hand from each release's terms.
    function test_compounded_hasTheKnownValuesOfTenPerCentForAYear() public pure {
        uint256 rate = 0.1e27;
        assertEq(InterestLib.compounded(Arithmetic.AaveV36, rate, YEAR), 1.105166666666666666666666667e27, "v3.6");
        assertEq(InterestLib.compounded(Arithmetic.AaveV34, rate, YEAR), 1.105166666666666666666666667e27, "v3.4");
        assertEq(InterestLib.compounded(Arithmetic.AaveV32, rate, YEAR), 1105162042821782412575504000, "v3.2");
        assertEq(InterestLib.compounded(Arithmetic.AaveV30, rate, YEAR), 1105162042821782412575504000, "v3.0");
        assertEq(InterestLib.compounded(Arithmetic.AaveV2, rate, YEAR), 1105167270015202188556648000, "v2");
    }
}
