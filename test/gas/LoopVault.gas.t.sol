// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NavFeed} from "../../contracts/oracles/NavFeed.sol";
import {VaultWorld} from "../support/VaultWorld.sol";

/// @notice A vault at 3×, wstETH against WETH in e-mode. The test itself is holder and keeper; a part of the queue is
/// fulfilled, a part waits, and the emergency is a block away.
contract LoopVaultGas is VaultWorld {
    NavFeed private feed;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        vault.setKeeper(address(this), true);
        depositAs(address(this), vault, 100e18);
        for (uint256 i = 0; i < 4; ++i) {
            vault.rebalance(true);
            skip(COOLDOWN);
        }
        vault.requestRedeem(4e24, address(this), address(this));
        vault.fulfil(2e24, true);
        skip(COOLDOWN);
        feed = navFeedOf(vault);
        wsteth.mint(address(this), 10e18);
        wsteth.approve(address(vault), 10e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 101) / 100);
    }

    function test_deposit() public {
        vault.deposit(10e18, address(this));
    }

    function test_withdraw() public {
        vault.withdraw(0.1e18, address(this), address(this));
    }

    function test_requestRedeem() public {
        vault.requestRedeem(1e24, address(this), address(this));
    }

    function test_fulfilFlash() public {
        vault.fulfil(2e24, true);
    }

    function test_fulfilIterative() public {
        vault.fulfil(2e24, false);
    }

    function test_claimRedeem() public {
        vault.claimRedeem(1, address(this));
    }

    function test_rebalanceFlash() public {
        vault.rebalance(true);
    }

    function test_rebalanceIterative() public {
        vault.rebalance(false);
    }

    function test_ripcordFlash() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 86) / 100);
        vault.ripcord(true);
    }

    function test_totalAssets() public view {
        vault.totalAssets();
    }

    function test_navFeed() public view {
        feed.latestAnswer();
    }
}
