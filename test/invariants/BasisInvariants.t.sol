// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {BasisTypes} from "../../contracts/vaults/BasisTypes.sol";
import {IQueuedVault} from "../../contracts/vaults/IQueuedVault.sol";
import {Test} from "../support/Test.sol";
import {BasisNotes} from "./BasisNotes.sol";

/// @notice Two holders come and go, a keeper and strangers act, prices, pools and time move, gifts arrive, the pool is
/// lent out, and the exchange liquidates, takes over and deleverages the vault. What an action refuses is left out:
/// only its effects are judged.
contract BasisHandler is BasisNotes {
    constructor() {
        buildBasisWorld(false, false);
        openBasis(500_000);
    }

    function deposit(bool first, uint256 amount) external {
        amount = bound(amount, 1, 300_000 * one);
        address account = _holder(first);
        dollar.mint(account, amount);
        vm.prank(account);
        dollar.approve(address(basis), amount);
        _user(account, abi.encodeCall(IERC4626.deposit, (amount, account)));
    }

    function withdraw(bool first, bool byShares, uint256 amount) external {
        address account = _holder(first);
        uint256 most = byShares ? basis.maxRedeem(account) : basis.maxWithdraw(account);
        if (most == 0) return;
        amount = bound(amount, 1, most);
        _user(
            account,
            byShares
                ? abi.encodeCall(IERC4626.redeem, (amount, account, account))
                : abi.encodeCall(IERC4626.withdraw, (amount, account, account))
        );
    }

    function request(bool first, uint256 shares) public {
        address account = _holder(first);
        uint256 held = basis.balanceOf(account);
        if (held == 0) return;
        shares = bound(shares, 1, held);
        asked.push(shares);
        _user(account, abi.encodeCall(IQueuedVault.requestRedeem, (shares, account, account)));
    }

    function claim(uint256 id) external {
        if (asked.length == 0) return;
        id = bound(id, 1, asked.length);
        uint256 assets = basis.claimableAssets(id);
        if (_user(basis.controllerOf(id), abi.encodeCall(IQueuedVault.claimRedeem, (id, lender)))) {
            totalClaimed += assets;
        }
    }

    function fulfil(bool keeper, uint256 most) public {
        note();
        vm.prank(keeper ? steward : lender);
        try basis.fulfil(bound(most, 1, type(uint128).max), false) returns (uint256 shares, uint256 assets) {
            judgeFulfilment(shares, assets);
        } catch {}
    }

    function rebalance() public {
        note();
        uint256 held = dollar.balanceOf(steward);
        vm.prank(steward);
        try basis.rebalance() {
            judgeTrade(SLIPPAGE, dollar.balanceOf(steward) - held);
            judgeBand();
        } catch {}
    }

    function hedge(bool keeper) external {
        note();
        address caller = keeper ? steward : lender;
        uint256 held = dollar.balanceOf(caller);
        vm.prank(caller);
        try basis.hedge() {
            uint256 reward = dollar.balanceOf(caller) - held;
            judgeTrade(keeper ? SLIPPAGE : 2 * SLIPPAGE, reward);
            judgeBand();
            if (keeper && reward != 0) rewardedWrongly = true;
        } catch {}
    }

    function setRule(bool rehedge) external {
        setRule(basis, rehedge ? BasisTypes.Rule.Rehedge : BasisTypes.Rule.SellSpot);
    }

    function shock(uint256 left, bool both) public {
        uint256 price = oracle.getAssetPrice(address(weth)) * bound(left, 8_800, 11_400);
        setPrice(address(weth), bound(price / 1e4, WETH_PRICE / 3, 3 * WETH_PRICE));
        if (both) arbitrage();
    }

    function trade(bool down, uint256 amount) external {
        if (down) dump(weth, dollar, bound(amount, 1, 2_000e18));
        else dump(dollar, weth, bound(amount, 1, 4_000_000 * one));
    }

    function arbitrage() public {
        align(weth, dollar);
    }

    /// @dev A day on which everything works: asked, priced alike everywhere, fulfilled, steered.
    function day(bool first, uint256 shares) external {
        request(first, shares);
        arbitrage();
        skip(COOLDOWN);
        fulfil(true, type(uint128).max);
        rebalance();
    }

    function donate(uint256 kind, uint256 amount) external {
        amount = bound(amount, 1, 20_000 * one);
        if (kind % 4 == 0) dollar.mint(address(basis), amount);
        if (kind % 4 == 1) supplyFor(lender, address(basis), amount + one);
        if (kind % 4 == 2) marginFor(lender, address(basis), amount);
        if (kind % 4 == 3) weth.mint(address(basis), bound(amount, 1, 5e18));
    }

    function liquidate(bool whole) external {
        if (whole) {
            try exchange.takeOver(address(basis)) {} catch {}
        } else {
            try exchange.liquidate(ETH, address(basis)) {} catch {}
        }
    }

    /// @dev A long that cannot pay is taken over, and the vault's short is taken to close it.
    function deleverage(uint256 size) external {
        uint256 short = uint256(-int256(exchange.getPosition(address(basis), ETH).size));
        if (short < 1e18) return;
        size = bound(size, 1e17, short);
        address loser = actor("loser");
        marginFor(loser, loser, (size * oracle.getAssetPrice(address(weth)) * one) / 20e26 + 100 * one);
        vm.prank(loser);
        try exchange.trade(ETH, int256(size), type(uint256).max, false) {} catch {
            return;
        }
        shock(8_800, true);
        try exchange.takeOver(loser) {} catch {
            return;
        }
        address[] memory order = new address[](1);
        order[0] = address(basis);
        try exchange.deleverage(ETH, false, order, type(uint256).max) {} catch {}
    }

    function lendOut(bool back) external {
        if (pool.getVirtualUnderlyingBalance(address(dollar)) > one && !back) drain(dollar);
        else supplyAs(lender, dollar, 5_000_000 * one);
    }

    function pass(uint256 elapsed) external {
        skip(bound(elapsed, 1, 3 days));
    }

    function _holder(bool first) private view returns (address) {
        return first ? alice : bob;
    }

    /// @dev A user calls the vault; what it refuses is left out.
    function _user(address account, bytes memory call) private returns (bool passed) {
        note();
        vm.prank(account);
        (passed, ) = address(basis).call(call);
        if (passed) judgeUser();
    }
}

