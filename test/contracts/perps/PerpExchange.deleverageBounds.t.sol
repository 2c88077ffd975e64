// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {DeleveragingWorld} from "../../support/DeleveragingWorld.sol";

/// @notice What deleveraging takes, from whom at most, and who bears the rest.
contract PerpExchangeDeleverageBoundsTest is DeleveragingWorld {
    uint256 private constant ALL = 1_000;
    address[] private none;

    /// @dev definitions.md: 100 of margin, +6,000 on one position, −5,500 on another.
    function test_deleverage_takesNoMoreThanTheAccountsEquityAllows() public {
        address hedged = _openHedged();
        assertClose(uint256(marginOf(hedged).equity), 600 * unit, 2, "equity");
        exchange.takeOver(loser);
        uint256 maintenance = marginOf(hedged).maintenance;

        uint256 closed = deleverage(listOne(hedged), ALL);

        uint256 taken = takenFrom[hedged];
        assertClose(taken, 600 * unit - maintenance, 4, "taken");
        assertTrue(closed < 60e18 && sizeOf(hedged, ETH) < 0, "took the whole position");
        IPerpExchange.MarginView memory m = marginOf(hedged);
        assertGe(uint256(m.equity), m.maintenance, "left below maintenance");
        assertEq(borne[IPerpEvents.Bearer.Deleveraged], taken, "told");
        assertClose(borne[IPerpEvents.Bearer.Pool], 5_700 * unit - taken, 2, "the rest");
        assertBooks();
    }

    /// @dev Whatever the policy, the scope and the severity.
    function test_deleverage_takesOnlyProfitAndLeavesMaintenance(
        uint256 policy,
        uint256 severity,
        uint256 margin,
        bool whole
    ) public {
        openPositions();
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.policy = PerpTypes.AdlPolicy(bound(policy, 1, 5));
        config.adl.severity = bound(severity, 0, 1e18);
        config.adl.scope = whole ? PerpTypes.AdlScope.Position : PerpTypes.AdlScope.Deficit;
        configure(ETH, config);
        withdrawAs(winners[1], usdc, bound(margin, 1, 85 * unit));
        bankrupt();
        int256[5] memory profits;
        for (uint256 i = 0; i < 5; ++i) (profits[i], ) = exchange.getProfit(ETH, winners[i]);

        bool proRata = policyIsProRata(config.adl.policy);
        deleverage(proRata ? none : orderOf(ETH, false, 91e18, ALL), ALL);

        uint256 sum = 0;
        for (uint256 i = 0; i < 5; ++i) {
            assertLe(takenFrom[winners[i]], uint256(profits[i]), "took more than the profit");
            IPerpExchange.MarginView memory m = marginOf(winners[i]);
            assertGe(uint256(m.equity), m.maintenance, "left below maintenance");
            sum += takenFrom[winners[i]];
        }
        assertEq(sum, borne[IPerpEvents.Bearer.Deleveraged], "told otherwise");
        assertLe(sum, (15 * unit * config.adl.severity) / 1e18 + 5, "more than the severity");
        assertClose(sum + borne[IPerpEvents.Bearer.Pool], 15 * unit, 10, "not the deficit");
        assertBooks();
    }

    function policyIsProRata(PerpTypes.AdlPolicy policy) private pure returns (bool) {
        return policy == PerpTypes.AdlPolicy.ProfitProRata || policy == PerpTypes.AdlPolicy.ContractsProRata;
    }

    /// @dev Insurance of 5 leaves a deficit of 10: two thirds of the position, and the fund pays for the rest.
    function test_deficit_closesWhatBringsTheEngineToZero() public {
        openPositions();
        setSeverity(1e18);
        fundInsurance(5 * unit);
        bankrupt();

        assertEq(deleverage(orderOf(ETH, false, 91e18, ALL), ALL), 10e18, "closed");
        assertEq(uint256(exchange.engineEquity()), 0, "engine");
        assertEq(exchange.getBooks().insurance, 5 * unit, "insurance was touched");
        exchange.dispose(ETH, type(uint256).max);
        assertEq(exchange.getBooks().insurance, 0, "insurance");
        assertEq(abs(sizeOf(address(exchange), ETH)), 0, "engine's position");
        assertBooks();
    }

    /// @dev All of it goes to counterparties: they give up 12.5 where 10 were missing.
    function test_position_overshootsTheDeficit() public {
        openPositions();
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        (config.adl.scope, config.adl.severity) = (PerpTypes.AdlScope.Position, 1e18);
        configure(ETH, config);
        fundInsurance(5 * unit);
        bankrupt();

        deleverage(orderOf(ETH, false, 91e18, ALL), ALL);

        assertEq(borne[IPerpEvents.Bearer.Deleveraged], (25 * unit) / 2, "counterparties");
        assertEq(borne[IPerpEvents.Bearer.Pool], (5 * unit) / 2, "pool");
        assertEq(uint256(exchange.engineEquity()), 5 * unit, "engine");
    }

    /// @dev At mark counterparties give up nothing: insurance, then the pool, bear the engine's loss.
    function test_mark_takesNothingFromCounterparties() public {
        openPositions();
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        (config.adl.scope, config.adl.price) = (PerpTypes.AdlScope.Position, PerpTypes.AdlPrice.Mark);
        config.adl.severity = 1e18;
        configure(ETH, config);
        fundInsurance(5 * unit);
        bankrupt();
        int256 before = marginOf(winners[1]).equity + marginOf(winners[0]).equity;

        assertEq(deleverage(list(winners[1], winners[0]), ALL), 15e18, "closed");

        assertEq(uint256(marginOf(winners[1]).equity + marginOf(winners[0]).equity), uint256(before), "equity");
        assertEq(takenFrom[winners[0]] + takenFrom[winners[1]], 0, "taken");
        assertEq(borne[IPerpEvents.Bearer.Insurance], 5 * unit, "insurance");
        assertEq(borne[IPerpEvents.Bearer.Pool], 10 * unit, "pool");
        assertEq(borne[IPerpEvents.Bearer.Deleveraged], 0, "counterparties");
        assertBooks();
    }

    /// @dev A pool worth 4 bears 4; the rest is nobody's, and shows when profits are paid.
    function test_pool_bearsNoMoreThanItIsWorth() public {
        openPositions();
        setSeverity(0);
        bankrupt();
        uint256 worth = exchange.poolEquity();
        vm.prank(provider);
        pool.withdraw(worth - 4 * unit, provider, provider);

        deleverage(none, ALL);

        assertEq(borne[IPerpEvents.Bearer.Pool], 4 * unit, "pool");
        assertEq(borne[IPerpEvents.Bearer.Uncovered], 11 * unit, "nobody");
        assertEq(exchange.poolEquity(), 0, "worth");
        assertBooks();
    }

    function setSeverity(uint256 severity) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.severity = severity;
        configure(ETH, config);
    }

    function _openHedged() private returns (address hedged) {
        buildEmptyWorld(6);
        provide(provider, 500_000 * unit);
        PerpTypes.MarketConfig memory config = plainConfig();
        (config.margin.initialRatio, config.adl.severity) = (0.001e18, 1e18);
        configure(ETH, config);
        config.indexFeed = feeds[BTC];
        configure(BTC, config);
        hedged = trader("hedged", 100);
        loser = trader("loser", 300);
        setPrice(ETH, 200e8);
        tradeAs(hedged, ETH, -60e18);
        tradeAs(hedged, BTC, 1e18);
        setPrice(ETH, 200e8 - 1);
        tradeAs(loser, ETH, 60e18);
        setPrice(ETH, 100e8);
        setPrice(BTC, 54_500e8);
    }
}
