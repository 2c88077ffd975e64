// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Vm, VM_ADDRESS} from "./Vm.sol";

/// @notice Assertions and shaping helpers shared by every Solidity test.
abstract contract Test {
    Vm internal constant vm = Vm(VM_ADDRESS);

    /// @notice Tells the runner that this contract holds tests.
    bool public constant IS_TEST = true;

    error AssertionFailed(string what, uint256 actual, uint256 expected);
    error SignedAssertionFailed(string what, int256 actual, int256 expected);

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert AssertionFailed(what, 0, 1);
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert AssertionFailed(what, actual, expected);
    }

    function assertEq(int256 actual, int256 expected, string memory what) internal pure {
        if (actual != expected) revert SignedAssertionFailed(what, actual, expected);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        if (actual != expected) revert AssertionFailed(what, uint160(actual), uint160(expected));
    }

    /// @dev Passes when the two differ by at most `tolerance` in the same unit.
    function assertClose(uint256 actual, uint256 expected, uint256 tolerance, string memory what) internal pure {
        uint256 gap = actual > expected ? actual - expected : expected - actual;
        if (gap > tolerance) revert AssertionFailed(what, actual, expected);
    }

    function assertLe(uint256 actual, uint256 bound_, string memory what) internal pure {
        if (actual > bound_) revert AssertionFailed(what, actual, bound_);
    }

    function assertGe(uint256 actual, uint256 bound_, string memory what) internal pure {
        if (actual < bound_) revert AssertionFailed(what, actual, bound_);
    }

    /// @dev Maps any fuzzed word into [low, high], both included.
    function bound(uint256 word, uint256 low, uint256 high) internal pure returns (uint256) {
        if (word >= low && word <= high) return word;
        uint256 span = high - low + 1;
        return span == 0 ? word : low + (word % span);
    }

    /// @dev A fresh labelled account; the label shows in traces.
    function actor(string memory name) internal returns (address account) {
        account = vm.addr(uint256(keccak256(bytes(name))));
        vm.label(account, name);
    }
}
