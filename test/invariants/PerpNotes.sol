// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IPerpExchange} from "../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {Test} from "../support/Test.sol";

/// @notice What the exchange's handler notes of every action.
/// @dev Every action may fail; what it must not do is noted as it happens.
abstract contract PerpNotes is Test {
    uint256 internal constant TRADERS = 5;
    int256 private constant SLACK = 4; // [quote] roundings of an action

    struct Seen {
        int256 equity; // [quote]
        uint256 maintenance; // [quote] with reward
        uint256 reward; // [quote]
        bool healthy;
        int256[2] sizes; // [wad base]
        int256[2] profits; // [quote]
    }

    IPerpExchange public immutable exchange;
    IERC4626 public immutable pool;

    bool public harmedAHealthyAccount;
    bool public liquidatedAHealthyAccount;
    bool public leftSomethingBehind;
    bool public insuranceFellWithoutALoss;
    bool public deleveragedWithoutProfit;
    bool public tookTooMuch;
    bool public madeInsolvent;
    bool public exceededTheWindow;
    bool public loweredTheSharePrice;
    uint256 public donated; // [quote]
    uint256 public liquidations;
    uint256 public takeOvers;
    uint256 public deleveragings;

    address[TRADERS] internal _traders;
    address internal _keeper;
    address internal _provider;
    MintableToken internal _usdc;
    MintableToken internal _weth;
    PriceFeed[2] internal _feeds;
    uint256 internal _unit; // [quote] of one dollar

    Seen[TRADERS] internal _before;
    uint256 internal _insuranceBefore;
    uint256 internal _unpaidBefore;
    mapping(uint256 market => mapping(uint256 number => uint256)) private _closedIn; // [wad base] by block

    constructor(IPerpExchange exchange_, IERC4626 pool_, MintableToken[2] memory tokens_, PriceFeed[2] memory feeds_) {
        (exchange, pool) = (exchange_, pool_);
        (_usdc, _weth, _feeds) = (tokens_[0], tokens_[1], feeds_);
        _unit = 10 ** uint256(_usdc.decimals());
        _traders = [actor("ann"), actor("ben"), actor("cho"), actor("dan"), actor("eve")];
        (_keeper, _provider) = (actor("keeper"), actor("provider"));
    }

    /// @notice Everyone holds tokens; the pool starts with 300,000 dollars, the insurance fund with 500.
    function start() external {
        if (pool.totalSupply() != 0) return;
        for (uint256 i = 0; i < TRADERS; ++i) _fund(_traders[i], address(exchange));
        _fund(_keeper, address(exchange));
        _fund(_provider, address(pool));
        vm.prank(_provider);
        pool.deposit(300_000 * _unit, _provider);
        vm.prank(_keeper);
        exchange.fundInsurance(500 * _unit);
        for (uint256 i = 0; i < TRADERS; ++i) {
            vm.prank(_traders[i]);
            exchange.deposit(address(_usdc), 8_000 * _unit, _traders[i]);
        }
    }

    function moveLiquidity(uint256 value, bool takesOut) external {
        (uint256 worth, uint256 shares) = (pool.totalAssets() + 1, pool.totalSupply() + 1e6);
        bytes memory data =
            takesOut
                ? abi.encodeCall(IERC4626.redeem, (bound(value, 0, pool.maxRedeem(_provider)), _provider, _provider))
                : abi.encodeCall(IERC4626.deposit, (bound(value, 1, 20_000 * _unit), _provider));
        vm.prank(_provider);
        (bool ok, ) = address(pool).call(data);
        if (ok) _noteSharePrice(worth, shares);
    }

    function donate(uint256 value) external {
        uint256 amount = bound(value, 1, 1_000 * _unit);
        donated += amount;
        _usdc.mint(address(exchange), amount);
    }

    function pass(uint256 time, uint256 market, uint256 factor) external {
        vm.warp(block.timestamp + bound(time, 1, 12 hours));
        vm.roll(block.number + 1);
        _movePrice(market % 2, bound(factor, 8_800, 11_300));
    }
    function keeper() external view returns (address) {
        return _keeper;
    }

    function traders() external view returns (address[TRADERS] memory) {
        return _traders;
    }

    /// @dev At a time and prices that stand still, only the caller may bring himself below maintenance.
    function _act(address caller, bytes memory data) internal returns (bool ok, bytes memory result) {
        _look();
        vm.prank(caller);
        (ok, result) = address(exchange).call(data);
        if (!ok) return (ok, result);

        bool mayCost =
            bytes4(data) == IPerpExchange.takeOver.selector ||
                bytes4(data) == IPerpExchange.dispose.selector ||
                bytes4(data) == IPerpExchange.deleverage.selector;
        if (!mayCost && exchange.getBooks().insurance < _insuranceBefore) insuranceFellWithoutALoss = true;
        if (bytes4(data) == IPerpExchange.deleverage.selector) return (ok, result);
        for (uint256 i = 0; i < TRADERS; ++i) {
            if (_traders[i] == caller || !_before[i].healthy) continue;
            IPerpExchange.MarginView memory m = exchange.getMargin(_traders[i]);
            if (m.equity < int256(m.maintenance)) harmedAHealthyAccount = true;
        }
    }

    function _noteLiquidation(uint256 i, uint256 market, uint256 closed) internal {
        ++liquidations;
        if (_before[i].healthy) liquidatedAHealthyAccount = true;
        _noteClosed(market, closed);
    }

    function _noteClosed(uint256 market, uint256 closed) internal {
        _closedIn[market][block.number] += closed;
        uint256 size = exchange.getConfig(market).liquidation.windowSize;
        if (size != 0 && _closedIn[market][block.number] > size) exceededTheWindow = true;
    }

    /// @param engineMarkets In which the engine had a position before.
    function _noteTakeOver(uint256 i, uint256 engineMarkets, uint256 markets) internal {
        ++takeOvers;
        if (_before[i].healthy) liquidatedAHealthyAccount = true;
        PerpTypes.Account memory account = exchange.getAccount(_traders[i]);
        if (account.settled != 0 || account.markets != 0 || account.collaterals != 0) leftSomethingBehind = true;
        bool fell = exchange.getBooks().insurance < _insuranceBefore;
        if (fell && _before[i].equity >= 0 && engineMarkets & markets == 0) insuranceFellWithoutALoss = true;
    }

    /// @dev A profit that the pool could not pay is not what deleveraging took.
    function _noteDeleveraging(uint256 market) internal {
        int256 unpaid = int256(exchange.getBooks().unpaid - _unpaidBefore);
        for (uint256 i = 0; i < TRADERS; ++i) {
            Seen memory before = _before[i];
            Seen memory now_ = _see(_traders[i]);
            if (now_.sizes[market] == before.sizes[market]) continue;
            ++deleveragings;
            if (before.profits[market] <= 0) deleveragedWithoutProfit = true;
            int256 equity = now_.equity + unpaid;
            if (before.equity - equity > before.profits[market] + SLACK) tookTooMuch = true;
            if (equity + SLACK < int256(now_.maintenance - now_.reward)) tookTooMuch = true;
            if (equity < 0) madeInsolvent = true;
        }
    }

    function _noteSharePrice(uint256 worth, uint256 shares) internal {
        uint256 virtualShares = pool.totalSupply() + 1e6;
        if ((pool.totalAssets() + 1) * shares < worth * virtualShares) loweredTheSharePrice = true;
    }

    function _look() internal {
        for (uint256 i = 0; i < TRADERS; ++i) _before[i] = _see(_traders[i]);
        IPerpExchange.Books memory books = exchange.getBooks();
        (_insuranceBefore, _unpaidBefore) = (books.insurance, books.unpaid);
    }

    function _see(address account) internal view returns (Seen memory seen) {
        IPerpExchange.MarginView memory m = exchange.getMargin(account);
        (seen.equity, seen.maintenance) = (m.equity, m.maintenance);
        seen.healthy = m.equity >= int256(m.maintenance) && !exchange.getAccount(account).flagged;
        for (uint256 id = 0; id < 2; ++id) {
            seen.sizes[id] = exchange.getPosition(account, id).size;
            (seen.profits[id], ) = exchange.getProfit(id, account);
        }
        PerpTypes.LiquidationConfig memory c = exchange.getConfig(0).liquidation;
        if (m.notional == 0) return seen;
        seen.reward = (m.notional * c.rewardRatio) / 1e18;
        if (seen.reward < c.minReward) seen.reward = c.minReward;
        if (seen.reward > c.maxReward) seen.reward = c.maxReward;
    }

    /// @dev The traders that may be taken at `price`, first to last.
    function _ranked(uint256 market, bool longs, uint256 price) internal view returns (address[] memory order) {
        address[] memory all = exchange.getHolders(market, longs);
        uint256[] memory scores = new uint256[](all.length);
        uint256 count = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            (uint256 score, uint256 size) = exchange.getAdlTerms(market, all[i], price);
            if (size == 0) continue;
            (address account, uint256 at) = (all[i], count++);
            for (; at > 0 && (score > scores[at - 1] || (score == scores[at - 1] && account < all[at - 1])); --at) {
                (all[at], scores[at]) = (all[at - 1], scores[at - 1]);
            }
            (all[at], scores[at]) = (account, score);
        }
        order = new address[](count);
        for (uint256 i = 0; i < count; ++i) order[i] = all[i];
    }

    /// @param factor [bps]
    function _movePrice(uint256 market, uint256 factor) internal {
        int256 price = (_feeds[market].latestAnswer() * int256(factor)) / 10_000;
        if (price > 1e8 && price < 1e15) _feeds[market].transmit(price);
    }

    /// @dev The first from a place on that is liquidatable, or below its backstop; that place if nobody is.
    function _firstBelow(uint256 from, bool backstop) internal view returns (uint256) {
        for (uint256 i = 0; i < TRADERS; ++i) {
            uint256 at = ((from % TRADERS) + i) % TRADERS;
            IPerpExchange.MarginView memory m = exchange.getMargin(_traders[at]);
            bool below = m.equity < int256(m.backstop) || m.equity < 0;
            if (below == backstop && (below || m.equity < int256(m.maintenance))) return at;
        }
        return from % TRADERS;
    }

    /// @dev The first from a place on that has a position; that place if nobody has.
    function _firstHolding(uint256 from, uint256 market) internal view returns (uint256) {
        for (uint256 i = 0; i < TRADERS; ++i) {
            uint256 at = ((from % TRADERS) + i) % TRADERS;
            if (exchange.getPosition(_traders[at], market).size != 0) return at;
        }
        return from % TRADERS;
    }

    /// @dev So many times a trader's equity. [wad base]
    function _sized(address trader, uint256 market, uint256 leverage) internal view returns (uint256) {
        int256 equity = exchange.getMargin(trader).equity;
        uint256 worth = equity > 0 ? uint256(equity) * leverage : _unit;
        return (worth * 1e36) / _unit / exchange.getMarket(market).index;
    }

    /// @dev Where the engine neither gains nor loses, or mark.
    function _closingPrice(uint256 market, PerpTypes.AdlPrice price) internal view returns (uint256) {
        uint256 mark = exchange.getMarket(market).mark;
        (int256 profit, ) = exchange.getProfit(market, address(exchange));
        int256 size = exchange.getPosition(address(exchange), market).size;
        if (price == PerpTypes.AdlPrice.Mark || size == 0 || profit >= 0) return mark;
        int256 at = int256(mark) - (profit * 1e36) / int256(_unit) / size;
        return at > 0 ? uint256(at) : 0;
    }

    function _fund(address account, address spender) internal {
        _usdc.mint(account, 1e12 * _unit);
        _weth.mint(account, 1e30);
        vm.startPrank(account);
        _usdc.approve(spender, type(uint256).max);
        _weth.approve(spender, type(uint256).max);
        vm.stopPrank();
    }
}
