// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../contracts/guards/registry/GuardTypes.sol";
import {GuardWorld} from "../support/GuardWorld.sol";

/// @notice What venues pay to ask an enforcing registry. The test itself is the account: loop vault shares and a debt
/// in the market, a position on the exchange, shares of both vaults in hand.
contract LeverageRegistryGas is GuardWorld {
    function setUp() public {
        buildGuardWorld();
        vault.setKeeper(address(this), true);
        vm.prank(alice);
        vault.transfer(address(this), 60e24);
        fund(address(this), usdc, 1_000_000e6);
        vault.approve(address(pool), 40e24);
        usdc.approve(address(exchange), 1_000_000e6);
        usdc.approve(address(basis), 1_000_000e6);
        pool.supply(address(vault), 40e24, address(this), 0);
        pool.borrow(address(usdc), 10_000e6, 2, 0, address(this));
        exchange.deposit(address(usdc), 50_000e6, address(this));
        exchange.trade(ETH, 10e18, type(uint256).max, false);
        basis.deposit(10_000e6, address(this));
        capAccounts(10e18);
        skip(1 minutes);
    }

    function test_borrow() public {
        pool.borrow(address(usdc), 1_000e6, 2, 0, address(this));
    }

    function test_trade() public {
        exchange.trade(ETH, 1e18, type(uint256).max, false);
    }

    function test_deposit() public {
        basis.deposit(1_000e6, address(this));
    }

    function test_withdrawWithoutDebt() public {
        vm.prank(lender);
        pool.withdraw(address(weth), 1e18, lender);
    }

    function test_poke() public {
        registry.poke(address(basis));
    }

    function test_pokeSystem() public {
        registry.setCap(GuardTypes.Scope.Asset, address(wsteth), 3e18, 0);
        registry.pokeSystem();
    }
}
