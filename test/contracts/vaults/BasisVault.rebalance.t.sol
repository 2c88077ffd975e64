// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How a keeper puts assets to work, frees them, tends margin and mends the hedge.
/// hardhat-config: fuzz.runs = 64
contract BasisVaultRebalanceTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
    }

    function test_rebalance_putsIdleAssetsToWork() public {
        enter(alice, basis, 1_000_000 * one);
        uint256 before = basis.totalAssets();

        uint256 reached = steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 2, "hedged");
        assertEq(basis.hedgeRatio(), reached, "as told");
        assertClose(p.idle + p.parked, 50_000 * one, 2_000 * one, "idle share");
        assertClose(p.parked, p.idle, 2, "half of it parked");
        assertGe(uint256(p.equity), 210_000 * one, "margin");
        assertGe(basis.totalAssets(), (before * 9_970) / 10_000, "costs");
    }
}
