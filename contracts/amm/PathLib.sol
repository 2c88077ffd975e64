// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title PathLib
/// @notice Reads a route as Uniswap v3's router has it: token (20 bytes), fee (3 bytes), token, … A fee that no pool of
/// Uniswap v3 can have, `PAIR`, stands for the Uniswap v2 pair of the two tokens.
library PathLib {
    /// @notice The highest bit of a fee of three bytes, as Uniswap's quoter for mixed routes has it.
    uint24 internal constant PAIR = 1 << 23;

    uint256 private constant TOKEN_SIZE = 20; // [bytes]
    uint256 private constant NEXT_OFFSET = 23; // [bytes] a token and a fee
    uint256 private constant HOP_SIZE = 43; // [bytes] two tokens and the fee between them

    /// @notice The path is not tokens with fees between them.
    error PathLib_Malformed(uint256 length);

    /// @notice Refuses a path without a pool, or of a broken length.
    function requireWhole(bytes calldata path) internal pure {
        bool whole = path.length >= HOP_SIZE && (path.length - TOKEN_SIZE) % NEXT_OFFSET == 0;
        require(whole, PathLib_Malformed(path.length));
    }

    /// @notice Whether there is a pool behind the first.
    function hasMore(bytes calldata path) internal pure returns (bool) {
        return path.length > HOP_SIZE;
    }

    /// @notice The first pool: its tokens in the path's order, and its fee.
    function first(bytes calldata path) internal pure returns (address from, uint24 fee, address to) {
        from = address(bytes20(path[:TOKEN_SIZE]));
        fee = uint24(bytes3(path[TOKEN_SIZE:NEXT_OFFSET]));
        to = address(bytes20(path[NEXT_OFFSET:HOP_SIZE]));
    }

    /// @notice The path of the first pool alone.
    function firstHop(bytes calldata path) internal pure returns (bytes calldata) {
        return path[:HOP_SIZE];
    }

    /// @notice The path without its first pool.
    function skip(bytes calldata path) internal pure returns (bytes calldata) {
        return path[NEXT_OFFSET:];
    }
}
