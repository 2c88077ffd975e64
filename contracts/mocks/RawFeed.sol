// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title RawFeed
/// @notice A feed that answers with whatever bytes it was told, of any length.
contract RawFeed {
    uint8 public immutable decimals = 8;
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}
