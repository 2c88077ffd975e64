// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {DeleveragingWorld} from "../../support/DeleveragingWorld.sol";

/// @notice Deleveraging against the pool (GMX): a side's profit is more than the pool's cash should bear.
contract PerpExchangeDeleveragePoolTest is DeleveragingWorld {
    uint256 private constant ALL = 1_000;
    uint256 private constant PRICE = 90e18;
    address[] private none;

    /// @dev The pool has 100 of cash and the loser's 150 of loss to come; shorts have won 12.5.
    function setUp() public {
        openPositions();
        uint256 excess = exchange.getBooks().poolCash - 100 * unit;
        setPrice(ETH, 100e8 - 1);
        vm.prank(provider);
        pool.withdraw(excess, provider, provider);
        setPrice(ETH, 90e8);
        _configure(PerpTypes.AdlPolicy.HyperliquidQueue, 0.1e18, 0.05e18);
    }

    function test_pool_isDeleveragedDownToTheTarget(uint256 policy, uint256 target) public {
        PerpTypes.AdlPolicy chosen = PerpTypes.AdlPolicy(bound(policy, 1, 5));
        target = bound(target, 0, 0.1e18);
        _configure(chosen, 0.1e18, target);
        int256 equity = marginOf(winners[0]).equity;

        uint256 closed = deleverage(_order(chosen, ALL), ALL);

        assertTrue(closed != 0, "closed nothing");
        uint256 kept = (exchange.getBooks().poolCash * target) / 1e18;
        assertLe(_sideProfit(), kept + 5, "profit is above the target");
        assertGe(_sideProfit() + 5, kept, "closed more than the target asks");
        assertClose(uint256(marginOf(winners[0]).equity), uint256(equity), 2, "mark was not the price");
        assertEq(takenFrom[winners[0]] + takenFrom[winners[1]] + takenFrom[winners[2]], 0, "gave up");
        assertEq(exchange.getBooks().unpaid, 0, "unpaid");
        assertBooks();
    }

    /// @dev (12.5 − x) ÷ (100 − x) = 5 %, all of it the first in rank's.
    function test_queue_closesTheFirstAlone() public {
        uint256 closed = deleverage(listOne(winners[1]), ALL);
        assertEq(abs(sizeOf(winners[1], ETH)), 0, "the first has something left");
        assertEq(closed, 8e18, "closed");

        // 4 are realised; 7.5 ÷ 95 is below the trigger, though above the target.
        assertEq(exchange.getBooks().poolCash, 96 * unit, "pool cash");
        bytes4 selector = IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, int256(0)));
        exchange.deleverage(ETH, false, listOne(winners[0]), ALL);
    }

    function test_pool_isLeftAloneBelowTheTrigger(uint256 trigger) public {
        _configure(PerpTypes.AdlPolicy.HyperliquidQueue, bound(trigger, 0.125e18, 1e18), 0);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector);
        exchange.deleverage(ETH, false, listOne(winners[1]), ALL);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector);
        exchange.deleverage(ETH, true, none, ALL);
    }

    function test_proRata_closesTheSameShareOfEveryone() public {
        _configure(PerpTypes.AdlPolicy.ProfitProRata, 0.1e18, 0.05e18);
        deleverage(none, 4);
        deleverage(none, 6);

        // 7.5 ÷ 0.95 of 12.5 is realised.
        uint256 share = (uint256(75e18) / 95 / 125) * 100;
        assertClose(abs(sizeOf(winners[0], ETH)), 10e18 - (10 * share), 1e13, "first");
        assertClose(abs(sizeOf(winners[1], ETH)), 8e18 - (8 * share), 1e13, "second");
        assertClose(abs(sizeOf(winners[2], ETH)), 5e18 - (5 * share), 1e13, "third");
        assertEq(abs(sizeOf(winners[3], ETH)), 5e18, "without profit");
    }

    /// @dev A target of 100 % cannot be come near to by closing; then everyone is closed.
    function test_pool_closesAllWhereNoTargetHelps() public {
        _configure(PerpTypes.AdlPolicy.ProfitProRata, 1e18, 1e18);
        setPrice(ETH, 50e8);
        deleverage(none, ALL);
        assertEq(_sideProfit(), 0, "profit is left");
    }

    /// @dev Only the engine has won, and it is nobody's to take.
    function test_pool_hasNobodyToDeleverage() public {
        for (uint256 i = 0; i < 5; ++i) closeAs(winners[i], ETH);
        bankrupt();
        setPrice(ETH, 120e8);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.RoundEnded(ETH, true, 0, 0, 0);
        exchange.deleverage(ETH, true, none, ALL);
    }

    function _order(PerpTypes.AdlPolicy policy, uint256 most) private view returns (address[] memory) {
        bool proRata = policy == PerpTypes.AdlPolicy.ProfitProRata || policy == PerpTypes.AdlPolicy.ContractsProRata;
        return proRata ? none : orderOf(ETH, false, PRICE, most);
    }

    function _sideProfit() private view returns (uint256 sum) {
        for (uint256 i = 0; i < 5; ++i) {
            (int256 profit, ) = exchange.getProfit(ETH, winners[i]);
            if (profit > 0) sum += uint256(profit);
        }
    }

    function _configure(PerpTypes.AdlPolicy policy, uint256 trigger, uint256 target) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.policy = policy;
        (config.adl.poolTrigger, config.adl.poolTarget) = (trigger, target);
        exchange.configureMarket(ETH, config);
    }
}
