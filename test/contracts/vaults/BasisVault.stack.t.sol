// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice Mutual recursion: the basis vault lends its idle dollars where loop vault shares are collateral; a stacker
/// borrows those very dollars against such shares and deposits them in the basis vault.
contract BasisVaultStackTest is BasisWorld {
    address private stacker;
    uint256 private borrowed;

    function setUp() public {
        buildBasisWorld(false, false);
        stacker = actor("stacker");
        vault = newVault(wsteth, weth, CORRELATED);
        openVault(vault, 400e18);
        BasisTypes.Config memory config = basisConfig();
        (config.idleShare, config.parkedShare) = (5_000, 10_000);
        basis.setConfig(config);
        listShares(vault, 7_000, 7_500, 10_800);

        // The basis vault is the only lender of dollars: what is borrowed is its own.
        openBasis(2_000_000);
        uint256 others = supplied(lender, dollar);
        vm.prank(lender);
        pool.withdraw(address(dollar), others, lender);
        _stack(200e24);
    }

    function test_stack_countsTheSameDollarsTwice() public view {
        assertEq(owed(stacker, dollar), borrowed, "debt");
        assertGe(borrowed, 300_000 * one, "out of what the vault parked");
        uint256 claims = basis.convertToAssets(basis.balanceOf(stacker));
        assertClose(claims, borrowed, borrowed / 500, "are the stacker's claim on it");
        assertGe(basis.totalAssets(), 1_990_000 * one + borrowed, "more than was ever brought from outside");
    }

    /// @dev Liquidity channel: the vault's own depositor holds its dollars, and they can be paid once it pays.
    function test_jam_keepsParkedAssetsInThePriceAndOutOfReach() public {
        uint256 price = basis.sharePrice();
        _jam();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(basis.instantAssets(), p.idle, "nothing parked is promised");
        assertGe(p.parked, 900_000 * one, "though it is there");
        assertGe(basis.sharePrice(), price, "and in the price");

        uint256 all = basis.balanceOf(alice);
        ask(alice, all);
        (uint256 done, uint256 assets) = serve();
        assertLe(done, all - 1, "some wait");
        assertGe(assets, p.idle, "the others took what was liquid");
        assertGe(basis.sharePrice(), price, "who waits keeps the price");

        // The jam is over for as much as comes back.
        _payBack(stacker);
        (uint256 more, ) = serve();
        assertGe(more, 1, "who waited is served in part");
        assertLe(more, all - done - 1, "the other borrower has the rest");
        _payBack(bob);
        (uint256 rest, ) = serve();
        assertEq(done + more + rest, all, "and then in full");
    }

    /// @dev Price and collateral channels: staked ether falls, the loop vault's shares fall by three times that, the
    /// stacker is liquidated, and what its shares do not cover is a deficit of the market where the basis vault parks.
    function test_deficit_isNoLossOfTheSharePriceUntilNobodyCanPay() public {
        uint256 price = basis.sharePrice();
        uint256 loopPrice = vault.sharePrice();
        setPrice(address(wsteth), (WSTETH_PRICE * 8_300) / 1e4);
        assertLe(vault.sharePrice(), (loopPrice * 65) / 100, "three times seventeen per cent");
        assertLe(healthOf(stacker), 1e18 - 1, "who borrowed on the shares falls");

        uint256 before = vault.sharePrice();
        _liquidateStacker();

        assertEq(vault.sharePrice(), before, "a liquidation of shares moves no vault");
        assertGe(pool.getReserveDeficit(address(dollar)), 1, "a deficit is recorded");
        assertGe(basis.sharePrice(), price, "suppliers' claims are not cut, so the price stands");
        uint256 claims = basis.getPosition().parked;
        uint256 cash = pool.getVirtualUnderlyingBalance(address(dollar));
        assertGe(claims, cash + 1, "but there is less to pay them with");
        assertLe(basis.instantAssets(), basis.idleAssets() + cash, "and no more is promised");

        // Everybody leaves: what the pool lacks stays with the last shares, still in the price.
        ask(alice, basis.balanceOf(alice));
        ask(stacker, basis.balanceOf(stacker));
        serve();
        uint256 waiting = basis.pendingShares();
        uint256 lack = pool.getReserveDeficit(address(dollar));
        assertGe(waiting, 1, "some are left waiting");
        assertGe(basis.convertToAssets(waiting), lack, "for what nobody pays");
        assertGe(basis.sharePrice(), price, "at a price that says otherwise");

        // Whoever covers the deficit sets them free.
        provider.setAddress("UMBRELLA", lender);
        supplyAs(lender, dollar, lack + one);
        vm.prank(lender);
        pool.eliminateReserveDeficit(address(dollar), lack);
        serve();
        assertLe(basis.convertToAssets(basis.pendingShares()), lack / 100, "all but a crumb");
    }

    function _stack(uint256 shares) private {
        vm.prank(alice);
        vault.transfer(stacker, shares);
        supplyShares(stacker, vault, shares);
        (, , uint256 available, , , ) = pool.getUserAccountData(stacker);
        uint256 cash = pool.getVirtualUnderlyingBalance(address(dollar));
        uint256 most = (available * one) / 1e8;
        borrowed = (most < cash ? most : cash) - one;
        borrowAs(stacker, dollar, borrowed);
        vm.startPrank(stacker);
        dollar.approve(address(basis), borrowed);
        basis.deposit(borrowed, stacker);
        vm.stopPrank();
    }

    /// @dev Somebody borrows what is left.
    function _jam() private {
        uint256 cash = pool.getVirtualUnderlyingBalance(address(dollar));
        supplyAs(bob, wbtc, 1_000e8);
        borrowAs(bob, dollar, cash);
        assertEq(pool.getVirtualUnderlyingBalance(address(dollar)), 0, "full utilisation");
    }

    function _payBack(address account) private {
        uint256 debt = owed(account, dollar);
        fund(account, dollar, debt);
        vm.prank(account);
        pool.repay(address(dollar), debt, 2, account);
    }

    function _liquidateStacker() private {
        for (
            uint256 i = 0;
            i < 8 && owed(stacker, dollar) != 0 && supplied(stacker, MintableToken(address(vault))) != 0;
            ++i
        ) {
            uint256 debt = owed(stacker, dollar);
            fund(bob, dollar, debt);
            vm.prank(bob);
            try pool.liquidationCall(address(vault), address(dollar), stacker, debt, false) {} catch {}
        }
    }
}
