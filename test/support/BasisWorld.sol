// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ILendingPool} from "../../contracts/lending/ILendingPool.sol";
import {IAggregatorV3} from "../../contracts/oracles/IAggregatorV3.sol";
import {IRateProvider} from "../../contracts/oracles/IRateProvider.sol";
import {LiquidityPool} from "../../contracts/perps/LiquidityPool.sol";
import {PerpExchange} from "../../contracts/perps/PerpExchange.sol";
import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../contracts/tokens/StakedToken.sol";
import {BasisTypes} from "../../contracts/vaults/BasisTypes.sol";
import {BasisVault} from "../../contracts/vaults/BasisVault.sol";
import {VaultTypes} from "../../contracts/vaults/VaultTypes.sol";
import {Vm} from "./Vm.sol";
import {VaultWorld} from "./VaultWorld.sol";

/// @notice The vault world with a perpetual exchange on ETH beside it, all prices aligned, and a basis vault in a
/// dollar of 6 or 18 decimals whose spot is WETH or a staked token of it.
abstract contract BasisWorld is VaultWorld {
    uint256 internal constant ETH = 0;
    uint256 internal constant STAKED_RATE = 1.15e18;
    uint256 internal constant PERP_CASH = 50_000_000; // $
    uint16 internal constant PARKED_SHARE = 5_000; // [bps]

    PerpExchange internal exchange;
    LiquidityPool internal perpPool;
    MintableToken internal dollar; // the basis vault's asset
    MintableToken internal spot;
    StakedToken internal staked;
    uint256 internal one; // [asset] of a dollar
    BasisVault internal basis;

    ILendingPool internal constant NO_POOL = ILendingPool(address(0));

    function buildBasisWorld(bool wide, bool stakes) internal {
        vm.warp(START);
        buildLoopWorld(rulesOf(2));
        (steward, alice, bob) = (actor("steward"), actor("alice"), actor("bob"));
        feeRecipient = actor("fee recipient");
        dollar = wide ? _listWideDollar() : usdc;
        one = unitOf(dollar);
        spot = stakes ? _listStaked() : weth;
        openExchange();
        provideExchange();
        basis = newBasis(basisConfig());
    }

    function newBasis(BasisTypes.Config memory config) internal returns (BasisVault created) {
        return newBasisWith(plainTerms(), config);
    }

    function newBasisWith(
        VaultTypes.Terms memory terms,
        BasisTypes.Config memory config
    ) internal returns (BasisVault created) {
        return newBasisOf(basisSetup(terms, config));
    }

    function newBasisOf(BasisTypes.Setup memory setup) internal returns (BasisVault created) {
        created = new BasisVault(setup);
        created.setKeeper(steward, true);
    }

    function basisSetup(
        VaultTypes.Terms memory terms,
        BasisTypes.Config memory config
    ) internal view returns (BasisTypes.Setup memory setup) {
        setup.asset = dollar;
        setup.spot = spot;
        setup.rate = IRateProvider(address(spot) == address(staked) ? address(staked) : address(0));
        setup.exchange = exchange;
        setup.market = ETH;
        setup.oracle = oracle;
        setup.pool = pool;
        setup.swapRouter = swapRouter;
        setup.quoter = quoter;
        setup.path = pathOf(dollar, spot);
        (setup.name, setup.symbol) = ("Basis vault", "BASIS");
        setup.owner = address(this);
        setup.terms = terms;
        setup.config = config;
    }

    function basisConfig() internal view returns (BasisTypes.Config memory config) {
        (config.targetHedge, config.minHedge, config.maxHedge) = (1e18, 0.97e18, 1.03e18);
        config.openHedge = 0.8e18;
        (config.marginRatio, config.minMarginRatio) = (0.3e18, 0.15e18);
        (config.slippage, config.openSlippage) = (SLIPPAGE, 2 * SLIPPAGE);
        (config.idleShare, config.parkedShare) = (IDLE_SHARE, PARKED_SHARE);
        (config.cooldown, config.openCooldown) = (COOLDOWN, RIPCORD_COOLDOWN);
        (config.maxTrade, config.openMaxTrade) = (uint128(5_000_000 * one), uint128(1_000_000 * one));
        config.openReward = uint128(200 * one);
        config.rule = BasisTypes.Rule.SellSpot;
    }

    function setRule(BasisVault of_, BasisTypes.Rule rule) internal {
        BasisTypes.Config memory config = of_.getConfig();
        config.rule = rule;
        of_.setConfig(config);
    }

    function enter(address account, IERC4626 into, uint256 assets) internal returns (uint256 shares) {
        dollar.mint(account, assets);
        vm.startPrank(account);
        dollar.approve(address(into), assets);
        shares = into.deposit(assets, account);
        vm.stopPrank();
    }

    /// @dev Deposits of `dollars`, put to work.
    function openBasis(uint256 dollars) internal {
        enter(alice, basis, dollars * one);
        steer();
    }

    function steer() internal returns (uint256 reached) {
        vm.prank(steward);
        reached = basis.rebalance();
        skip(COOLDOWN);
    }

    function serve() internal returns (uint256 shares, uint256 assets) {
        vm.prank(steward);
        (shares, assets) = basis.fulfil(type(uint256).max, false);
        skip(COOLDOWN);
    }

    function ask(address account, uint256 shares) internal returns (uint256 id) {
        vm.prank(account);
        return basis.requestRedeem(shares, account, account);
    }

    /// @dev Oracle, index and AMM move together to `left` of the price [bps]; so does a staked token's.
    function moveEth(uint256 left) internal {
        moveEthFeed(left);
        align(spot, dollar);
    }

    function moveEthFeed(uint256 left) internal {
        setPrice(address(weth), (oracle.getAssetPrice(address(weth)) * left) / 1e4);
        if (address(staked) == address(0)) return;
        setPrice(address(staked), (oracle.getAssetPrice(address(staked)) * left) / 1e4);
    }

    /// @dev Buys (or sells, below zero) on the exchange at any price, on a margin of all its value.
    function tradePerp(address account, int256 size) internal {
        uint256 value = (uint256(size < 0 ? -size : size) * oracle.getAssetPrice(address(weth)) * one) / 1e26;
        dollar.mint(account, value);
        vm.startPrank(account);
        dollar.approve(address(exchange), value);
        exchange.deposit(address(dollar), value, account);
        exchange.trade(ETH, size, size > 0 ? type(uint256).max : 0, false);
        vm.stopPrank();
    }

    /// @dev A long of `size` on a twentieth of its value goes bankrupt as the price falls by a tenth, and the vault's
    /// short is taken to close it.
    function takeHedge(int256 size) internal returns (uint256 closed) {
        address loser = actor("loser");
        uint256 margin = (uint256(size) * oracle.getAssetPrice(address(weth)) * one) / 20e26;
        dollar.mint(loser, margin);
        vm.startPrank(loser);
        dollar.approve(address(exchange), margin);
        exchange.deposit(address(dollar), margin, loser);
        exchange.trade(ETH, size, type(uint256).max, false);
        vm.stopPrank();

        moveEth(9_000);
        exchange.takeOver(loser);
        address[] memory order = new address[](1);
        order[0] = address(basis);
        return exchange.deleverage(ETH, false, order, type(uint256).max);
    }

    /// @dev The vault's account falls below the backstop and is taken over before anyone tops it up.
    function loseAccount() internal {
        moveEth(13_300);
        exchange.takeOver(address(basis));
    }

    /// @dev What spot is worth at the oracle. [asset]
    function spotValue(uint256 amount) internal view returns (uint256) {
        return (amount * oracle.getAssetPrice(address(spot)) * one) / (unitOf(spot) * 1e8);
    }

    /// @dev Equity on the exchange ÷ notional of the short. [wad]
    function marginRatio() internal view returns (uint256) {
        return (uint256(basis.getPosition().equity) * 1e18) / exchange.getMargin(address(basis)).notional;
    }

    /// @dev What the last event of a kind says, of those recorded.
    function lastLog(address emitter, bytes32 topic) internal returns (bytes memory data) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == emitter && logs[i].topics[0] == topic) data = logs[i].data;
        }
        assertTrue(data.length != 0, "logged");
    }

    /// @dev Supplies parked assets in another's name.
    function supplyFor(address account, address owner, uint256 amount) internal {
        fund(account, dollar, amount);
        vm.prank(account);
        pool.supply(address(dollar), amount, owner, 0);
    }

    /// @dev Adds margin in another's name.
    function marginFor(address account, address owner, uint256 amount) internal {
        fundToken(account, address(dollar), amount);
        vm.prank(account);
        exchange.deposit(address(dollar), amount, owner);
    }

    /// @dev Gives `account` tokens and the exchange's approval for them.
    function fundToken(address account, address token, uint256 amount) internal {
        MintableToken(token).mint(account, amount);
        vm.prank(account);
        MintableToken(token).approve(address(exchange), type(uint256).max);
    }

    function collateralOf(address token, address feed) internal view returns (PerpTypes.CollateralConfig memory) {
        return PerpTypes.CollateralConfig(IAggregatorV3(feed), 0.1e18, 0, 0.02e18, MintableToken(token).decimals(), 0);
    }

    function configureMarket(PerpTypes.MarketConfig memory config) internal {
        exchange.configureMarket(ETH, config);
    }

    function openExchange() internal {
        exchange = new PerpExchange(dollar, address(this));
        perpPool = new LiquidityPool(exchange, "Liquidity", "LP");
        exchange.setPool(address(perpPool));
        exchange.configurePool(PerpTypes.PoolConfig(1e18, 0, 0));
        exchange.listMarket(_marketConfig());
    }

    function provideExchange() internal {
        dollar.mint(address(this), PERP_CASH * one);
        dollar.approve(address(perpPool), PERP_CASH * one);
        perpPool.deposit(PERP_CASH * one, address(this));
    }

    /// @dev Without funding, so that what a test counts does not move with time.
    function _marketConfig() private view returns (PerpTypes.MarketConfig memory config) {
        config.indexFeed = feeds[address(weth)];
        config.trading.skewScale = 350_000e18;
        (config.trading.makerFee, config.trading.takerFee) = (0.0002e18, 0.0005e18);
        config.margin.initialRatio = 0.02e18;
        config.margin.initialSlope = 0.744e18;
        config.margin.maintenanceScalar = 0.333e18;
        config.margin.minPositionMargin = 50 * one;
        config.liquidation.flagReward = 0.0003e18;
        (config.liquidation.minReward, config.liquidation.maxReward) = (one, 100 * one);
        config.liquidation.rewardRatio = 0.0005e18;
        config.liquidation.penalty = 0.005e18;
        config.liquidation.partialShare = 1e18;
        config.adl.policy = PerpTypes.AdlPolicy.HyperliquidQueue;
        config.adl.scope = PerpTypes.AdlScope.Position;
        config.adl.severity = 1e18;
    }

    function _listWideDollar() private returns (MintableToken wide) {
        wide = new MintableToken("Dai", "DAI", 18, address(this));
        list(address(wide), 18, USDC_PRICE, 7_500, 7_800, 10_450);
        createMarket(weth, WETH_PRICE, wide, USDC_PRICE, SIDE_VALUE);
        supplyAs(lender, wide, LENT_VALUE * 1e10);
    }

    function _listStaked() private returns (MintableToken token) {
        staked = new StakedToken("Staked Ether", "stETH", weth, STAKED_RATE, 0, address(this));
        token = MintableToken(address(staked));
        list(address(staked), 18, (WETH_PRICE * STAKED_RATE) / 1e18, 7_850, 8_100, 10_600);
        createMarket(token, (WETH_PRICE * STAKED_RATE) / 1e18, dollar, USDC_PRICE, SIDE_VALUE);
    }
}
