// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Who fulfils the queue, when, for how much and at whose cost.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultFulfilTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
        depositAs(bob, vault, 20e18);
    }

    function test_fulfil_leavesPriceAndLeverageOfTheOthers(uint256 preset, bool flash, uint256 shares) public {
        buildVaultWorld(rulesOf(preset % 3));
        openVault(vault, 100e18);
        requestAs(alice, vault, bound(shares, 1e18, vault.balanceOf(alice) - 1e18));
        dump(wsteth, weth, 600e18); // the AMM pays less than the oracle says
        uint256 price = vault.sharePrice();
        uint256 leverage = vault.leverage();

        fulfilNow(flash);

        assertGe(vault.sharePrice(), price, "price");
        assertClose(vault.sharePrice(), price, 1e9, "nor a gift to them");
        assertClose(vault.leverage(), leverage, 1e9, "leverage");
    }

    function test_fulfil_letsRedeemersBearTheirOwnUnwinding(bool flash, uint256 shares, uint256 depth) public {
        shares = bound(shares, 1e24, 90e24);
        requestAs(alice, vault, shares);
        dump(wsteth, weth, bound(depth, 400e18, 750e18)); // the AMM is up to 0.8 % below the oracle
        uint256 worth = vault.convertToAssets(shares);
        uint256 debt = vault.getPosition().debt;

        (, uint256 assets) = fulfilNow(flash);

        uint256 repaid = ((debt - vault.getPosition().debt) * WETH_PRICE) / WSTETH_PRICE;
        assertLe(assets, worth, "no more than the price");
        assertGe(assets + (repaid * (SLIPPAGE + 2 * FLASH_PREMIUM)) / 1e4 + 10, worth, "no less than the bound");
    }

    function test_fulfil_paysNoMoreThanThePriceWhereTheAmmPaysMore(bool flash, uint256 shares) public {
        shares = bound(shares, 1e24, 90e24);
        requestAs(alice, vault, shares);
        dump(weth, wsteth, 2_000e18);
        uint256 worth = vault.convertToAssets(shares);
        uint256 price = vault.sharePrice();

        (, uint256 assets) = fulfilNow(flash);

        assertClose(assets, worth, 2, "the price");
        assertGe(vault.sharePrice(), price + 1e12, "the gain stays");
    }

    function test_fulfil_refusesAnAmmTooFarFromTheOracle(bool flash) public {
        requestAs(alice, vault, 10e24);
        dump(wsteth, weth, 2_000e18);

        vm.prank(steward);
        vm.expectRevert();
        vault.fulfil(type(uint256).max, flash);
        assertEq(vault.pendingShares(), 10e24, "it waits");
    }

    function test_fulfil_isFirstInFirstOut(uint256 first, uint256 second, uint256 most) public {
        first = bound(first, 1e20, vault.balanceOf(alice));
        second = bound(second, 1e20, vault.balanceOf(bob));
        most = bound(most, 1e20, first + second);
        uint256 one = requestAs(alice, vault, first);
        uint256 two = requestAs(bob, vault, second);

        vm.prank(steward);
        (uint256 done, uint256 assets) = vault.fulfil(most, true);

        assertEq(done, most, "as asked");
        assertEq(vault.claimableRedeemRequest(one, alice), done < first ? done : first, "first");
        assertEq(vault.claimableRedeemRequest(two, bob), done < first ? 0 : done - first, "then the second");
        assertEq(vault.claimableAssets(one) + vault.claimableAssets(two), assets, "all of it");
        assertGe(wsteth.balanceOf(address(vault)), vault.owedAssets(), "in hand");
    }

    function test_fulfil_tradesNoMoreThanTheLargestTrade(bool flash) public {
        LoopTypes.Config memory config = vault.getConfig();
        config.maxTrade = 20e18;
        vault.setConfig(config);
        requestAs(alice, vault, vault.balanceOf(alice));
        uint256 debt = vault.getPosition().debt;

        (uint256 done, ) = fulfilNow(flash);

        uint256 repaid = debt - vault.getPosition().debt;
        assertLe(repaid, (20e18 * WSTETH_PRICE) / WETH_PRICE + 2, "one chunk");
        assertEq(vault.pendingShares(), vault.totalSupply() - vault.balanceOf(bob), "the rest waits");
        assertGe(done, 9e24, "what a chunk allows");
    }

    function test_fulfil_sparesTheOthersPartOfWhatIsIdle(bool flash, uint256 shares) public {
        shares = bound(shares, 1e24, vault.balanceOf(alice));
        uint256 idle = vault.getPosition().idle;
        uint256 part = (idle * shares) / vault.totalSupply();
        requestAs(alice, vault, shares);

        fulfilNow(flash);

        assertGe(vault.getPosition().idle + 10, idle - part, "theirs");
        assertLe(vault.getPosition().idle, idle - part + idle / 10, "and not much more");
    }

    function test_fulfil_waitsForItsOwnCooldown() public {
        requestAs(alice, vault, 20e24);
        vm.startPrank(steward);
        vault.fulfil(5e24, true);
        uint256 until = block.timestamp + COOLDOWN;

        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_Cooling.selector, until));
        vault.fulfil(5e24, true);

        vault.rebalance(true); // another clock
        skip(COOLDOWN);
        vault.fulfil(5e24, true);
    }

    function test_fulfil_isOpenToAnyoneOnceTheFirstRequestHasWaited(address caller, uint256 elapsed) public {
        vm.assume(caller != steward && caller != address(0));
        requestAs(alice, vault, 10e24);
        uint256 openAt = block.timestamp + PATIENCE;
        elapsed = bound(elapsed, 0, PATIENCE - 1);
        skip(elapsed);
        requestAs(bob, vault, 10e24);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_TooEarly.selector, caller, openAt));
        vault.fulfil(10e24, true);

        skip(PATIENCE - elapsed);
        vm.prank(caller);
        (uint256 done, ) = vault.fulfil(1, true);
        assertEq(done, 20e24, "all that a call may, not driblets");
    }

    function test_fulfil_opensToAnyoneForTheFirstRequestOnly() public {
        requestAs(alice, vault, 10e24);
        skip(PATIENCE - 1);
        requestAs(bob, vault, 10e24);
        vm.prank(steward);
        vault.fulfil(10e24, true);
        skip(COOLDOWN);

        vm.prank(alice);
        vm.expectPartialRevert(IQueuedVault.QueuedVault_TooEarly.selector);
        vault.fulfil(10e24, true);
    }

    function test_fulfil_ofNothingIsRefused() public {
        requestAs(alice, vault, 10e24);
        setPrice(address(wsteth), WSTETH_PRICE / 2); // no net assets: nothing to trade

        vm.prank(steward);
        vm.expectRevert(IQueuedVault.QueuedVault_ZeroShares.selector);
        vault.fulfil(0, true);
    }

    function test_fulfil_refusesAnEmptyQueue() public {
        vm.prank(steward);
        vm.expectRevert(IQueuedVault.QueuedVault_NothingPending.selector);
        vault.fulfil(1, true);
    }

    function test_fulfil_paysWithoutATradeWhereThereIsNoDebt(uint256 shares) public {
        vault = newVault(wsteth, weth, CORRELATED);
        depositAs(alice, vault, 100e18);
        shares = bound(shares, 1e20, vault.balanceOf(alice));
        uint256 worth = vault.convertToAssets(shares);
        requestAs(alice, vault, shares);

        vm.startPrank(steward);
        (, uint256 assets) = vault.fulfil(shares / 2, false);
        (, uint256 more) = vault.fulfil(shares, false); // no cool-down either

        assertClose(assets + more, worth, 10, "at the price");
    }

    function test_fulfil_letsTheLastOneOut(bool flash) public {
        requestAs(alice, vault, vault.balanceOf(alice));
        requestAs(bob, vault, vault.balanceOf(bob));
        uint256 worth = vault.totalAssets();

        (, uint256 assets) = fulfilNow(flash);

        assertEq(vault.totalSupply(), 0, "no shares");
        assertClose(assets, worth, worth / 100, "paid");
        assertLe(vault.totalAssets(), 100, "next to nothing left");
        depositAs(alice, vault, 10e18);
        assertClose(vault.convertToAssets(vault.balanceOf(alice)), 10e18, 0.011e18, "and it can begin again");
    }

    function test_fulfil_paysNothingForSharesThatAreWorthNothing() public {
        uint256 id = requestAs(alice, vault, 10e24);
        setPrice(address(wsteth), WSTETH_PRICE / 2);
        assertEq(vault.totalAssets(), 0, "no net assets");
        assertEq(vault.convertToAssets(10e24), 0, "nothing for shares");

        skip(PATIENCE);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NotKeeper.selector, bob));
        vault.fulfil(1, true);

        fulfilNow(true);
        vm.prank(alice);
        assertEq(vault.claimRedeem(id, alice), 0, "nothing");
        assertEq(vault.maxDeposit(bob), 0, "no deposits");
        assertEq(vault.maxRedeem(bob), 0, "no instant redemption");
    }

    function test_fulfil_refusesSharesTooFewToPayForTheirDebt() public {
        requestAs(alice, vault, 1);

        vm.prank(steward);
        vm.expectPartialRevert(ILoopVault.LoopVault_UnwindingCostsMore.selector);
        vault.fulfil(1, true);
    }

    function fulfilNow(bool flash) private returns (uint256 shares, uint256 assets) {
        vm.prank(steward);
        return vault.fulfil(type(uint256).max, flash);
    }
}
