// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardActions} from "./GuardActions.sol";
import {Test} from "../support/Test.sol";

/// @dev The runner draws its calls from what stands in this file.
contract GuardHandler is GuardActions {}

/// @notice What the registry lets through, whatever comes in whatever order.
contract GuardInvariants is Test {
    GuardHandler private handler;

    function setUp() public {
        handler = new GuardHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_GUARD_1_growthNeverEndsAboveTheCap() public view {
        assertTrue(!handler.leveredTooMuch(), "leverage");
    }

    function invariant_GUARD_2_loweringRiskIsNeverStopped() public view {
        assertTrue(!handler.stoppedLowering(), "stopped");
    }

    function invariant_GUARD_3_lookThroughIsTheBalances() public view {
        assertTrue(!handler.lookedPast(), "balances");
    }
}
