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
    function test_mark_takesNothingFromCounterparties(bool insured) public {
        openPositions();
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        (config.adl.scope, config.adl.price) = (PerpTypes.AdlScope.Position, PerpTypes.AdlPrice.Mark);
        config.adl.severity = 1e18;
        configure(ETH, config);
        if (insured) fundInsurance(5 * unit);
        bankrupt();
        int256 before = marginOf(winners[1]).equity + marginOf(winners[0]).equity;

        assertEq(deleverage(list(winners[1], winners[0]), ALL), 15e18, "closed");

        assertEq(uint256(marginOf(winners[1]).equity + marginOf(winners[0]).equity), uint256(before), "equity");
        assertEq(takenFrom[winners[0]] + takenFrom[winners[1]], 0, "taken");
        assertEq(borne[IPerpEvents.Bearer.Insurance], insured ? 5 * unit : 0, "insurance");
        assertEq(borne[IPerpEvents.Bearer.Pool], insured ? 10 * unit : 15 * unit, "pool");
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

    /// @dev Traders have won more than the pool has: it bears nothing any more.
    function test_pool_bearsNothingWhereItOwesMoreThanItHas() public {
        openPositions();
        setSeverity(0);
        bankrupt();
        uint256 worth = exchange.poolEquity();
        vm.prank(provider);
        pool.withdraw(worth - 4 * unit, provider, provider);
        setPrice(ETH, 80e8);

        deleverage(none, ALL);

        assertEq(borne[IPerpEvents.Bearer.Pool], 0, "pool");
        assertEq(borne[IPerpEvents.Bearer.Uncovered], 165 * unit, "nobody");
        assertBooks();
    }

    /// @dev The mirror image: a short goes bankrupt at 109, the price being 110, and a long gives up what it won.
    function test_longs_areDeleveragedAgainstAShort(bool proRata) public {
        buildEmptyWorld(6);
        provide(provider, 500_000 * unit);
        PerpTypes.MarketConfig memory config = plainConfig();
        config.adl.policy = proRata ? PerpTypes.AdlPolicy.ProfitProRata : PerpTypes.AdlPolicy.HyperliquidQueue;
        config.adl.severity = 1e18;
        configure(ETH, config);
        address winner = trader("winner", 900);
        loser = trader("loser", 135);
        setPrice(ETH, 100e8 - 1);
        tradeAs(winner, ETH, 15e18);
        setPrice(ETH, 100e8 + 1);
        tradeAs(loser, ETH, -15e18);
        setPrice(ETH, 110e8);
        bankrupt();
        (uint256 score, uint256 size) = exchange.getAdlTerms(ETH, winner, 109e18);
        assertEq(size, 15e18, "may be taken");
        assertEq(score, proRata ? 150e18 : (uint256(1.1e18) * 1_650) / 1_050, "score");

        vm.recordLogs();
        assertEq(exchange.deleverage(ETH, true, proRata ? none : listOne(winner), 2), 15e18, "closed");
        note();
        assertEq(takenFrom[winner], 15 * unit, "taken");
        assertEq(uint256(settledOf(winner)), 1_035 * unit, "sold at 109");
        assertEq(exchange.getStoredMarket(ETH).long.size, 0, "longs are left");
        assertBooks();
    }

    /// @dev A position in profit is spared where the account as a whole has nothing to give.
    function test_deleverage_sparesAccountsWithoutEquityAboveMaintenance(bool insolvent) public {
        address hedged = _openHedged();
        exchange.takeOver(loser);
        setPrice(BTC, insolvent ? 53_800e8 : 53_910e8);
        assertTrue((marginOf(hedged).equity < 0) == insolvent, "equity");
        (uint256 score, uint256 size) = exchange.getAdlTerms(ETH, hedged, 195e18);
        assertEq(score + size, 0, "terms");

        deleverage(none, ALL);
        assertEq(abs(sizeOf(hedged, ETH)), 60e18, "was taken");
        assertClose(borne[IPerpEvents.Bearer.Pool], 5_700 * unit, 2, "pool");
    }

    /// @dev Who may be taken only since the first pass has no weight.
    function test_proRata_sparesWhoWasNotWeighed() public {
        address hedged = _openHedged();
        setPolicy(PerpTypes.AdlPolicy.ProfitProRata);
        exchange.takeOver(loser);
        setPrice(BTC, 53_910e8);
        deleverage(none, 1);
        depositAs(hedged, usdc, 10_000 * unit);
        assertEq(deleverage(none, 1), 0, "closed");
        assertEq(abs(sizeOf(hedged, ETH)), 60e18, "was taken");
        assertClose(borne[IPerpEvents.Bearer.Pool], 5_700 * unit, 2, "pool");
    }

    /// @dev 15 wei to be closed: 9, 4 and, rounded down, nothing.
    function test_proRata_roundsSharesDown() public {
        openPositions();
        setPolicy(PerpTypes.AdlPolicy.ProfitProRata);
        setSeverity(1);
        bankrupt();
        assertEq(deleverage(none, ALL), 13, "closed");
        assertEq(abs(sizeOf(winners[2], ETH)), 5e18, "third");
    }

    function test_getAdlTerms_areNothingForTheEngineOrWithoutAPolicy() public {
        openPositions();
        bankrupt();
        (uint256 score, uint256 size) = exchange.getAdlTerms(ETH, address(exchange), 0);
        assertEq(score + size, 0, "engine");
        setPolicy(PerpTypes.AdlPolicy.None);
        (score, size) = exchange.getAdlTerms(ETH, winners[0], 91e18);
        assertEq(score + size, 0, "no policy");
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
