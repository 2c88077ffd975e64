// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice What the engine took over is sold: positions to the pool, tokens to anyone.
contract PerpExchangeDisposeTest is PerpWorld {
    uint256 private constant ALL = type(uint256).max;
    address private alice;

    function setUp() public {
        vm.warp(30 days);
        buildWorld(6);
        alice = trader("alice", 10_000);
        tradeAs(alice, ETH, 100e18);
    }

    // Positions

    function test_dispose_bringsGainsToTheInsuranceFund(uint256 price, uint256 size) public {
        setPrice(ETH, 1_890e8);
        exchange.takeOver(alice);
        setPrice(ETH, bound(price, 1_950e8, 2_500e8));
        int256 equity = exchange.engineEquity();
        size = bound(size, 1, 200e18);

        uint256 closed = exchange.dispose(ETH, size);

        assertEq(closed, size < 100e18 ? size : 100e18, "closed");
        assertClose(uint256(exchange.engineEquity()), uint256(equity), 1, "equity");
        assertClose(exchange.getBooks().insurance, (uint256(equity) * closed) / 100e18, 1, "insurance");
        assertBooks();
    }

    function test_dispose_losesNoMoreThanInsuranceHas(uint256 fund, uint256 price) public {
        setPrice(ETH, bound(price, 1_500e8, 1_890e8));
        exchange.takeOver(alice);
        fund = bound(fund, 1_000, 60_000 * unit);
        fundInsurance(fund);
        uint256 loss = uint256(int256(fund) - exchange.engineEquity());
        uint256 pool = exchange.poolEquity();

        uint256 closed = exchange.dispose(ETH, ALL);

        uint256 expected = fund >= loss ? 100e18 : (100e18 * fund) / loss;
        assertClose(closed, expected, 1e14, "closed");
        assertClose(exchange.getBooks().insurance, fund - (loss * closed) / 100e18, 1, "insurance");
        assertClose(exchange.poolEquity(), pool, 2, "the pool bore some of it");
        assertBooks();
    }

    function test_dispose_keepsToTheInsuranceCapOfABlock() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.insuranceBlockCap = 1_000 * unit;
        configure(ETH, config);
        setPrice(ETH, 1_800e8);
        exchange.takeOver(alice);
        fundInsurance(50_000 * unit);

        exchange.dispose(ETH, ALL);
        assertClose(exchange.getBooks().insurance, 49_000 * unit, 1, "first block");
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NothingToClose.selector, ETH));
        exchange.dispose(ETH, ALL);
        vm.roll(block.number + 1);
        exchange.dispose(ETH, ALL);
        assertClose(exchange.getBooks().insurance, 48_000 * unit, 2, "second block");
    }

    function test_dispose_keepsToTheWindow() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        (config.liquidation.windowSize, config.liquidation.windowSeconds) = (30e18, 60);
        configure(ETH, config);
        setPrice(ETH, 1_890e8);
        exchange.takeOver(alice);
        setPrice(ETH, 2_000e8);
        assertEq(exchange.dispose(ETH, ALL), 30e18, "closed");
        vm.expectPartialRevert(IPerpErrors.PerpExchange_WindowExhausted.selector);
        exchange.dispose(ETH, ALL);
    }

    function test_dispose_tellsWhatItDid() public {
        setPrice(ETH, 1_890e8);
        exchange.takeOver(alice);
        setPrice(ETH, 2_000e8);
        (int256 profit, ) = exchange.getProfit(ETH, address(exchange));
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Disposed(ETH, -25e18, 75e18, 2_000e18, profit / 4);
        exchange.dispose(ETH, 25e18);
    }

    function test_dispose_buysAShortBack() public {
        address bob = trader("bob", 5_000);
        tradeAs(bob, ETH, -60e18);
        setPrice(ETH, 2_100e8);
        exchange.takeOver(bob);
        setPrice(ETH, 1_950e8);
        (int256 profit, ) = exchange.getProfit(ETH, address(exchange));
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Disposed(ETH, 60e18, 0, 1_950e18, profit);
        exchange.dispose(ETH, ALL);
        assertEq(exchange.getBooks().insurance, uint256(profit), "insurance");
    }

    function test_dispose_revertsWithNothingToClose() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NothingToClose.selector, ETH));
        exchange.dispose(ETH, ALL);
        setPrice(ETH, 1_800e8);
        exchange.takeOver(alice);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NothingToClose.selector, ETH));
        exchange.dispose(ETH, ALL);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NothingToClose.selector, ETH));
        exchange.dispose(ETH, 0);
    }

    // Tokens

    function test_seized_areSoldBelowThePriceForTheInsuranceFund(uint256 amount, uint256 price) public {
        _takeOverTokens();
        amount = bound(amount, 1, 5e18);
        price = bound(price, 100e8, 10_000e8);
        tokenFeeds[address(weth)].transmit(int256(price));
        fund(address(this), usdc, 1_000_000 * unit);
        uint256 cost = divUp(amount * price * 98, 1e22);

        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_CostAboveMaximum.selector, cost, cost - 1));
        exchange.buySeized(address(weth), amount, cost - 1);
        uint256 insurance = exchange.getBooks().insurance;
        assertEq(exchange.buySeized(address(weth), amount, cost), cost, "cost");

        assertEq(weth.balanceOf(address(this)), amount, "received");
        assertEq(exchange.getSeized(address(weth)), 5e18 - amount, "left");
        assertEq(exchange.getBooks().insurance - insurance, cost, "insurance");
        assertBooks();
    }

    function test_seized_countInTheEnginesEquity() public {
        address bob = _takeOverTokens();
        IPerpExchange.Books memory b = exchange.getBooks();
        (int256 profit, ) = exchange.getProfit(ETH, address(exchange));
        assertEq(exchange.getSeized(address(weth)), 5e18, "seized");
        assertEq(exchange.getCollateral(bob, address(weth)), 0, "kept");
        assertEq(uint256(exchange.getAccount(bob).collaterals), 0, "mark kept");
        int256 sale = int256((5 * 2_000 * unit * 98) / 100);
        assertEq(abs(exchange.engineEquity() - int256(b.insurance) - profit - sale), 0, "equity");
        withdrawAs(trader("carol", 1), usdc, unit);
    }

    function test_seized_areAllOfTheAccountsTokens() public {
        address bob = actor("bob");
        depositAs(bob, wbtc, 0.1e8);
        depositAs(bob, eurc, 1_000e6);
        tradeAs(bob, ETH, 30e18);
        setPrice(ETH, 1_600e8);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.CollateralSeized(bob, address(wbtc), 0.1e8);
        exchange.takeOver(bob);
        assertEq(exchange.getSeized(address(wbtc)), 0.1e8, "bitcoin");
        assertEq(exchange.getSeized(address(eurc)), 1_000e6, "euros");
        assertEq(exchange.getCollateral(bob, address(eurc)), 0, "kept");
    }

    function test_seized_cannotBeBoughtBeyondWhatThereIs() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NothingSeized.selector, address(weth), 0, 1));
        exchange.buySeized(address(weth), 1, ALL);
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        exchange.buySeized(address(weth), 0, ALL);
    }

    /// @dev Five WETH of margin; 30 ETH long lose more than they count for.
    function _takeOverTokens() private returns (address bob) {
        bob = actor("bob");
        depositAs(bob, weth, 5e18);
        tradeAs(bob, ETH, 30e18);
        setPrice(ETH, 1_600e8);
        exchange.takeOver(bob);
    }
}
