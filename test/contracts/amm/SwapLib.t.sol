// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {Test} from "../../support/Test.sol";

/// @notice The path check alone; the swaps are tested where they are used, against real pools.
contract SwapLibTest is Test {
    uint24 private constant FEE = 500;

    function requirePath(bytes calldata path, address from, address to) external pure {
        SwapLib.requirePath(path, from, to);
    }

    function test_requirePath_takesAnyNumberOfHops(address from, address to, uint8 hops) public view {
        vm.assume(from != to);
        hops = uint8(bound(hops, 0, 5));

        this.requirePath(_path(from, to, hops), from, to);
    }

    function test_requirePath_takesNoPathBetweenATokenAndItself(address token) public view {
        this.requirePath("", token, token);
    }

    function test_requirePath_refusesAPathBetweenATokenAndItself(address token, uint8 hops) public {
        _expectMismatch(_path(token, token, uint8(bound(hops, 0, 5))), token, token);
    }

    function test_requirePath_refusesNoPathBetweenTwoTokens(address from, address to) public {
        vm.assume(from != to);

        _expectMismatch("", from, to);
    }

    function test_requirePath_refusesAnotherEnd(address from, address to, address other) public {
        vm.assume(from != to && other != to && other != from);

        _expectMismatch(_path(from, other, 1), from, to);
        _expectMismatch(_path(other, to, 1), from, to);
    }

    function test_requirePath_refusesAPathOfBrokenLength(address from, address to, uint8 extra) public {
        vm.assume(from != to);
        bytes memory middle = new bytes(bound(extra, 1, 22));

        _expectMismatch(abi.encodePacked(from, FEE, middle, to), from, to);
    }

    function test_requirePath_refusesTokensWithoutAFeeBetweenThem(address from, address to) public {
        vm.assume(from != to);

        _expectMismatch(abi.encodePacked(from, to), from, to);
    }

    function _expectMismatch(bytes memory path, address from, address to) private {
        vm.expectRevert(abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, from, to, path));
        this.requirePath(path, from, to);
    }

    function _path(address from, address to, uint8 hops) private pure returns (bytes memory path) {
        path = abi.encodePacked(from, FEE);
        for (uint160 i = 0; i < hops; ++i) path = abi.encodePacked(path, address(i + 1), FEE);
        path = abi.encodePacked(path, to);
    }
}
