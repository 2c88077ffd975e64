// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {DeleveragingWorld} from "../../support/DeleveragingWorld.sol";

/// @notice The engine holds two positions at a loss and has no cash: how much of them is deleveraged, by scope.
contract PerpExchangeDeleverageScopeTest is DeleveragingWorld {
    uint256 private constant ALL = 1_000;

    function _build(PerpTypes.AdlScope scope, uint256 insuredDollars) private {
        openPositions();
        PerpTypes.MarketConfig memory config = plainConfig();
        (config.adl.scope, config.adl.severity) = (scope, 1e18);
        configure(ETH, config);
        config.indexFeed = feeds[BTC];
        configure(BTC, config);
        setPrice(BTC, 1_000e8);
        address other = trader("other", 100);
        tradeAs(other, BTC, 1e18);
        tradeAs(trader("counterparty", 500), BTC, -1e18);
        setPrice(BTC, 895e8);
        fundInsurance(insuredDollars * unit);
        bankrupt();
        exchange.takeOver(other);
    }

    function _round(uint256 market) private returns (uint256 closed) {
        PerpTypes.Position memory position = exchange.getPosition(address(exchange), market);
        uint256 price = market == ETH ? 91e18 : 900e18;
        assertTrue(position.size > 0, "the engine is long");
        return exchange.deleverage(market, false, orderOf(market, false, price, ALL), ALL);
    }

    function test_account_closesEveryMarketOfTheBlockThatFoundTheEngineWithoutEquity() public {
        _build(PerpTypes.AdlScope.Account, 10);

        assertClose(uint256(-exchange.engineEquity()), 10 * unit, 1, "15 and 5 dollars lost, 10 insured");
        _round(ETH);
        assertTrue(exchange.engineEquity() >= 0, "one round was enough");
        assertEq(_round(BTC), 1e18, "the other market");
        assertEq(abs(sizeOf(address(exchange), BTC)), 0, "nothing is left");
        assertBooks();
    }

    function test_account_sparesWhatTheNextBlockFindsSolvent() public {
        _build(PerpTypes.AdlScope.Account, 10);
        _round(ETH);
        vm.roll(block.number + 1);

        int256 equity = exchange.engineEquity();
        bytes4 selector = IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector;
        address[] memory order = orderOf(BTC, false, 900e18, ALL);
        vm.expectRevert(abi.encodeWithSelector(selector, BTC, equity));
        exchange.deleverage(BTC, false, order, ALL);
    }

    function test_position_stopsOnceTheEngineIsSolvent() public {
        _build(PerpTypes.AdlScope.Position, 10);
        _round(ETH);

        int256 equity = exchange.engineEquity();
        bytes4 selector = IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector;
        address[] memory order = orderOf(BTC, false, 900e18, ALL);
        vm.expectRevert(abi.encodeWithSelector(selector, BTC, equity));
        exchange.deleverage(BTC, false, order, ALL);
    }

    function test_deficit_closesNoMoreThanIsLacking(uint256 word) public {
        // Of the 20 dollars lost; the counterparties of ETH have won 12.5.
        _build(PerpTypes.AdlScope.Deficit, bound(word, 8, 19));
        uint256 lacking = uint256(-exchange.engineEquity());

        assertClose(_round(ETH), (1e18 * lacking) / unit, 1e13, "closed, at a dollar a unit");
    }
}
