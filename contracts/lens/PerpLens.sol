// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {PerpTypes} from "../perps/PerpTypes.sol";
import {IPerpLens} from "./IPerpLens.sol";

/// @title PerpLens
contract PerpLens is IPerpLens {
    uint256 private constant CHAIN_WORDS = 2;
    uint256 private constant MARKET_WORDS = 20;
    uint256 private constant COLLATERAL_WORDS = 4;
    uint256 private constant BOOK_WORDS = 8;
    uint256 private constant ACCOUNT_WORDS = 5; // and three a market, one a collateral
    uint256 private constant ORDER_WORDS = 5;

    /// @inheritdoc IPerpLens
    function markets(
        IPerpExchange exchange,
        address[] calldata indexFeeds,
        address[] calldata spotFeeds
    ) external view returns (uint256[] memory words) {
        words = new uint256[](indexFeeds.length * MARKET_WORDS);
        _writeMarkets(words, 0, exchange, indexFeeds, spotFeeds);
    }

    /// @inheritdoc IPerpLens
    function collaterals(
        IPerpExchange exchange,
        address[] calldata tokens,
        address[] calldata feeds
    ) external view returns (uint256[] memory words) {
        words = new uint256[](tokens.length * COLLATERAL_WORDS);
        _writeCollaterals(words, 0, exchange, tokens, feeds);
    }

    /// @inheritdoc IPerpLens
    function books(IPerpExchange exchange) external view returns (uint256[] memory words) {
        words = new uint256[](BOOK_WORDS);
        _writeBooks(words, 0, exchange);
    }

    /// @inheritdoc IPerpLens
    function accounts(
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata tokens,
        address[] calldata users
    ) external view returns (uint256[] memory words) {
        words = new uint256[](users.length * _accountWords(marketCount, tokens));
        _writeAccounts(words, 0, exchange, marketCount, tokens, users);
    }

    /// @inheritdoc IPerpLens
    function orders(
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata users
    ) external view returns (uint256[] memory words) {
        words = new uint256[](users.length * marketCount * ORDER_WORDS);
        uint256 at = 0;
        for (uint256 i = 0; i < users.length; ++i) {
            for (uint256 market = 0; market < marketCount; ++market) {
                PerpTypes.Order memory order = exchange.getOrder(users[i], market);
                words[at] = uint256(order.sizeDelta);
                words[at + 1] = order.acceptablePrice;
                words[at + 2] = order.committed;
                words[at + 3] = order.escrow;
                words[at + 4] = order.reduceOnly ? 1 : 0;
                at += ORDER_WORDS;
            }
        }
    }

    /// @inheritdoc IPerpLens
    function record(Query calldata query) external view returns (uint256[] memory words) {
        uint256 venueWords =
            query.indexFeeds.length * MARKET_WORDS + query.collaterals.length * COLLATERAL_WORDS + BOOK_WORDS;
        words = new uint256[](
            CHAIN_WORDS +
                (query.venue ? venueWords : 0) +
                query.users.length * _accountWords(query.indexFeeds.length, query.collaterals)
        );
        words[0] = block.number;
        words[1] = block.timestamp;
        uint256 at = CHAIN_WORDS;
        if (query.venue) {
            at = _writeMarkets(words, at, query.exchange, query.indexFeeds, query.spotFeeds);
            at = _writeCollaterals(words, at, query.exchange, query.collaterals, query.collateralFeeds);
            at = _writeBooks(words, at, query.exchange);
        }
        _writeAccounts(words, at, query.exchange, query.indexFeeds.length, query.collaterals, query.users);
    }

    function _writeMarkets(
        uint256[] memory words,
        uint256 at,
        IPerpExchange exchange,
        address[] calldata indexFeeds,
        address[] calldata spotFeeds
    ) private view returns (uint256) {
        _requireSameLength(indexFeeds, spotFeeds);

        for (uint256 i = 0; i < indexFeeds.length; ++i) {
            IPerpExchange.StoredMarket memory market = exchange.getStoredMarket(i);
            (words[at], words[at + 1]) = _answer(indexFeeds[i]);
            (words[at + 2], ) = _answer(spotFeeds[i]);
            words[at + 3] = uint256(market.status);
            _writeSide(words, at + 4, market.long);
            _writeSide(words, at + 7, market.short);
            words[at + 10] = uint256(market.fundingRate);
            words[at + 11] = uint256(market.fundingIndex);
            words[at + 12] = market.fundingTime;
            words[at + 13] = uint256(market.premiumSum);
            words[at + 14] = market.windowStart;
            words[at + 15] = market.windowBlock;
            words[at + 16] = market.windowUsed;
            words[at + 17] = market.insuranceBlock;
            words[at + 18] = market.insurancePaid;
            words[at + 19] = market.seed;
            at += MARKET_WORDS;
        }
        return at;
    }

    function _writeSide(uint256[] memory words, uint256 at, PerpTypes.Side memory side) private pure {
        words[at] = side.size;
        words[at + 1] = side.cost;
        words[at + 2] = uint256(side.fundingWeight);
    }

    function _writeCollaterals(
        uint256[] memory words,
        uint256 at,
        IPerpExchange exchange,
        address[] calldata tokens,
        address[] calldata feeds
    ) private view returns (uint256) {
        _requireSameLength(tokens, feeds);

        for (uint256 i = 0; i < tokens.length; ++i) {
            (words[at], words[at + 1]) = _answer(feeds[i]);
            words[at + 2] = exchange.getSeized(tokens[i]);
            words[at + 3] = IERC20(tokens[i]).balanceOf(address(exchange));
            at += COLLATERAL_WORDS;
        }
        return at;
    }

    function _writeBooks(uint256[] memory words, uint256 at, IPerpExchange exchange) private view returns (uint256) {
        IPerpExchange.Books memory sums = exchange.getBooks();
        words[at] = uint256(sums.settledSum);
        words[at + 1] = sums.poolCash;
        words[at + 2] = sums.insurance;
        words[at + 3] = sums.fees;
        words[at + 4] = sums.escrow;
        words[at + 5] = sums.unpaid;
        words[at + 6] = IERC20(exchange.quote()).balanceOf(address(exchange));
        words[at + 7] = IERC20(exchange.pool()).totalSupply();
        return at + BOOK_WORDS;
    }

    function _writeAccounts(
        uint256[] memory words,
        uint256 at,
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata tokens,
        address[] calldata users
    ) private view {
        uint256 width = _accountWords(marketCount, tokens);
        for (uint256 i = 0; i < users.length; ++i) {
            _writeAccount(words, at + i * width, exchange, marketCount, tokens, users[i]);
        }
    }

    function _writeAccount(
        uint256[] memory words,
        uint256 at,
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata tokens,
        address user
    ) private view {
        PerpTypes.Account memory account = exchange.getAccount(user);
        words[at] = uint256(int256(account.settled));
        words[at + 1] = account.markets;
        words[at + 2] = account.flagged ? 1 : 0;
        words[at + 3] = account.partialTime;
        words[at + 4] = account.orders;
        at += ACCOUNT_WORDS;
        for (uint256 market = 0; market < marketCount; ++market) {
            if ((account.markets >> market) & 1 != 0) {
                PerpTypes.Position memory position = exchange.getPosition(user, market);
                words[at] = uint256(int256(position.size));
                words[at + 1] = uint256(int256(position.cost));
                words[at + 2] = uint256(position.funding);
            }
            at += 3;
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            if ((account.collaterals >> i) & 1 != 0) words[at] = exchange.getCollateral(user, tokens[i]);
            ++at;
        }
    }

    /// @dev A feed that answers nothing, or with what is no price, stands as zero: as the exchange reads it.
    function _answer(address feed) private view returns (uint256 answer, uint256 updatedAt) {
        if (feed == address(0)) return (0, 0);
        try IAggregatorV3(feed).latestRoundData() returns (uint80, int256 value, uint256, uint256 at, uint80) {
            return (value > 0 ? uint256(value) : 0, at);
        } catch {
            return (0, 0);
        }
    }

    function _accountWords(uint256 marketCount, address[] calldata tokens) private pure returns (uint256) {
        return ACCOUNT_WORDS + 3 * marketCount + tokens.length;
    }

    function _requireSameLength(address[] calldata first, address[] calldata second) private pure {
        require(first.length == second.length, PerpLens_LengthMismatch(first.length, second.length));
    }
}
