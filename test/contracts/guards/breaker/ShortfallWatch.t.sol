// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {CircuitBreaker} from "../../../../contracts/guards/breaker/CircuitBreaker.sol";
import {DeleveragingWorld} from "../../../support/DeleveragingWorld.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {IPerpEvents} from "../../../../contracts/perps/IPerpEvents.sol";
import {PerpTypes} from "../../../../contracts/perps/PerpTypes.sol";
import {ShortfallWatch} from "../../../../contracts/guards/breaker/ShortfallWatch.sol";

/// @notice A deficit of 15 dollars, which insurance, winners, pool and nobody share; and who hears of it.
/// hardhat-config: fuzz.runs = 64
contract ShortfallWatchTest is DeleveragingWorld {
    CircuitBreaker private breaker;
    ShortfallWatch private watch;

    function setUp() public {
        vm.warp(1_773_100_800);
        openPositions();
        breaker = new CircuitBreaker(address(this));
        watch = new ShortfallWatch(breaker, exchange);
        breaker.setVenue(address(exchange), true);
        breaker.setReporter(address(exchange), address(watch), true);
        exchange.setRiskHook(address(breaker));
        breaker.setLossStop(_venue(), BreakerTypes.LossConfig(true, 0, 1 days));
    }

    function test_poke_reportsWhatWentBeyondTheInsuranceFundWhoeverBoreIt(uint256 fund, uint256 severity) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.severity = bound(severity, 0.1e18, 1e18);
        configure(ETH, config);
        bankrupt();
        vm.recordLogs();
        fund = bound(fund, 0, 20 * unit);
        if (fund != 0) fundInsurance(fund);
        if (fund != 0) exchange.dispose(ETH, type(uint256).max);
        uint256 deficit = exchange.engineEquity() < 0 ? uint256(-exchange.engineEquity()) : 0;
        assertEq(watch.poke(), 0, "nothing that the fund pays, nothing that is still open");
        note();
        if (deficit != 0) deleverage(orderOf(ETH, false, _closingPrice(), 5), 1_000);

        uint256 lost =
            borne[IPerpEvents.Bearer.Deleveraged] +
                borne[IPerpEvents.Bearer.Pool] +
                borne[IPerpEvents.Bearer.Uncovered];
        assertClose(lost, deficit, 3, "the deficit");
        assertEq(exchange.getBooks().lost, lost, "in the books");
        assertEq(watch.poke(), lost * 1e12, "at a dollar");
        assertEq(watch.poke(), 0, "once");
        assertEq(breaker.lossStoppedUntil(_venue()), lost == 0 ? 0 : block.timestamp + 1 days, "and stops orders");
    }

    function test_poke_stopsOrdersThatGrowAndNoOthers() public {
        bankrupt();
        deleverage(list(winners[1], winners[0]), 1_000);
        tradeAs(winners[4], ETH, -1e18);
        watch.poke();
        uint256 until = block.timestamp + 1 days;
        vm.prank(winners[4]);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_LossStopped.selector, _venue(), until));
        exchange.trade(ETH, -1e18, 0, false);
        tradeAs(winners[4], ETH, 1e18);
        vm.warp(until);
        tradeAs(winners[4], ETH, -1e18);
    }

    function test_poke_reportsWhatNobodyCanPay() public {
        uint256 free = pool.maxWithdraw(provider);
        vm.prank(provider);
        pool.withdraw(free, provider, provider);
        // At a tenth of the price the deficit is more than all that is in the pool.
        setPrice(ETH, 9e8);
        bankrupt();
        vm.recordLogs();
        address[] memory order = orderOf(ETH, false, _closingPrice(), 5);
        exchange.deleverage(ETH, false, order, 1_000);
        note();
        assertTrue(borne[IPerpEvents.Bearer.Uncovered] != 0, "nobody's");
        assertEq(watch.poke(), exchange.getBooks().lost * 1e12, "counts");
    }

    function test_poke_isHeardFromAReporterAlone() public {
        bankrupt();
        deleverage(list(winners[1], winners[0]), 1_000);
        ShortfallWatch stranger = new ShortfallWatch(breaker, exchange);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBreakerErrors.CircuitBreaker_NotReporter.selector,
                address(exchange),
                address(stranger)
            )
        );
        stranger.poke();
        assertEq(stranger.seen(), 0, "and is told of it once it is one");
    }

    function _venue() private view returns (BreakerTypes.Scope memory) {
        return BreakerTypes.Scope(address(exchange), address(0));
    }

    /// @dev Where the engine would have no loss left.
    function _closingPrice() private view returns (uint256) {
        (int256 profit, ) = exchange.getProfit(ETH, address(exchange));
        int256 size = exchange.getPosition(address(exchange), ETH).size;
        return uint256(int256(exchange.getMarket(ETH).mark) - (profit * 1e36) / int256(unit) / size);
    }
}
