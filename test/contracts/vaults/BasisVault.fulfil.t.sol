// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How the queue is served: what it takes apart, what it pays, and who bears the cost.
/// hardhat-config: fuzz.runs = 64
contract BasisVaultFulfilTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_fulfil_takesTheSharesPartApart(uint256 part) public {
        part = bound(part, 1e16, 0.9e18);
        uint256 shares = (basis.balanceOf(alice) * part) / 1e18;
        uint256 id = ask(alice, shares);
        BasisTypes.Position memory before = basis.getPosition();
        uint256 price = basis.sharePrice();
        uint256 worth = basis.convertToAssets(shares);

        (uint256 done, uint256 assets) = serve();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(done, shares, "served");
        assertLe(assets, worth, "at most the price");
        assertGe(assets, (worth * 9_950) / 10_000, "less the costs");
        assertEq(basis.claimableAssets(id), assets, "to be claimed");
        assertGe(basis.sharePrice(), price, "the others' price");
        assertGe(basis.hedgeRatio(), 1e18 - 1, "the others' hedge");
        assertClose(p.spot, before.spot - (before.spot * part) / 1e18, before.spot / 1e6, "spot");
        assertClose(uint256(-p.size), uint256(-before.size) - (uint256(-before.size) * part) / 1e18, 1e13, "short");
        assertClose(uint256(p.equity), (uint256(before.equity) * (1e18 - part)) / 1e18, 1e6, "margin");
    }
}
