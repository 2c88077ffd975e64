// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Tells Hardhat's coverage collector which way a condition went. Instrumented sources alone import it:
/// `c` becomes `((c) && BranchHit.yes(id) || BranchHit.no(other))`, which has the value of `c` and evaluates it first,
/// with nothing of its own on the stack, so that instrumenting makes no stack too deep.
library BranchHit {
    /// @dev Holds no code: the collector records the word of every call to it.
    address private constant COLLECTOR = 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE;

    function yes(uint256 id) internal pure returns (bool) {
        _asPure(_report)(id);
        return true;
    }

    function no(uint256 id) internal pure returns (bool) {
        _asPure(_report)(id);
        return false;
    }

    function _report(uint256 id) private view {
        address collector = COLLECTOR;
        // Scratch space only, so that the optimizer may still move variables to memory.
        assembly ("memory-safe") {
            mstore(0x00, id)
            pop(staticcall(gas(), collector, 0x00, 0x20, 0x00, 0x00))
        }
    }

    /// @dev A pure function may not make a call; a pointer to one that does passes for pure.
    function _asPure(
        function(uint256) internal view impure
    ) private pure returns (function(uint256) internal pure pointer) {
        assembly ("memory-safe") {
            pointer := impure
        }
    }
}
