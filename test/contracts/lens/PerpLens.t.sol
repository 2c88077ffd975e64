// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpLens} from "../../../contracts/lens/IPerpLens.sol";
import {PerpLens} from "../../../contracts/lens/PerpLens.sol";
import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {RevertingFeed} from "../../../contracts/mocks/RevertingFeed.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice LENS-2, after trades of any size and time between them.
contract PerpLensTest is PerpWorld {
    uint256 private constant ACCOUNT_WORDS = 5 + 3 * 2 + 3;

    PerpLens private lens;
    address[] private indexFeeds;
    address[] private spotFeeds;
    address[] private tokens;
    address[] private collateralFeeds;
    address[] private users;

    function setUp() public {
        buildWorld(6);
        lens = new PerpLens();
        indexFeeds = [address(feeds[ETH]), address(feeds[BTC])];
        spotFeeds = [address(0), address(tokenFeeds[address(wbtc)])];
        tokens = exchange.getCollaterals();
        for (uint256 i = 0; i < tokens.length; ++i) collateralFeeds.push(address(tokenFeeds[tokens[i]]));
        users = [
            trader("long", 100_000),
            trader("short", 60_000),
            trader("idle", 7),
            actor("nobody"),
            address(exchange)
        ];
        fundInsurance(12_345);
        depositAs(users[1], weth, 3e18);
        depositAs(users[1], eurc, 500e6);
    }

    function test_record_isChainMarketsCollateralsBooksAndAccounts(uint256 size, uint256 elapsed) public {
        _use(size, elapsed);

        uint256[] memory words = lens.record(_query(true));

        assertEq(words.length, 2 + 2 * 20 + 3 * 4 + 8 + users.length * ACCOUNT_WORDS, "words");
        assertEq(words[0], block.number, "number");
        assertEq(words[1], block.timestamp, "timestamp");
        _assertSame(words, 2, lens.markets(exchange, indexFeeds, spotFeeds));
        _assertSame(words, 42, lens.collaterals(exchange, tokens, collateralFeeds));
        _assertSame(words, 54, lens.books(exchange));
        _assertSame(words, 62, lens.accounts(exchange, 2, tokens, users));
    }

    function test_record_leavesTheVenueOut() public view {
        uint256[] memory words = lens.record(_query(false));

        assertEq(words.length, 2 + users.length * ACCOUNT_WORDS, "words");
        _assertSame(words, 2, lens.accounts(exchange, 2, tokens, users));
    }

    function test_markets_areAsStored(uint256 size, uint256 elapsed) public {
        _use(size, elapsed);

        uint256[] memory words = lens.markets(exchange, indexFeeds, spotFeeds);

        for (uint256 id = 0; id < 2; ++id) _assertMarket(words, 20 * id, id);
        assertEq(words[2], 0, "no spot feed");
        assertEq(words[22], BTC_PRICE, "spot answer");
    }

    function test_markets_showNoPriceOfAFeedThatFails() public {
        indexFeeds[1] = address(new RevertingFeed());

        uint256[] memory words = lens.markets(exchange, indexFeeds, spotFeeds);

        assertEq(words[20] + words[21], 0, "no answer");
        assertEq(words[0], ETH_PRICE, "the other");
    }

    function test_markets_showNoPriceBelowZero() public {
        indexFeeds[1] = address(new BadAnswerFeed(8, -1));

        uint256[] memory words = lens.markets(exchange, indexFeeds, spotFeeds);

        assertEq(words[20], 0, "no answer");
        assertEq(words[21], block.timestamp, "though it is new");
    }

    function test_markets_revertForListsOfDifferentLength() public {
        spotFeeds.pop();

        vm.expectRevert(abi.encodeWithSelector(IPerpLens.PerpLens_LengthMismatch.selector, 2, 1));
        lens.markets(exchange, indexFeeds, spotFeeds);
    }

    function test_collaterals_equalTheDirectGetters() public view {
        uint256[] memory words = lens.collaterals(exchange, tokens, collateralFeeds);

        assertEq(words.length, 4 * tokens.length, "words");
        assertEq(words[0], ETH_PRICE, "price");
        assertEq(words[1], _timeOf(tokenFeeds[tokens[0]]), "its time");
        assertEq(words[2], exchange.getSeized(tokens[0]), "seized");
        assertEq(words[3], 3e18, "balance");
    }

    function test_collaterals_revertForListsOfDifferentLength() public {
        collateralFeeds.pop();

        vm.expectRevert(abi.encodeWithSelector(IPerpLens.PerpLens_LengthMismatch.selector, 3, 2));
        lens.collaterals(exchange, tokens, collateralFeeds);
    }

    function test_books_equalTheDirectGetters(uint256 size, uint256 elapsed) public {
        _use(size, elapsed);
        IPerpExchange.Books memory books = exchange.getBooks();

        uint256[] memory words = lens.books(exchange);

        assertEq(words[0], uint256(books.settledSum), "settled");
        assertEq(words[1], books.poolCash, "pool");
        assertEq(words[2], books.insurance, "insurance");
        assertEq(words[3], books.fees, "fees");
        assertEq(words[4], books.escrow, "escrow");
        assertEq(words[5], books.unpaid, "unpaid");
        assertEq(words[6], usdc.balanceOf(address(exchange)), "balance");
        assertEq(words[7], pool.totalSupply(), "shares");
    }

    function test_accounts_equalTheDirectGetters(uint256 size, uint256 elapsed) public {
        _use(size, elapsed);

        uint256[] memory words = lens.accounts(exchange, 2, tokens, users);

        assertEq(words.length, ACCOUNT_WORDS * users.length, "words");
        for (uint256 i = 0; i < users.length; ++i) _assertAccount(words, ACCOUNT_WORDS * i, users[i]);
    }

    function test_orders_equalTheDirectGetters(uint256 size) public {
        size = bound(size, 1e15, 100e18);
        tradeAs(users[1], BTC, 1e17);
        _delay();
        commitAs(users[0], ETH, int256(size));
        vm.prank(users[1]);
        exchange.commitOrder(BTC, -1e17, 0, true);

        uint256[] memory words = lens.orders(exchange, 2, users);

        assertEq(words.length, 10 * users.length, "words");
        for (uint256 i = 0; i < users.length; ++i) {
            for (uint256 id = 0; id < 2; ++id) _assertOrder(words, 10 * i + 5 * id, exchange.getOrder(users[i], id));
        }
        assertEq(words[0], size, "the first is there");
        assertEq(lens.accounts(exchange, 2, tokens, users)[4], 1, "and counted");
    }

    function _use(uint256 size, uint256 elapsed) private {
        size = bound(size, 1e15, 200e18);
        tradeAs(users[0], ETH, int256(size));
        tradeAs(users[1], ETH, -int256(size / 3));
        skip(bound(elapsed, 1, 1 days));
        tradeAs(users[1], BTC, 1e17);
        tradeAs(users[0], ETH, 1e15);
    }

    function _delay() private {
        for (uint256 id = 0; id < 2; ++id) {
            PerpTypes.MarketConfig memory config = exchange.getConfig(id);
            (config.trading.settlementDelay, config.trading.settlementWindow) = (2, 10);
            config.trading.settlementReward = 1e6;
            configure(id, config);
        }
    }

    function _query(bool venue) private view returns (IPerpLens.Query memory) {
        return IPerpLens.Query(exchange, indexFeeds, spotFeeds, tokens, collateralFeeds, users, venue);
    }

    function _timeOf(PriceFeed feed) private view returns (uint256 updatedAt) {
        (, , , updatedAt, ) = feed.latestRoundData();
    }

    function _assertMarket(uint256[] memory words, uint256 at, uint256 id) private view {
        IPerpExchange.StoredMarket memory market = exchange.getStoredMarket(id);
        assertEq(words[at], uint256(feeds[id].latestAnswer()), "index");
        assertEq(words[at + 1], _timeOf(feeds[id]), "its time");
        assertEq(words[at + 3], uint256(market.status), "status");
        _assertSide(words, at + 4, market.long);
        _assertSide(words, at + 7, market.short);
        assertEq(words[at + 10], uint256(market.fundingRate), "funding rate");
        assertEq(words[at + 11], uint256(market.fundingIndex), "funding index");
        assertEq(words[at + 12], market.fundingTime, "funding time");
        assertEq(words[at + 13], uint256(market.premiumSum), "premium sum");
        assertEq(words[at + 14], market.windowStart, "window start");
        assertEq(words[at + 15], market.windowBlock, "window block");
        assertEq(words[at + 16], market.windowUsed, "window used");
        assertEq(words[at + 17], market.insuranceBlock, "insurance block");
        assertEq(words[at + 18], market.insurancePaid, "insurance paid");
        assertEq(words[at + 19], market.seed, "seed");
    }

    function _assertSide(uint256[] memory words, uint256 at, PerpTypes.Side memory side) private pure {
        assertEq(words[at], side.size, "size");
        assertEq(words[at + 1], side.cost, "cost");
        assertEq(words[at + 2], uint256(side.fundingWeight), "funding weight");
    }

    function _assertAccount(uint256[] memory words, uint256 at, address user) private view {
        PerpTypes.Account memory account = exchange.getAccount(user);
        assertEq(words[at], uint256(int256(account.settled)), "settled");
        assertEq(words[at + 1], account.markets, "markets");
        assertEq(words[at + 2], account.flagged ? 1 : 0, "flagged");
        assertEq(words[at + 3], account.partialTime, "partial time");
        assertEq(words[at + 4], account.orders, "orders");
        for (uint256 id = 0; id < 2; ++id) {
            PerpTypes.Position memory position = exchange.getPosition(user, id);
            assertEq(words[at + 5 + 3 * id], uint256(int256(position.size)), "size");
            assertEq(words[at + 6 + 3 * id], uint256(int256(position.cost)), "cost");
            assertEq(words[at + 7 + 3 * id], uint256(position.funding), "funding");
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            assertEq(words[at + 11 + i], exchange.getCollateral(user, tokens[i]), "collateral");
        }
    }

    function _assertOrder(uint256[] memory words, uint256 at, PerpTypes.Order memory order) private pure {
        assertEq(words[at], uint256(order.sizeDelta), "size");
        assertEq(words[at + 1], order.acceptablePrice, "acceptable price");
        assertEq(words[at + 2], order.committed, "committed");
        assertEq(words[at + 3], order.escrow, "escrow");
        assertEq(words[at + 4], order.reduceOnly ? 1 : 0, "reduce only");
    }

    function _assertSame(uint256[] memory words, uint256 at, uint256[] memory part) private pure {
        for (uint256 i = 0; i < part.length; ++i) assertEq(words[at + i], part[i], "part of the record");
    }
}
