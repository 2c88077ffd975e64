// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IPerpExchange} from "../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {PerpWorld} from "../support/PerpWorld.sol";
import {PerpNotes} from "./PerpNotes.sol";

/// @notice Five traders, a liquidity provider and a keeper use an exchange while time passes, prices move and strangers
/// donate.
contract PerpHandler is PerpNotes {
    constructor(
        IPerpExchange exchange_,
        IERC4626 pool_,
        MintableToken[2] memory tokens_,
        PriceFeed[2] memory feeds_
    ) PerpNotes(exchange_, pool_, tokens_, feeds_) {}

    function moveMargin(uint256 who, uint256 value, bool tokens, bool takesOut) external {
        address trader = _traders[who % TRADERS];
        (address token, uint256 amount) = tokens
            ? (address(_weth), bound(value, 1, 2e18))
            : (address(_usdc), bound(value, 1, 5_000 * _unit));
        bytes memory data =
            takesOut
                ? abi.encodeCall(IPerpExchange.withdraw, (token, amount, trader))
                : abi.encodeCall(IPerpExchange.deposit, (token, amount, trader));
        _act(trader, data);
    }

    /// @dev Up to 18 times the trader's equity; another takes the other side. Some close instead.
    function trade(uint256 who, uint256 market, uint256 value, bool sells, bool closes) external {
        address trader = _traders[who % TRADERS];
        market = exchange.getConfig(market % 2).trading.settlementDelay == 0 ? market % 2 : 0;
        int256 size = exchange.getPosition(trader, market).size;
        if (closes && size != 0) return _trade(trader, market, -size);

        size = int256(_sized(trader, market, bound(value, 1, 18)));
        _trade(trader, market, sells ? -size : size);
        _trade(_traders[((who % TRADERS) + 1 + (value % 4)) % TRADERS], market, sells ? size : -size);
    }

    /// @dev On the market that settles a block later.
    function order(uint256 who, uint256 value, bool sells) external {
        int256 size = int256(bound(value, 1e15, 2e18));
        if (sells) size = -size;
        bytes memory data = abi.encodeCall(
            IPerpExchange.commitOrder,
            (1, size, size > 0 ? type(uint256).max : 0, false)
        );
        _act(_traders[who % TRADERS], data);
    }

    function settle(uint256 who, bool clears) external {
        address trader = _traders[who % TRADERS];
        bytes memory data =
            clears
                ? abi.encodeCall(IPerpExchange.clearOrder, (1, trader))
                : abi.encodeCall(IPerpExchange.settleOrder, (1, trader));
        _act(_keeper, data);
    }

    function flag(uint256 who) external {
        _act(_keeper, abi.encodeCall(IPerpExchange.flag, (_traders[_firstBelow(who, false)])));
    }

    /// @dev The price goes against a position, a step at a time, until it is liquidated or taken over.
    /// Then a round may follow.
    function squeeze(uint256 who, uint256 market, uint256 step) external {
        market %= 2;
        who = _firstHolding(who, market);
        int256 size = exchange.getPosition(_traders[who], market).size;
        step = bound(step, 50, step % 3 == 0 ? 1_500 : 150);
        for (uint256 i = 0; i < 12 && size != 0 && exchange.getPosition(_traders[who], market).size == size; ++i) {
            _movePrice(market, size > 0 ? 10_000 - step : 10_000 + step);
            _liquidate(who, market);
            _takeOver(who);
        }
        if (step % 2 == 0) deleverage(market, size < 0, step, step);
    }

    function liquidate(uint256 who, uint256 market) external {
        (who, market) = (_firstBelow(who, false), market % 2);
        if (exchange.getPosition(_traders[who], market).size == 0) market = 1 - market;
        _liquidate(who, market);
    }

    function takeOver(uint256 who) external {
        _takeOver(_firstBelow(who, true));
    }

    function dispose(uint256 market, uint256 value) external {
        market %= 2;
        bytes memory data = abi.encodeCall(IPerpExchange.dispose, (market, bound(value, 1, 100e18)));
        (bool ok, bytes memory result) = _act(_keeper, data);
        if (ok) _noteClosed(market, abi.decode(result, (uint256)));
    }

    /// @dev The order is right but for its end, which may be cut; the round takes up to two calls.
    function deleverage(uint256 market, bool longs, uint256 cut, uint256 scan) public {
        market %= 2;
        int256 held = exchange.getPosition(address(exchange), market).size;
        if (held == 0) held = exchange.getPosition(address(exchange), market = 1 - market).size;
        if (held != 0) longs = held < 0;
        PerpTypes.MarketConfig memory config = exchange.getConfig(market);
        PerpTypes.AdlPolicy policy = config.adl.policy;
        bool proRata = policy == PerpTypes.AdlPolicy.ProfitProRata || policy == PerpTypes.AdlPolicy.ContractsProRata;
        address[] memory ranked = _ranked(market, longs, _closingPrice(market, config.adl.price));
        address[] memory listed = new address[](proRata ? 0 : ranked.length - (cut % (ranked.length + 1)) / 3);
        for (uint256 i = 0; i < listed.length; ++i) listed[i] = ranked[i];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory data = abi.encodeCall(IPerpExchange.deleverage, (market, longs, listed, 3 + (scan % 8)));
            (bool ok, ) = _act(_keeper, data);
            if (ok) _noteDeleveraging(market);
        }
    }

    function buySeized(uint256 value) external {
        uint256 amount = bound(value, 0, exchange.getSeized(address(_weth)));
        _act(_keeper, abi.encodeCall(IPerpExchange.buySeized, (address(_weth), amount, type(uint256).max)));
    }

    function _trade(address trader, uint256 market, int256 size) private {
        if (exchange.getMargin(trader).equity < int256(500 * _unit)) {
            _act(trader, abi.encodeCall(IPerpExchange.deposit, (address(_usdc), 8_000 * _unit, trader)));
        }
        _act(trader, abi.encodeCall(IPerpExchange.trade, (market, size, size > 0 ? type(uint256).max : 0, false)));
    }

    function _liquidate(uint256 who, uint256 market) private {
        bytes memory data = abi.encodeCall(IPerpExchange.liquidate, (market, _traders[who]));
        (bool ok, bytes memory result) = _act(_keeper, data);
        if (ok) _noteLiquidation(who, market, abi.decode(result, (uint256)));
    }

    function _takeOver(uint256 who) private {
        uint256 engineMarkets = exchange.getAccount(address(exchange)).markets;
        uint256 markets = exchange.getAccount(_traders[who]).markets;
        (bool ok, ) = _act(_keeper, abi.encodeCall(IPerpExchange.takeOver, (_traders[who])));
        if (ok) _noteTakeOver(who, engineMarkets, markets);
    }
}

