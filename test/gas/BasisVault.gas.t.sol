// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisTypes} from "../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../support/BasisWorld.sol";

/// @notice A vault of a million dollars, hedged, half of what is idle parked. The test itself is holder and keeper; a
/// part of the queue is fulfilled, a part waits, and an emergency is a block away.
contract BasisVaultGas is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        basis.setKeeper(address(this), true);
        enter(address(this), basis, 1_000_000 * one);
        basis.rebalance();
        skip(COOLDOWN);
        basis.requestRedeem(4e16, address(this), address(this));
        basis.fulfil(2e16, false);
        basis.rebalance();
        skip(COOLDOWN);
        dollar.mint(address(this), 100_000 * one);
        dollar.approve(address(basis), 100_000 * one);
    }

    function test_deposit() public {
        basis.deposit(10_000 * one, address(this));
    }

    function test_withdraw() public {
        basis.withdraw(1_000 * one, address(this), address(this));
    }

    function test_requestRedeem() public {
        basis.requestRedeem(1e16, address(this), address(this));
    }

    function test_fulfil() public {
        basis.fulfil(2e16, false);
    }

    function test_claimRedeem() public {
        basis.claimRedeem(1, address(this));
    }

    function test_rebalanceInvesting() public {
        dollar.transfer(address(basis), 100_000 * one);
        basis.rebalance();
    }

    function test_rebalanceToppingUp() public {
        moveEthFeed(11_900);
        basis.rebalance();
    }

    function test_hedgeSellingSpot() public {
        weth.mint(address(basis), 150e18);
        basis.hedge();
    }

    function test_hedgeGoingShort() public {
        setRule(basis, BasisTypes.Rule.Rehedge);
        weth.mint(address(basis), 50e18);
        basis.hedge();
    }

    function test_liquidationNav() public {
        basis.liquidationNav();
    }

    function test_totalAssets() public view {
        basis.totalAssets();
    }
}