contract BasisInvariants is Test {
    BasisHandler private handler;

    function setUp() public {
        handler = new BasisHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_VAULT_11_mendingEndsInTheBand() public view {
        assertTrue(!handler.leftTheBand(), "band");
    }

    function invariant_VAULT_12_aTradeCostsNoMoreThanItsBound() public view {
        assertTrue(!handler.costTooMuch(), "cost");
    }

    function invariant_VAULT_13_fulfilmentPaysNoMoreThanThePriceAtNobodysCost() public view {
        assertTrue(!handler.paidTooMuch(), "more than the price");
        assertTrue(!handler.tookFromTheOthers(), "from the others");
    }

    function invariant_VAULT_14_aUsersOwnActionCostsNoMoreThanThePoolsRounding() public view {
        assertTrue(!handler.loweredThePrice(), "price");
    }

    function invariant_VAULT_15_booksAreBalancesOracleAndExchange() public view {
        handler.requireBooksTrue();
    }

    function invariant_VAULT_16_theQueueIsInOrderAndItsClaimsInHand() public view {
        handler.requireClaimsInHand();
    }

    function invariant_VAULT_17_onlyAnOpenHedgeIsRewardedAndNoTradeOpensOne() public view {
        assertTrue(!handler.rewardedWrongly(), "reward");
        assertTrue(!handler.openedTheHedge(), "opened");
    }
}
