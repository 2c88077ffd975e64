// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract LiquidityPoolTest is PerpWorld {
    address private alice;
    address private lp;

    function setUp() public {
        buildEmptyWorld(6);
        alice = trader("alice", 10_000_000);
        lp = actor("lp");
    }

    function test_pool_isAVaultOfTheQuoteToken() public view {
        assertEq(pool.asset(), address(usdc), "asset");
        assertEq(address(pool.exchange()), address(exchange), "exchange");
        assertEq(pool.decimals(), 12, "six more digits");
        assertEq(pool.totalAssets(), 0, "empty");
    }

    function test_deposit_bringsTheCashToTheExchange(uint256 word) public {
        uint256 amount = bound(word, 1, 1e18);
        usdc.mint(lp, amount);
        vm.startPrank(lp);
        usdc.approve(address(pool), amount);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.PoolDeposited(amount);
        pool.deposit(amount, lp);
        vm.stopPrank();

        assertEq(usdc.balanceOf(address(pool)), 0, "kept by the pool");
        assertEq(exchange.getBooks().poolCash, amount, "not booked");
        assertEq(pool.balanceOf(lp), amount * 1e6, "shares");
        assertBooks();
    }

    function test_withdraw_takesItBackOut(uint256 word, uint256 part) public {
        uint256 amount = bound(word, 1, 1e18);
        part = bound(part, 1, amount);
        provide(lp, amount);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.PoolWithdrawn(alice, part);
        vm.prank(lp);
        pool.withdraw(part, alice, lp);

        assertEq(usdc.balanceOf(alice), part, "received");
        assertEq(exchange.getBooks().poolCash, amount - part, "cash");
        assertBooks();
    }

    function test_withdraw_byAnotherTakesAnAllowance(uint256 word) public {
        provide(lp, 1e12);
        uint256 amount = bound(word, 1, 1e12 - 1);
        uint256 shares = pool.previewWithdraw(amount);
        vm.prank(lp);
        pool.approve(alice, shares);
        vm.prank(alice);
        pool.withdraw(amount, alice, lp);
        assertEq(pool.allowance(lp, alice), 0, "left");
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        vm.prank(alice);
        pool.redeem(1, alice, lp);
    }

    // Share price

    /// @dev Whoever comes or goes leaves the others no poorer, at whatever traders have won or lost.
    function test_sharePrice_isNeverLoweredByDepositsAndWithdrawals(uint256[6] memory words, bool long) public {
        provide(provider, 20_000_000e6);
        tradeAs(alice, ETH, long ? int256(1_000e18) : int256(-1_000e18));
        skip(bound(words[0], 1, 1 days));
        setPrice(ETH, bound(words[1], 1_000e8, 3_000e8));
        for (uint256 i = 2; i < 6; ++i) {
            (uint256 assets, uint256 supply) = (pool.totalAssets() + 1, pool.totalSupply() + 1e6);
            if (words[i] % 2 == 0) {
                provide(lp, bound(words[i] >> 8, 0, 50_000_000e6));
            } else {
                uint256 shares = bound(words[i] >> 8, 0, pool.maxRedeem(lp));
                vm.prank(lp);
                pool.redeem(shares, lp, lp);
            }
            assertTrue((pool.totalAssets() + 1) * supply >= assets * (pool.totalSupply() + 1e6), "share price fell");
        }
        assertBooks();
    }

    function test_sharePrice_gainsNobodyByComingAndGoing(uint256 word, uint256 priceWord) public {
        provide(provider, 20_000_000e6);
        tradeAs(alice, ETH, 1_000e18);
        setPrice(ETH, bound(priceWord, 1_000e8, 3_000e8));
        uint256 amount = bound(word, 1, 100_000_000e6);
        provide(lp, amount);
        uint256 shares = pool.balanceOf(lp);
        uint256 out = pool.previewRedeem(shares);
        assertTrue(out <= amount, "made money");
        assertClose(out, amount, 2, "lost more than rounding");
    }

    /// @dev EIP-4626's inflation: a donation to the exchange is nobody's, and one to the books costs its giver.
    function test_sharePrice_isNotInflatedByADonation(uint256 word) public {
        provide(alice, 1);
        uint256 amount = bound(word, 1, 1e15);
        usdc.mint(address(exchange), amount);
        assertEq(pool.totalAssets(), 1, "counted a donation");
        provide(lp, 1_000e6);
        assertClose(pool.previewRedeem(pool.balanceOf(lp)), 1_000e6, 1, "lost to the donor");
    }

    // Equity

    /// @dev Cash − what traders have won, everything of theirs rounded down and the pool's equity no higher.
    function test_poolEquity_isCashLessTradersProfit(uint256[5] memory words) public {
        provide(provider, 50_000_000e6);
        address bob = trader("bob", 10_000_000);
        tradeAs(alice, ETH, int256(bound(words[0], 1, 2_000e18)));
        tradeAs(bob, ETH, -int256(bound(words[1], 1, 2_000e18)));
        tradeAs(bob, BTC, int256(bound(words[2], 1, 50e18)));
        skip(bound(words[3], 0, 2 days));
        setPrice(ETH, bound(words[4], 1_000e8, 3_000e8));

        int256 profit;
        address[2] memory accounts = [alice, bob];
        for (uint256 i = 0; i < 4; ++i) {
            (int256 one, ) = exchange.getProfit(i % 2, accounts[i / 2]);
            profit += one;
        }
        int256 gap = int256(exchange.getBooks().poolCash) - profit - int256(pool.totalAssets());
        assertTrue(gap >= 0 && gap <= 8, "not what traders have left");
    }

    function test_poolEquity_isNeverBelowZero() public {
        provide(provider, 1_000e6);
        tradeAs(alice, ETH, 1_000e18);
        setPrice(ETH, 3_000e8);
        assertEq(pool.totalAssets(), 0, "negative");
        assertEq(exchange.poolWithdrawable(), 0, "lets out what it has not");
        assertEq(pool.maxDeposit(lp), 0, "lets someone pay its debts");
        assertEq(pool.maxMint(lp), 0, "lets someone pay its debts");

        usdc.mint(lp, 1e6);
        vm.startPrank(lp);
        usdc.approve(address(pool), 1e6);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, lp, 1e6, 0));
        pool.deposit(1e6, lp);
        vm.stopPrank();
    }

    function test_maxDeposit_isUnlimitedOtherwise() public {
        assertEq(pool.maxDeposit(lp), type(uint256).max, "empty");
        provide(provider, 1_000e6);
        assertEq(pool.maxDeposit(lp), type(uint256).max, "filled");
    }

    // Access

    function test_poolCash_movesForThePoolAlone() public {
        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_NotPool.selector, alice);
        vm.expectRevert(reason);
        vm.prank(alice);
        exchange.depositPool(1);
        vm.expectRevert(reason);
        vm.prank(alice);
        exchange.withdrawPool(1, alice);
    }

    function test_depositPool_revertsWhenTheCashHasNotCome(uint256 word) public {
        provide(provider, 1_000e6);
        uint256 amount = bound(word, 1, 1e12);
        usdc.mint(address(exchange), amount - 1);
        bytes4 selector = IPerpErrors.PerpExchange_TransferShort.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(usdc), amount, amount - 1));
        vm.prank(address(pool));
        exchange.depositPool(amount);
    }

    function test_withdrawPool_revertsAboveWhatMayLeave(uint256 word) public {
        provide(provider, 1_000e6);
        uint256 amount = bound(word, 1_000e6 + 1, 1e18);
        bytes4 selector = IPerpErrors.PerpExchange_PoolWithdrawalLimited.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, amount, 1_000e6));
        vm.prank(address(pool));
        exchange.withdrawPool(amount, lp);
    }

    function test_pool_takesNoPartInPausedOrOldPrices() public {
        provide(provider, 1_000_000e6);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxPriceAge = 60;
        configure(ETH, config);
        exchange.setStatus(BTC, PerpTypes.Status.Paused); // without positions it does not matter
        assertTrue(exchange.isPoolPriced(), "an empty market");
        tradeAs(alice, ETH, 1e18);
        assertTrue(exchange.isPoolPriced() && pool.maxWithdraw(provider) > 0, "priced");

        skip(61);
        _assertClosed();
        setPrice(ETH, ETH_PRICE);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        _assertClosed();
    }

    function _assertClosed() private view {
        assertTrue(!exchange.isPoolPriced(), "priced");
        assertEq(pool.maxDeposit(lp) + pool.maxMint(lp), 0, "takes");
        assertEq(pool.maxWithdraw(provider) + pool.maxRedeem(provider), 0, "gives");
    }
}
