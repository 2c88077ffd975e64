// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {VaultLens} from "../../../contracts/lens/VaultLens.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice LENS-3, of a basis vault beside a loop vault: each read as what it is.
/// hardhat-config: fuzz.runs = 64
contract VaultLensBasisTest is BasisWorld {
    uint256 private constant WORDS = 18;

    VaultLens private lens;

    function setUp() public {
        buildBasisWorld(false, true);
        lens = new VaultLens();
        vault = newVault(wsteth, weth, CORRELATED);
        openVault(vault, 50e18);
        openBasis(500_000);
    }

    function test_vaults_tellTheKindsApart(uint256 shares, uint256 left, uint256 elapsed) public {
        ask(alice, bound(shares, 1e12, 100_000e12));
        serve();
        moveEth(bound(left, 9_700, 10_300));
        skip(bound(elapsed, 1, 10 days));
        address[] memory vaults = new address[](2);
        (vaults[0], vaults[1]) = (address(basis), address(vault));

        uint256[] memory words = lens.vaults(vaults, new address[](2));

        assertEq(words[0], 2, "basis");
        assertEq(words[WORDS], 1, "loop");
        assertEq(words[WORDS + 13], supplied(address(vault), wsteth), "what a loop vault supplied");
        BasisTypes.Position memory position = basis.getPosition();
        BasisTypes.Clock memory clock = basis.getClock();
        assertEq(words[1], basis.totalSupply(), "supply");
        assertEq(words[2], basis.totalAssets(), "net assets");
        assertEq(words[3], basis.sharePrice(), "share price");
        assertEq(words[4], position.idle, "idle");
        assertEq(words[5], basis.owedAssets(), "owed");
        assertEq(words[8], basis.instantAssets(), "instant");
        assertEq(words[12], 0, "no feed");
        assertEq(words[13], position.parked, "parked");
        assertEq(words[14], position.spot, "spot");
        assertEq(words[15], clock.rebalancedAt, "rebalanced at");
        assertEq(words[16], clock.fulfilledAt, "fulfilled at");
        assertEq(words[17], clock.hedgedAt, "hedged at");
        assertGe(position.parked, 1, "parks");
        assertGe(position.spot, 1, "holds spot");
    }
}
