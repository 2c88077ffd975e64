// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How a hedge that was taken is mended, by whom, and for what.
/// hardhat-config: fuzz.runs = 64
contract BasisVaultHedgeTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_hedge_sellsTheSpotThatNothingHedges() public {
        uint256 closed = takeHedge(200e18);
        assertEq(closed, 200e18, "taken");
        BasisTypes.Position memory before = basis.getPosition();

        vm.prank(steward);
        uint256 reached = basis.hedge();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 1e4, "hedged again");
        assertEq(p.size, before.size, "the short stayed");
        assertLe(p.spot, before.spot - 199e18, "spot went");
    }

    function test_hedge_goesShortAgain() public {
        setRule(basis, BasisTypes.Rule.Rehedge);
        takeHedge(200e18);
        BasisTypes.Position memory before = basis.getPosition();

        vm.prank(steward);
        uint256 reached = basis.hedge();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 2, "hedged again");
        assertEq(p.spot, before.spot, "the spot stayed");
        assertLe(uint256(-before.size), uint256(-p.size) - 199e18, "the short grew");
    }
}
