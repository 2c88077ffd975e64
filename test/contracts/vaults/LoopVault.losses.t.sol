// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice What the vault is worth when prices fall, when it is liquidated and when nothing is left.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultLossesTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
    }

    function test_totalAssets_areIdleAndSuppliedLessDebtAtTheOracle(uint256 price, uint256 elapsed) public {
        price = bound(price, WSTETH_PRICE / 2, 2 * WSTETH_PRICE);
        setPrice(address(wsteth), price);
        skip(bound(elapsed, 0, 365 days));

        LoopTypes.Position memory position = vault.getPosition();
        uint256 all = wsteth.balanceOf(address(vault)) + supplied(address(vault), wsteth);
        uint256 debt = owed(address(vault), weth) * WETH_PRICE;

        assertEq(position.idle + position.supplied, all, "collateral");
        assertEq(vault.totalAssets(), all * price > debt ? all - (debt + price - 1) / price : 0, "net");
    }

    function test_totalAssets_ignoreOtherTokens(uint256 amount) public {
        uint256 before = vault.totalAssets();
        weth.mint(address(vault), bound(amount, 1, 1e24));
        usdc.mint(address(vault), 1e12);
        assertEq(vault.totalAssets(), before, "as before");
    }

    function test_sharePrice_fallsByLeverageTimesThePrice(uint256 left) public {
        left = bound(left, 8_000, 10_000);
        uint256 leverage = vault.leverage();
        uint256 before = vault.sharePrice();

        setPrice(address(wsteth), (WSTETH_PRICE * left) / 1e4);

        // In collateral: 1 − (L − 1)(P₀ / P₁ − 1), L being the leverage before.
        uint256 lost = ((leverage - 1e18) * (1e4 - left)) / left;
        assertClose(vault.sharePrice(), (before * (1e18 - lost)) / 1e18, 1e6, "price");
    }

    function test_liquidation_takesFromNetAssetsWhatItTakesFromThePosition(uint256 left, uint256 cover) public {
        setPrice(address(wsteth), (WSTETH_PRICE * bound(left, 6_850, 7_000)) / 1e4);
        assertLe(healthOf(address(vault)), 1e18 - 1, "liquidatable");
        LoopTypes.Position memory before = vault.getPosition();
        uint256 worth = vault.totalAssets();
        uint256 shares = vault.totalSupply();

        (uint256 seized, uint256 repaid) = _liquidate(bound(cover, 5e18, 1_000e18));

        LoopTypes.Position memory position = vault.getPosition();
        assertClose(position.supplied, before.supplied - seized, 2, "collateral");
        assertClose(position.debt, before.debt - repaid, 2, "debt");
        uint256 price = oracle.getAssetPrice(address(wsteth));
        uint256 lost = seized - (repaid * WETH_PRICE) / price;
        assertClose(vault.totalAssets(), worth - lost, 10, "the bonus is lost");
        assertEq(vault.totalSupply(), shares, "shares stay");
        assertGe(wsteth.balanceOf(address(vault)), vault.owedAssets(), "claims are safe");
    }

    function test_liquidation_touchesNoClaim(uint256 left) public {
        uint256 id = requestAs(alice, vault, 20e24);
        (, uint256 assets) = fulfil(vault, true);
        setPrice(address(wsteth), (WSTETH_PRICE * bound(left, 5_000, 6_900)) / 1e4);

        _liquidate(type(uint256).max);

        vm.prank(alice);
        assertEq(vault.claimRedeem(id, alice), assets, "paid in full");
    }

    function test_liquidation_ofEverythingLeavesIdleCollateralToTheShares() public {
        setPrice(address(wsteth), WSTETH_PRICE / 2);
        assertEq(vault.totalAssets(), 0, "owes more than it has");
        assertEq(vault.leverage(), type(uint256).max, "no leverage");

        _liquidate(type(uint256).max);

        LoopTypes.Position memory position = vault.getPosition();
        assertEq(position.supplied + position.debt, 0, "closed, and the rest written off");
        assertEq(vault.totalAssets(), position.idle, "what was idle");
        assertEq(vault.leverage(), 1e18, "without debt");
        uint256 most = vault.maxRedeem(alice);
        assertEq(most, vault.balanceOf(alice), "all of it at once");
    }

    function test_noEquity_meansNoPriceNoDepositsAndNoWithdrawals(uint256 price) public {
        setPrice(address(wsteth), bound(price, 1e8, WSTETH_PRICE / 2));

        assertEq(vault.totalAssets(), 0, "net assets");
        assertEq(vault.convertToAssets(vault.balanceOf(alice)), 0, "a holder's part");
        assertEq(vault.maxDeposit(bob), 0, "deposits");
        assertEq(vault.maxMint(bob), 0, "mints");
        assertEq(vault.maxWithdraw(alice), 0, "withdrawals");
        assertEq(vault.maxRedeem(alice), 0, "redemptions");
        wsteth.mint(bob, 1e18);
        vm.startPrank(bob);
        wsteth.approve(address(vault), 1e18);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, bob, 1e18, 0));
        vault.deposit(1e18, bob);
    }

    function test_deposit_isRefusedWhileSharesAreWorthNextToNothing() public {
        vault = newVault(wsteth, weth, CORRELATED);
        depositAs(alice, vault, 100e18);
        vm.prank(address(vault));
        wsteth.transfer(bob, 100e18 - 0.0001e18); // a millionth is left

        assertEq(vault.maxDeposit(bob), type(uint256).max, "a millionth is a price");
        vm.prank(address(vault));
        wsteth.transfer(bob, 0.00001e18);
        assertEq(vault.maxDeposit(bob), 0, "less is none");
    }

    function test_liquidationNav_isWhatTheAmmWouldLeave(uint256 left) public {
        fall(wsteth, weth, bound(left, 8_500, 9_999));
        LoopTypes.Position memory position = vault.getPosition();
        uint256 cost = quoter.quoteExactOutput(pathOf(weth, wsteth), position.debt);

        assertEq(vault.liquidationNav(), position.idle + position.supplied - cost, "after buying the debt");
    }

    function test_liquidationNav_partsFromNetAssetsWhereTheOracleIsLate() public {
        uint256 late = vault.totalAssets();
        (uint256 held, ) = marketReserves(wsteth, weth);
        dump(wsteth, weth, held / 10); // the AMM falls by a sixth

        assertEq(vault.totalAssets(), late, "the oracle has not seen it");
        assertLe(vault.liquidationNav(), (late * 65) / 100, "but it could not be had");
    }

    function test_liquidationNav_isZeroWhereTheAmmAsksForMoreOrHasNotEnough() public {
        (uint256 held, ) = marketReserves(wsteth, weth);
        dump(wsteth, weth, held / 2);
        assertEq(vault.liquidationNav(), 0, "costs more than there is");

        abandon(wsteth, weth);
        assertEq(vault.liquidationNav(), 0, "nothing for sale");
    }

    function test_liquidationNav_isAllOfAVaultWithoutDebt() public {
        vault = newVault(wsteth, weth, CORRELATED);
        depositAs(alice, vault, 10e18);
        assertEq(vault.liquidationNav(), 10e18, "all");
    }

    function test_leverage_isOneWithoutAnything() public {
        assertEq(newVault(wsteth, weth, CORRELATED).leverage(), 1e18, "empty");
    }

    /// @dev A stranger liquidates as much as asked for and allowed.
    function _liquidate(uint256 cover) private returns (uint256 seized, uint256 repaid) {
        address stranger = actor("stranger");
        uint256 most = owed(address(vault), weth);
        fund(stranger, weth, most);
        vm.prank(stranger);
        pool.liquidationCall(address(wsteth), address(weth), address(vault), cover, false);
        seized = wsteth.balanceOf(stranger);
        repaid = most - weth.balanceOf(stranger);
    }
}
