// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice What liquidity providers may take out while traders are winning (GMX's factors).
contract LiquidityPoolLimitsTest is PerpWorld {
    uint256 private constant CASH = 10_000_000e6;

    address private alice;
    address private lp;

    function setUp() public {
        buildEmptyWorld(6);
        lp = actor("lp");
        alice = trader("alice", 10_000_000);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.takerFee = 0;
        config.trading.makerFee = 0;
        config.trading.skewScale = 1e36; // fills at the index
        config.funding.maxVelocity = 0;
        configure(ETH, config);
        provide(lp, CASH);
    }

    function test_withdrawable_isTheCashWhileTradersLose(uint256 word) public {
        tradeAs(alice, ETH, 5_000e18);
        setPrice(ETH, bound(word, 1_000e8, 2_000e8));
        assertEq(exchange.poolWithdrawable(), CASH, "cash");
        assertTrue(pool.totalAssets() >= CASH, "worth");
        uint256 share = pool.previewRedeem(pool.balanceOf(lp));
        assertEq(pool.maxWithdraw(lp), share < CASH ? share : CASH, "promise");
    }

    function test_withdrawable_leavesTradersTheirProfit(uint256 word) public {
        tradeAs(alice, ETH, 5_000e18);
        uint256 price = bound(word, 2_000e8 + 1, 4_000e8);
        setPrice(ETH, price);
        uint256 profit = 50 * price - _cost();
        uint256 left = profit < CASH ? CASH - profit : 0;
        assertEq(exchange.poolWithdrawable(), left, "not what is left");
        _assertPromiseKept();
    }

    function test_withdrawable_keepsProfitWithinItsShareOfTheCash(uint256 word, uint256 limitWord) public {
        uint256 limit = bound(limitWord, 0.01e18, 1e18);
        exchange.configurePool(PerpTypes.PoolConfig(1e18, limit, 0));
        tradeAs(alice, ETH, 5_000e18);
        uint256 price = bound(word, 2_000e8 + 1, 4_000e8);
        setPrice(ETH, price);
        uint256 profit = 50 * price - _cost();
        uint256 needed = divUp(profit * 1e18, limit);
        assertEq(exchange.poolWithdrawable(), needed < CASH ? CASH - needed : 0, "limit");
        _assertPromiseKept();
    }

    /// @dev Cash on the books that an account owes from its other collateral is not there to be taken.
    function test_withdrawable_leavesOutWhatIsOverdrawn() public {
        address carol = actor("carol");
        depositAs(carol, weth, 100e18);
        tradeAs(carol, ETH, 20e18);
        setPrice(ETH, 1_000e8);
        closeAs(carol, ETH);
        uint256 debt = uint256(-settledOf(carol));
        assertClose(debt, 20_000e6, 1, "premise");
        assertEq(exchange.getBooks().poolCash, CASH + debt, "won");
        assertEq(exchange.poolWithdrawable(), CASH, "lets out cash that is not there");
        vm.prank(alice);
        exchange.withdraw(address(usdc), 10_000_000e6, alice);
        uint256 most = pool.maxWithdraw(lp);
        vm.prank(lp);
        pool.withdraw(most, lp, lp);
        assertEq(usdc.balanceOf(lp), CASH, "not all that is there");

        depositAs(carol, usdc, debt);
        assertEq(exchange.poolWithdrawable(), debt, "still owed");
        assertBooks();
    }

    function test_maxRedeem_isTheWholeBalanceWhenNothingIsWon(uint256 word) public {
        address second = actor("second");
        provide(second, bound(word, 1, 1e15));
        assertEq(pool.maxRedeem(second), pool.balanceOf(second), "less");
        uint256 all = pool.maxRedeem(second);
        vm.prank(second);
        pool.redeem(all, second, second);
        assertEq(pool.balanceOf(second), 0, "left");
    }

    function _cost() private view returns (uint256) {
        return abs(exchange.getPosition(alice, ETH).cost);
    }

    function _assertPromiseKept() private {
        uint256 most = pool.maxWithdraw(lp);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxWithdraw.selector, lp, most + 1, most));
        vm.prank(lp);
        pool.withdraw(most + 1, lp, lp);

        uint256 shares = pool.maxRedeem(lp);
        assertTrue(pool.previewRedeem(shares) <= exchange.poolWithdrawable(), "redeems more than may leave");
        vm.prank(lp);
        pool.withdraw(most, lp, lp);
        uint256 rest = pool.maxRedeem(lp);
        vm.prank(lp);
        pool.redeem(rest, lp, lp);
        assertBooks();
    }
}
