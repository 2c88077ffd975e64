// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeAccountsTest is PerpWorld {
    address private alice;
    address private bob;

    function setUp() public {
        buildWorld(6);
        alice = actor("alice");
        bob = actor("bob");
    }

    // Deposits

    function test_deposit_settlesQuoteAndHoldsTheRest(uint256 word, uint256 which) public {
        MintableToken token = _token(which);
        uint256 amount = bound(word, 1, 1e30);
        fund(alice, token, amount);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.CollateralDeposited(bob, address(token), amount, alice);
        vm.prank(alice);
        exchange.deposit(address(token), amount, bob);

        bool isQuote = address(token) == address(usdc);
        assertEq(settledOf(bob), isQuote ? int256(amount) : int256(0), "settled");
        assertEq(exchange.getCollateral(bob, address(token)), isQuote ? 0 : amount, "collateral");
        assertEq(exchange.getAccount(bob).collaterals, isQuote ? 0 : 1 << (which % 4), "collateral bit");
        assertEq(token.balanceOf(alice), 0, "kept");
        assertBooks();
    }

    function test_deposit_revertsForNothing() public {
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        exchange.deposit(address(usdc), 0, alice);
    }

    function test_deposit_revertsForTheEngine() public {
        fund(alice, usdc, 1);
        vm.prank(alice);
        vm.expectRevert(IPerpErrors.PerpExchange_EngineAccount.selector);
        exchange.deposit(address(usdc), 1, address(exchange));
    }

    function test_deposit_revertsWhenTheTokenIsUnknown() public {
        MintableToken other = new MintableToken("Other", "OTHER", 18, address(this));
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_CollateralUnknown.selector, address(other)));
        exchange.deposit(address(other), 1, alice);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_CollateralUnknown.selector, address(other)));
        exchange.withdraw(address(other), 1, alice);
    }

    function test_deposit_keepsTheSumWithinTheCap(uint256 word) public {
        exchange.configureCollateral(address(weth), collateralConfig(weth, 0, 100e18));
        depositAs(bob, weth, 60e18);
        uint256 amount = bound(word, 1, 80e18);
        fund(alice, weth, amount);

        if (amount > 40e18) {
            bytes4 selector = IPerpErrors.PerpExchange_CollateralCapExceeded.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, address(weth), 60e18 + amount, 100e18));
        }
        vm.prank(alice);
        exchange.deposit(address(weth), amount, alice);

        if (amount <= 40e18) return;
        withdrawAs(bob, weth, 60e18);
        vm.prank(alice);
        exchange.deposit(address(weth), amount, alice);
        assertEq(exchange.getCollateral(alice, address(weth)), amount, "cap not freed");
    }

    function test_deposit_revertsWhenTheTokenArrivesShort(uint256 word) public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        exchange.configureCollateral(address(token), PerpTypes.CollateralConfig(newFeed(1e8), 0, 0, 0, 18, 0));
        uint256 amount = bound(word, 100, 1e30);
        token.mint(alice, amount);
        vm.startPrank(alice);
        token.approve(address(exchange), amount);

        bytes4 selector = IPerpErrors.PerpExchange_TransferShort.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(token), amount, amount - amount / 100));
        exchange.deposit(address(token), amount, alice);
        vm.stopPrank();
    }

    function test_deposit_takesATokenThatReturnsNothing() public {
        NoReturnToken token = new NoReturnToken(8);
        exchange.configureCollateral(address(token), PerpTypes.CollateralConfig(newFeed(1e8), 0, 0, 0, 8, 0));
        token.mint(alice, 5e8);
        vm.startPrank(alice);
        token.approve(address(exchange), 5e8);
        exchange.deposit(address(token), 5e8, alice);
        exchange.withdraw(address(token), 2e8, bob);
        vm.stopPrank();

        assertEq(exchange.getCollateral(alice, address(token)), 3e8, "held");
        assertEq(token.balanceOf(bob), 2e8, "received");
    }

    // Withdrawals

    function test_withdraw_givesBackWhatWasPutIn(uint256 word, uint256 part, uint256 which) public {
        MintableToken token = _token(which);
        uint256 amount = bound(word, 1, 1e30);
        part = bound(part, 1, amount);
        depositAs(alice, token, amount);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.CollateralWithdrawn(alice, address(token), part, bob);
        vm.prank(alice);
        exchange.withdraw(address(token), part, bob);

        assertEq(token.balanceOf(bob), part, "received");
        bool isQuote = address(token) == address(usdc);
        uint256 left = isQuote ? uint256(settledOf(alice)) : exchange.getCollateral(alice, address(token));
        assertEq(left, amount - part, "left");
        assertTrue(exchange.getAccount(alice).collaterals == 0 || left != 0, "bit of nothing");
        assertBooks();
    }

    function test_withdraw_revertsForNothing() public {
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        exchange.withdraw(address(usdc), 0, alice);
    }

    function test_withdraw_revertsForMoreThanIsHeld(uint256 word, uint256 excess) public {
        uint256 amount = bound(word, 1, 1e30);
        excess = bound(excess, 1, 1e30);
        depositAs(alice, usdc, amount);
        depositAs(alice, weth, amount);

        bytes4 selector = IPerpErrors.PerpExchange_InsufficientSettled.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, alice, int256(amount), amount + excess));
        withdrawAs(alice, usdc, amount + excess);

        selector = IPerpErrors.PerpExchange_InsufficientCollateral.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, alice, address(weth), amount, amount + excess));
        withdrawAs(alice, weth, amount + excess);
    }

    function test_withdraw_leavesInitialMargin(uint256 word) public {
        depositAs(alice, usdc, 10_000e6);
        tradeAs(alice, ETH, 50e18);
        IPerpExchange.MarginView memory m = marginOf(alice);
        uint256 free = uint256(m.equity) - m.initial;
        uint256 amount = bound(word, 1, 9_900e6);

        if (amount > free) {
            int256 equity = m.equity - int256(amount);
            vm.expectRevert(
                abi.encodeWithSelector(IPerpErrors.PerpExchange_InsufficientMargin.selector, alice, equity, m.initial)
            );
        }
        withdrawAs(alice, usdc, amount);
        assertBooks();
    }

    function test_withdraw_countsCollateralWithItsHaircut() public {
        depositAs(alice, weth, 10e18); // 18,000 after 10 %
        tradeAs(alice, BTC, 1e18);
        assertTrue(settledOf(alice) < 0, "the fee was not overdrawn");
        IPerpExchange.MarginView memory m = marginOf(alice);
        uint256 free = ((uint256(m.equity) - m.initial) * 1e18) / 1_800e6;

        vm.expectPartialRevert(IPerpErrors.PerpExchange_InsufficientMargin.selector);
        withdrawAs(alice, weth, free + 1e12);
        withdrawAs(alice, weth, free);
    }

    function test_withdraw_revertsForCashThatIsNotSettled() public {
        depositAs(alice, weth, 10e18);
        tradeAs(alice, ETH, 1e18);
        setPrice(ETH, 3_000e8);
        int256 settled = settledOf(alice);
        assertTrue(settled < 0 && marginOf(alice).equity > 10_000e6, "premise");

        bytes4 selector = IPerpErrors.PerpExchange_InsufficientSettled.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, alice, settled, 1));
        withdrawAs(alice, usdc, 1);
    }

    /// @dev Debt without a position: what was overdrawn stays covered.
    function test_withdraw_leavesWhatCoversAnOverdraft() public {
        depositAs(alice, weth, 10e18);
        tradeAs(alice, BTC, 1e18);
        setPrice(BTC, 55_000e8);
        closeAs(alice, BTC);
        uint256 debt = uint256(-settledOf(alice));
        uint256 needed = divUp(debt * 1e18, 1_800e6);

        vm.expectPartialRevert(IPerpErrors.PerpExchange_InsufficientMargin.selector);
        withdrawAs(alice, weth, 10e18 - needed + 1e12);
        withdrawAs(alice, weth, 10e18 - needed);

        depositAs(alice, usdc, debt);
        withdrawAs(alice, weth, needed);
        assertEq(exchange.getAccount(alice).collaterals, 0, "bit left");
        assertBooks();
    }

    function test_withdraw_waitsForAPendingOrder() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(BTC);
        config.trading.settlementDelay = 1;
        config.trading.settlementWindow = 5;
        configure(BTC, config);
        depositAs(alice, usdc, 1_000e6);
        depositAs(alice, weth, 1e18);
        commitAs(alice, BTC, 1e16);

        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_OrderPending.selector, alice, BTC));
        withdrawAs(alice, weth, 1);
        vm.roll(block.number + 1);
        exchange.settleOrder(BTC, alice);
        withdrawAs(alice, weth, 1);
    }

    function _token(uint256 which) private view returns (MintableToken) {
        which %= 4;
        if (which == 0) return weth;
        if (which == 1) return wbtc;
        return which == 2 ? eurc : usdc;
    }
}