/// @notice The exchange's properties, for each way of liquidating and deleveraging.
abstract contract PerpInvariants is PerpWorld {
    PerpHandler private handler;
    address[5] private traders;

    function _shape(PerpTypes.MarketConfig memory config) internal view virtual;

    function setUp() public {
        vm.warp(30 days);
        buildEmptyWorld(6);
        for (uint256 id = 0; id < 2; ++id) {
            PerpTypes.MarketConfig memory config = exchange.getConfig(id);
            config.trading.skewScale = id == 0 ? 20_000e18 : 700e18;
            config.margin.minPositionMargin = 5 * unit;
            config.liquidation.maxReward = 20 * unit;
            _shape(config);
            configure(id, config);
        }
        handler = new PerpHandler(exchange, pool, [usdc, weth], [feeds[ETH], feeds[BTC]]);
        usdc.transferOwnership(address(handler));
        weth.transferOwnership(address(handler));
        for (uint256 id = 0; id < 2; ++id) feeds[id].setTransmitter(address(handler), true);
        handler.start();
        traders = handler.traders();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev PERP-1, PERP-2, PERP-3, PERP-10 and PERP-11, of one sequence of actions.
    function invariant_PERP_1_booksPositionsAndTokensAddUp() public view {
        _assertBooksAddUp();
        for (uint256 id = 0; id < 2; ++id) {
            IPerpExchange.StoredMarket memory m = exchange.getStoredMarket(id);
            _assertAddsUp(id, m.long, true);
            _assertAddsUp(id, m.short, false);
            _assertHolders(id);
        }
        uint256 tokens = exchange.getSeized(address(weth));
        for (uint256 i = 0; i < 5; ++i) tokens += exchange.getCollateral(traders[i], address(weth));
        assertEq(tokens, weth.balanceOf(address(exchange)), "tokens");
        _assertPoolWorth();
    }

    /// @dev PERP-4 to PERP-9, of one sequence of actions: PERP-5, PERP-6, PERP-7 and PERP-8 among them.
    function invariant_PERP_4_noActionDoesWhatItMustNot() public view {
        assertTrue(!handler.insuranceFellWithoutALoss(), "PERP-4: the insurance fund fell");
        assertTrue(!handler.deleveragedWithoutProfit(), "PERP-5: deleveraged without profit");
        assertTrue(!handler.tookTooMuch(), "PERP-5: took too much");
        assertTrue(!handler.madeInsolvent(), "PERP-5: made insolvent");
        assertTrue(!handler.exceededTheWindow(), "PERP-6: liquidated more than the window");
        assertTrue(!handler.harmedAHealthyAccount(), "PERP-7: a healthy account fell below maintenance");
        assertTrue(!handler.loweredTheSharePrice(), "PERP-8: the share price fell");
        assertTrue(!handler.liquidatedAHealthyAccount(), "PERP-9: liquidated a healthy account");
        assertTrue(!handler.leftSomethingBehind(), "PERP-9: something was left after a takeover");
    }

    function _assertBooksAddUp() private view {
        IPerpExchange.Books memory b = exchange.getBooks();
        int256 sum = b.settledSum + int256(b.poolCash + b.insurance + b.fees + b.escrow + handler.donated());
        assertEq(uint256(sum), usdc.balanceOf(address(exchange)), "books");
        int256 settled = settledOf(address(exchange)) + settledOf(handler.keeper());
        for (uint256 i = 0; i < 5; ++i) settled += settledOf(traders[i]);
        assertEq(uint256(settled), uint256(b.settledSum), "settled");
    }

    function _assertHolders(uint256 id) private view {
        uint256 count = 0;
        for (uint256 i = 0; i < 5; ++i) {
            int256 size = sizeOf(traders[i], id);
            if (size != 0) ++count;
            assertTrue(holds(traders[i], id, true) == (size > 0), "longs");
            assertTrue(holds(traders[i], id, false) == (size < 0), "shorts");
            assertTrue(((exchange.getAccount(traders[i]).markets >> id) & 1 == 1) == (size != 0), "mark");
        }
        uint256 held = exchange.getHolders(id, true).length + exchange.getHolders(id, false).length;
        assertEq(held, count, "holders");
    }

    /// @dev A unit for each position and market: profits are rounded down.
    function _assertPoolWorth() private view {
        int256 worth = int256(exchange.getBooks().poolCash);
        for (uint256 id = 0; id < 2; ++id) {
            for (uint256 i = 0; i < 6; ++i) {
                (int256 profit, ) = exchange.getProfit(id, i < 5 ? traders[i] : address(exchange));
                worth -= profit;
            }
        }
        assertClose(exchange.poolEquity(), worth > 0 ? uint256(worth) : 0, 26, "pool");
    }

    function _assertAddsUp(uint256 id, PerpTypes.Side memory side, bool long) private view {
        PerpTypes.Side memory sum;
        for (uint256 i = 0; i < 6; ++i) {
            PerpTypes.Position memory p = exchange.getPosition(i < 5 ? traders[i] : address(exchange), id);
            if (p.size == 0 || (p.size > 0) != long) continue;
            assertTrue(p.cost == 0 || (p.cost > 0) == long, "a cost of the other sign");
            sum.size += uint128(abs(p.size));
            sum.cost += uint128(abs(p.cost));
            sum.fundingWeight += int256(abs(p.size)) * p.funding;
        }
        assertEq(sum.size, side.size, "sizes");
        assertEq(sum.cost, side.cost, "costs");
        assertEq(uint256(sum.fundingWeight), uint256(side.fundingWeight), "funding");
    }
}

/// @notice Synthetix v3: windows, whole liquidations at mark; the deficit by Binance's queue, half of it the pool's.
contract PerpInvariantsWindow is PerpInvariants {
    function _shape(PerpTypes.MarketConfig memory config) internal pure override {
        (config.liquidation.windowSize, config.liquidation.windowSeconds) = (20e18, 1 hours);
        config.liquidation.maxSkewInWindow = 0.001e18;
        (config.adl.policy, config.adl.severity) = (PerpTypes.AdlPolicy.BinanceQueue, 0.5e18);
        config.adl.scope = PerpTypes.AdlScope.Deficit;
    }
}

/// @notice Hyperliquid: parts at the fill, a backstop, clamped funding, a median mark; the whole position by its queue.
contract PerpInvariantsBackstop is PerpInvariants {
    function _shape(PerpTypes.MarketConfig memory config) internal view override {
        config.liquidation.price = PerpTypes.LiquidationPrice.Fill;
        (config.liquidation.partialShare, config.liquidation.partialAbove) = (0.2e18, 20_000 * unit);
        (config.liquidation.cooldown, config.liquidation.backstop) = (30, 0.667e18);
        config.funding.rule = PerpTypes.FundingRule.ClampedPremium;
        (config.funding.interest, config.funding.clamp, config.funding.cap) = (0.0001e18, 0.0005e18, 0.04e18);
        config.markRule = PerpTypes.MarkRule.Median;
    }
}

/// @notice dYdX v4 and GMX: parts again and again, open interest raises margins; by size, also against the pool.
contract PerpInvariantsProRata is PerpInvariants {
    function _shape(PerpTypes.MarketConfig memory config) internal view override {
        (config.liquidation.partialShare, config.liquidation.repeatPartial) = (0.1e18, true);
        (config.liquidation.partialFloor, config.liquidation.partialCap) = (1_000 * unit, 100_000 * unit);
        (config.liquidation.cooldown, config.liquidation.insuranceBlockCap) = (1, 500 * unit);
        (config.margin.openInterestLower, config.margin.openInterestUpper) = (100_000 * unit, 2_000_000 * unit);
        config.adl.policy = PerpTypes.AdlPolicy.ContractsProRata;
        (config.adl.poolTrigger, config.adl.poolTarget) = (0.05e18, 0.02e18);
        (config.trading.settlementDelay, config.trading.settlementWindow) = (config.indexFeed == feeds[BTC] ? 1 : 0, 5);
        config.trading.settlementReward = 2 * unit;
    }
}

/// @notice Perp v2: nobody is deleveraged; and at mark, by a random order, in the other market.
contract PerpInvariantsNone is PerpInvariants {
    function _shape(PerpTypes.MarketConfig memory config) internal view override {
        bool isEth = config.indexFeed == feeds[ETH];
        config.adl.policy = isEth ? PerpTypes.AdlPolicy.Random : PerpTypes.AdlPolicy.None;
        config.adl.price = PerpTypes.AdlPrice.Mark;
        config.liquidation.price = PerpTypes.LiquidationPrice.Fill;
    }
}
