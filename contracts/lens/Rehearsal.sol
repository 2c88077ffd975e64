// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Rehearsal
/// @notice Makes calls one after another. Its code stands in for an account's in an `eth_call`, so that what the
/// account would send in several transactions can be tried without sending any; it is never deployed.
contract Rehearsal {
    using Address for address;

    struct Step {
        address to;
        bytes data;
    }

    /// @notice Reverts as the first step that fails.
    function run(Step[] calldata steps) external {
        for (uint256 i = 0; i < steps.length; ++i) steps[i].to.functionCall(steps[i].data);
    }
}
