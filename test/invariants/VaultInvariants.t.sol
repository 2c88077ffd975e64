// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {IQueuedVault} from "../../contracts/vaults/IQueuedVault.sol";
import {VaultTypes} from "../../contracts/vaults/VaultTypes.sol";
import {Test} from "../support/Test.sol";
import {VaultNotes} from "./VaultNotes.sol";

/// @notice Two holders come and go, a keeper and strangers act, prices, pools and time move, gifts arrive, reserves are
/// lent out and the vault is liquidated. What an action refuses is left out: only its effects are judged.
contract VaultHandler is VaultNotes {
    constructor() {
        buildVaultWorld(rulesOf(2));
        VaultTypes.Terms memory terms = plainTerms();
        (terms.managementFee, terms.performanceFee) = (100, 1_000);
        vault = newVaultWith(wsteth, weth, CORRELATED, terms, plainConfig(wsteth));
        openVault(vault, 100e18);
    }

    function deposit(bool first, bool byShares, uint256 amount) external {
        amount = bound(amount, 1, 200e18);
        address account = _holder(first);
        wsteth.mint(account, amount);
        vm.prank(account);
        wsteth.approve(address(vault), amount);
        uint256 shares = byShares ? vault.convertToShares(amount / 2) : 0;
        _user(
            account,
            byShares
                ? abi.encodeCall(IERC4626.mint, (shares, account))
                : abi.encodeCall(IERC4626.deposit, (amount, account)),
            false
        );
    }

    function withdraw(bool first, bool byShares, uint256 amount) external {
        address account = _holder(first);
        uint256 most = byShares ? vault.maxRedeem(account) : vault.maxWithdraw(account);
        if (most == 0) return;
        amount = bound(amount, 1, most);
        (uint256 shares, uint256 assets) = (vault.balanceOf(account), wsteth.balanceOf(account));
        bytes memory call =
            byShares
                ? abi.encodeCall(IERC4626.redeem, (amount, account, account))
                : abi.encodeCall(IERC4626.withdraw, (amount, account, account));
        if (_user(account, call, true)) {
            judgeTaken(shares - vault.balanceOf(account), wsteth.balanceOf(account) - assets);
        }
    }

    function request(bool first, uint256 shares) public {
        address account = _holder(first);
        uint256 held = vault.balanceOf(account);
        if (held == 0) return;
        shares = bound(shares, 1, held);
        asked.push(shares);
        _user(account, abi.encodeCall(IQueuedVault.requestRedeem, (shares, account, account)), false);
    }

    function claim(uint256 id) external {
        if (asked.length == 0) return;
        id = bound(id, 1, asked.length);
        uint256 assets = vault.claimableAssets(id);
        if (_user(vault.controllerOf(id), abi.encodeCall(IQueuedVault.claimRedeem, (id, lender)), false)) {
            totalClaimed += assets;
        }
    }

    function fulfil(bool keeper, uint256 most, bool flash) public {
        note();
        vm.prank(keeper ? steward : lender);
        try vault.fulfil(bound(most, 1, type(uint128).max), flash) returns (uint256 shares, uint256 assets) {
            judgeFulfilment(shares, assets);
        } catch {}
    }

    function rebalance(bool flash) external {
        note();
        vm.prank(steward);
        try vault.rebalance(flash) {
            judgeTrade(SLIPPAGE, 0);
        } catch {}
    }

    function ripcord(bool flash) external {
        note();
        uint256 held = wsteth.balanceOf(lender);
        vm.prank(lender);
        try vault.ripcord(flash) {
            judgeTrade(2 * SLIPPAGE, wsteth.balanceOf(lender) - held);
            judgeRipcord();
        } catch {}
    }

    function shock(uint256 left, bool both) external {
        uint256 price = oracle.getAssetPrice(address(wsteth)) * bound(left, 8_500, 11_500);
        price = bound(price / 1e4, WSTETH_PRICE / 3, 2 * WSTETH_PRICE);
        setPrice(address(wsteth), price);
        if (both) arbitrage();
    }

    function trade(bool down, uint256 amount) external {
        if (down) dump(wsteth, weth, bound(amount, 1, 2_000e18));
        else dump(weth, wsteth, bound(amount, 1, 2_000e18));
    }

    function arbitrage() public {
        align(wsteth, weth);
    }

    /// @dev A day on which everything works: asked, priced alike everywhere, fulfilled.
    function redeem(bool first, uint256 shares, bool flash) external {
        request(first, shares);
        arbitrage();
        skip(COOLDOWN);
        fulfil(true, type(uint128).max, flash);
    }

    function donate(uint256 kind, uint256 amount) external {
        amount = bound(amount, 1e6, 20e18);
        MintableToken token = kind % 4 == 2 ? weth : wsteth;
        fund(lender, token, amount);
        vm.startPrank(lender);
        if (kind % 4 == 0) wsteth.transfer(address(vault), amount);
        if (kind % 4 == 1) pool.supply(address(wsteth), amount, address(vault), 0);
        if (kind % 4 == 2 && owed(address(vault), weth) > 1e6) {
            uint256 most = owed(address(vault), weth) / 2;
            pool.repay(address(weth), amount < most ? amount : most, 2, address(vault));
        }
        vm.stopPrank();
        if (kind % 4 != 3) return;

        fund(lender, wbtc, 1e6);
        vm.prank(lender);
        pool.supply(address(wbtc), 1e6, address(vault), 0); // other collateral in the vault's name
    }

    function liquidate(uint256 cover) external {
        if (healthOf(address(vault)) >= 1e18) return;
        uint256 debt = owed(address(vault), weth);
        fund(lender, weth, debt);
        vm.prank(lender);
        try
            pool.liquidationCall(address(wsteth), address(weth), address(vault), bound(cover, 1, debt), false)
        {} catch {}
    }

    function lendOut(bool collateral, bool back) external {
        MintableToken token = collateral ? wsteth : weth;
        if (pool.getVirtualUnderlyingBalance(address(token)) > 1e18 && !back) drain(token);
        else supplyAs(lender, token, 5_000e18);
    }

    function pass(uint256 elapsed) external {
        skip(bound(elapsed, 1, 3 days));
    }

    function _holder(bool first) private view returns (address) {
        return first ? alice : bob;
    }

    /// @dev A user calls the vault; what it refuses is left out.
    function _user(address account, bytes memory call, bool takesOut) private returns (bool passed) {
        note();
        vm.prank(account);
        (passed, ) = address(vault).call(call);
        if (passed) judgeUser(takesOut);
    }
}

