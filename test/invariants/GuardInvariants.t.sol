// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardHandler} from "./GuardHandler.sol";
import {Test} from "../support/Test.sol";

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
