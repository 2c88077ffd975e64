// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPerpExchange} from "../../contracts/perps/IPerpExchange.sol";
import {LiquidityPool} from "../../contracts/perps/LiquidityPool.sol";
import {PerpExchange} from "../../contracts/perps/PerpExchange.sol";
import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {Test} from "./Test.sol";

/// @notice A perpetual exchange with an ETH and a BTC market, a pool and collaterals of 18, 8 and 6 decimals. Its owner
/// and oracle node are the test itself.
abstract contract PerpWorld is Test {
    uint256 internal constant ETH = 0;
    uint256 internal constant BTC = 1;
    uint256 internal constant ETH_PRICE = 2_000e8;
    uint256 internal constant BTC_PRICE = 60_000e8;

    PerpExchange internal exchange;
    LiquidityPool internal pool;
    uint256 internal unit; // [quote] of one dollar
    address internal provider;

    MintableToken internal usdc;
    MintableToken internal weth;
    MintableToken internal wbtc;
    MintableToken internal eurc;
    mapping(uint256 market => PriceFeed) internal feeds;
    mapping(address token => PriceFeed) internal tokenFeeds;

    /// @dev With 50 million dollars in the pool and none in the insurance fund.
    function buildWorld(uint8 quoteDecimals) internal {
        buildEmptyWorld(quoteDecimals);
        provide(provider, 50_000_000 * unit);
    }

    function buildEmptyWorld(uint8 quoteDecimals) internal {
        provider = actor("liquidity provider");
        unit = 10 ** uint256(quoteDecimals);
        usdc = new MintableToken("USD Coin", "USDC", quoteDecimals, address(this));
        exchange = new PerpExchange(usdc, address(this));
        pool = new LiquidityPool(exchange, "Liquidity", "LP");
        exchange.setPool(address(pool));
        exchange.configurePool(PerpTypes.PoolConfig(1e18, 0, 0));

        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        wbtc = new MintableToken("Wrapped Bitcoin", "WBTC", 8, address(this));
        eurc = new MintableToken("Euro Coin", "EURC", 6, address(this));
        listCollateral(weth, ETH_PRICE, 0.1e18);
        listCollateral(wbtc, BTC_PRICE, 0.15e18);
        listCollateral(eurc, 1.1e8, 0.05e18);

        feeds[ETH] = newFeed(ETH_PRICE);
        feeds[BTC] = newFeed(BTC_PRICE);
        exchange.listMarket(defaultConfig(feeds[ETH], 350_000e18));
        exchange.listMarket(defaultConfig(feeds[BTC], 20_000e18));
    }

    /// @dev Synthetix v3's shape: velocity funding, mark at the index, no delay, no caps, whole liquidations.
    function defaultConfig(
        PriceFeed feed,
        uint256 skewScale
    ) internal view returns (PerpTypes.MarketConfig memory config) {
        config.indexFeed = feed;
        config.trading.skewScale = skewScale;
        config.trading.makerFee = 0.0002e18;
        config.trading.takerFee = 0.0005e18;
        config.margin.initialRatio = 0.02e18;
        config.margin.initialSlope = 0.744e18;
        config.margin.maintenanceScalar = 0.333e18;
        config.margin.minPositionMargin = 50 * unit;
        config.funding.maxVelocity = 9e18;
        config.funding.premiumWindow = 1 hours;
        config.liquidation.flagReward = 0.0003e18;
        config.liquidation.minReward = 1 * unit;
        config.liquidation.maxReward = 100 * unit;
        config.liquidation.rewardRatio = 0.0005e18;
        config.liquidation.penalty = 0.005e18;
        config.liquidation.partialShare = 1e18;
        config.adl.policy = PerpTypes.AdlPolicy.HyperliquidQueue;
        config.adl.scope = PerpTypes.AdlScope.Position;
        config.adl.severity = 1e18;
    }

    function newFeed(uint256 price) internal returns (PriceFeed feed) {
        feed = new PriceFeed(8, "USD", address(this));
        feed.setTransmitter(address(this), true);
        feed.transmit(int256(price));
    }

    function listCollateral(MintableToken token, uint256 price, uint256 haircut) internal {
        tokenFeeds[address(token)] = newFeed(price);
        exchange.configureCollateral(address(token), collateralConfig(token, haircut, 0));
    }

    function collateralConfig(
        MintableToken token,
        uint256 haircut,
        uint256 cap
    ) internal view returns (PerpTypes.CollateralConfig memory) {
        return PerpTypes.CollateralConfig(tokenFeeds[address(token)], haircut, cap, 0.02e18, token.decimals(), 0);
    }

    /// @dev Replaces a market's settings, in one line with `exchange.getConfig` before it.
    function configure(uint256 market, PerpTypes.MarketConfig memory config) internal {
        exchange.configureMarket(market, config);
    }

    // Time and prices

    function setPrice(uint256 market, uint256 price) internal {
        feeds[market].transmit(int256(price));
    }

    /// @dev Moves a price by a share of itself. [wad]
    function movePrice(uint256 market, int256 share) internal {
        int256 price = feeds[market].latestAnswer();
        feeds[market].transmit(price + (price * share) / 1e18);
    }

    function skip(uint256 elapsed) internal {
        vm.warp(block.timestamp + elapsed);
        vm.roll(block.number + 1);
    }

    // Actors

    /// @dev Gives `account` tokens and the exchange's approval for them.
    function fund(address account, MintableToken token, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(exchange), type(uint256).max);
    }

    function depositAs(address account, MintableToken token, uint256 amount) internal {
        fund(account, token, amount);
        vm.prank(account);
        exchange.deposit(address(token), amount, account);
    }

    function withdrawAs(address account, MintableToken token, uint256 amount) internal {
        vm.prank(account);
        exchange.withdraw(address(token), amount, account);
    }

    /// @dev A fresh account with `dollars` of settled margin.
    function trader(string memory name, uint256 dollars) internal returns (address account) {
        account = actor(name);
        depositAs(account, usdc, dollars * unit);
    }

    function provide(address account, uint256 amount) internal {
        usdc.mint(account, amount);
        vm.startPrank(account);
        usdc.approve(address(pool), amount);
        pool.deposit(amount, account);
        vm.stopPrank();
    }

    function fundInsurance(uint256 amount) internal {
        usdc.mint(address(this), amount);
        usdc.approve(address(exchange), amount);
        exchange.fundInsurance(amount);
    }

    /// @dev Buys (or sells, below zero) at any price.
    function tradeAs(address account, uint256 market, int256 sizeDelta) internal returns (uint256 price) {
        vm.prank(account);
        return exchange.trade(market, sizeDelta, worst(sizeDelta), false);
    }

    function closeAs(address account, uint256 market) internal returns (uint256 price) {
        int256 size = exchange.getPosition(account, market).size;
        vm.prank(account);
        return exchange.trade(market, -size, worst(-size), true);
    }

    function commitAs(address account, uint256 market, int256 sizeDelta) internal {
        vm.prank(account);
        exchange.commitOrder(market, sizeDelta, worst(sizeDelta), false);
    }

    function worst(int256 sizeDelta) internal pure returns (uint256) {
        return sizeDelta > 0 ? type(uint256).max : 0;
    }

    // Reading

    function marginOf(address account) internal view returns (IPerpExchange.MarginView memory) {
        return exchange.getMargin(account);
    }

    function settledOf(address account) internal view returns (int256) {
        return exchange.getAccount(account).settled;
    }

    function sizeOf(address account, uint256 market) internal view returns (int256) {
        return exchange.getPosition(account, market).size;
    }

    function skewOf(uint256 market) internal view returns (int256) {
        IPerpExchange.StoredMarket memory m = exchange.getStoredMarket(market);
        return int256(uint256(m.long.size)) - int256(uint256(m.short.size));
    }

    function holds(address account, uint256 market, bool longs) internal view returns (bool) {
        address[] memory holders = exchange.getHolders(market, longs);
        for (uint256 i = 0; i < holders.length; ++i) if (holders[i] == account) return true;
        return false;
    }

    function abs(int256 x) internal pure returns (uint256) {
        return uint256(x < 0 ? -x : x);
    }

    function divUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a + b - 1) / b;
    }

    function divDown(int256 a, int256 b) internal pure returns (int256) {
        return a >= 0 ? a / b : -((b - 1 - a) / b);
    }

    /// @dev Books and balance agree to the wei.
    function assertBooks() internal view {
        IPerpExchange.Books memory b = exchange.getBooks();
        int256 sum = b.settledSum + int256(b.poolCash + b.insurance + b.fees + b.escrow);
        assertEq(uint256(sum), IERC20(exchange.quote()).balanceOf(address(exchange)), "books are not the balance");
    }
}