contract VaultInvariants is Test {
    VaultHandler private handler;

    function setUp() public {
        handler = new VaultHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_VAULT_1_aUsersOwnActionNeverLowersTheSharePrice() public view {
        assertTrue(!handler.loweredThePrice(), "price");
    }

    function invariant_VAULT_2_addingRiskNeverEndsAboveTheMostLeverage() public view {
        assertTrue(!handler.leveredTooMuch(), "leverage");
    }

    function invariant_VAULT_3_aKeepersTradeCostsNoMoreThanItsBound() public view {
        assertTrue(!handler.costTooMuch(), "cost");
    }

    function invariant_VAULT_4_aRipcordStopsAtTheMostLeverage() public view {
        assertTrue(!handler.rescuedTooFar(), "ripcord");
    }

    function invariant_VAULT_5_theQueueIsServedInItsOrder() public view {
        handler.requireInOrder();
    }

    function invariant_VAULT_6_claimsAreInHand() public view {
        handler.requireClaimsInHand();
    }

    function invariant_VAULT_7_fulfilmentPaysNoMoreThanThePriceAtNobodysCost() public view {
        assertTrue(!handler.paidTooMuch(), "more than the price");
        assertTrue(!handler.tookFromTheOthers(), "from the others");
    }

    function invariant_VAULT_8_booksAreIdleAndSuppliedLessDebt() public view {
        handler.requireBooksTrue();
    }

    function invariant_VAULT_9_theHighWaterMarkNeverFalls() public view {
        assertTrue(!handler.loweredTheMark(), "mark");
    }

    function invariant_SHARE_1_nobodyTakesMoreThanTheirPart() public view {
        assertTrue(!handler.tookMoreThanItsPart(), "part");
    }
}
