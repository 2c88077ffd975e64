// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISwapRouter} from "../../contracts/amm/ISwapRouter.sol";
import {IUniswapV3Pool} from "../../contracts/amm/IUniswapV3Pool.sol";
import {Rules} from "../../contracts/lending/Rules.sol";
import {IAggregatorV3} from "../../contracts/oracles/IAggregatorV3.sol";
import {NavFeed} from "../../contracts/oracles/NavFeed.sol";
import {ShareRate} from "../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LoopTypes} from "../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../contracts/vaults/LoopVault.sol";
import {VaultTypes} from "../../contracts/vaults/VaultTypes.sol";
import {LoopWorld} from "./LoopWorld.sol";
import {IUniswapV3PoolSetup} from "./UniswapTest.sol";

/// @notice The loop world with a vault on wstETH against WETH in e-mode, a keeper and two holders.
abstract contract VaultWorld is LoopWorld {
    uint256 internal constant START = 1_760_000_000; // 9 October 2025
    uint64 internal constant TARGET = 3e18;
    uint64 internal constant LEAST = 2.5e18;
    uint64 internal constant MOST = 3.5e18;
    uint64 internal constant RIPCORD = 4e18;
    uint32 internal constant COOLDOWN = 1 hours;
    uint32 internal constant RIPCORD_COOLDOWN = 1 minutes;
    uint32 internal constant PATIENCE = 1 days;
    uint16 internal constant SLIPPAGE = 100; // [bps]
    uint16 internal constant IDLE_SHARE = 500; // [bps]

    LoopVault internal vault;
    address internal steward; // the vault's keeper
    address internal alice;
    address internal bob;
    address internal feeRecipient;

    function buildVaultWorld(Rules memory rules) internal {
        vm.warp(START);
        buildLoopWorld(rules);
        (steward, alice, bob) = (actor("steward"), actor("alice"), actor("bob"));
        feeRecipient = actor("fee recipient");
        vault = newVault(wsteth, weth, CORRELATED);
    }

    function newVault(MintableToken collateral, MintableToken debt, uint8 eMode) internal returns (LoopVault created) {
        return newVaultWith(collateral, debt, eMode, plainTerms(), plainConfig(collateral));
    }

    function newVaultWith(
        MintableToken collateral,
        MintableToken debt,
        uint8 eMode,
        VaultTypes.Terms memory terms,
        LoopTypes.Config memory config
    ) internal returns (LoopVault created) {
        created = new LoopVault(setupOf(collateral, debt, eMode, terms, config));
        created.setKeeper(steward, true);
    }

    function setupOf(
        MintableToken collateral,
        MintableToken debt,
        uint8 eMode,
        VaultTypes.Terms memory terms,
        LoopTypes.Config memory config
    ) internal view returns (LoopTypes.Setup memory setup) {
        setup.collateral = collateral;
        setup.debt = debt;
        setup.pool = pool;
        setup.swapRouter = swapRouter;
        setup.quoter = quoter;
        setup.path = pathOf(debt, collateral);
        setup.eMode = eMode;
        (setup.name, setup.symbol) = ("Loop vault", "LOOP");
        setup.owner = address(this);
        setup.terms = terms;
        setup.config = config;
    }

    /// @dev A tenth of a per cent on the way in and out, nothing on time and gains.
    function plainTerms() internal view returns (VaultTypes.Terms memory terms) {
        (terms.entryFee, terms.exitFee) = (10, 10);
        terms.patience = PATIENCE;
        terms.feeRecipient = feeRecipient;
    }

    function plainConfig(MintableToken collateral) internal view returns (LoopTypes.Config memory config) {
        (config.targetLeverage, config.minLeverage) = (TARGET, LEAST);
        (config.maxLeverage, config.ripcordLeverage) = (MOST, RIPCORD);
        config.recenteringSpeed = 0.5e18;
        (config.slippage, config.ripcordSlippage) = (SLIPPAGE, 2 * SLIPPAGE);
        config.idleShare = IDLE_SHARE;
        (config.cooldown, config.ripcordCooldown) = (COOLDOWN, RIPCORD_COOLDOWN);
        config.maxTrade = uint128(worth(collateral, 5_000_000));
        config.ripcordMaxTrade = uint128(worth(collateral, 1_000_000));
        config.ripcordReward = uint128(worth(collateral, 200));
    }

    /// @dev As many tokens as `dollars` buy at the oracle. [asset]
    function worth(MintableToken token, uint256 dollars) internal view returns (uint256) {
        return (dollars * 1e8 * unitOf(token)) / oracle.getAssetPrice(address(token));
    }

    function depositAs(address account, LoopVault into, uint256 assets) internal returns (uint256 shares) {
        MintableToken token = MintableToken(into.asset());
        token.mint(account, assets);
        vm.startPrank(account);
        token.approve(address(into), assets);
        shares = into.deposit(assets, account);
        vm.stopPrank();
    }

    /// @dev Deposits of `assets`, levered to the target in two steps of a cool-down each.
    function openVault(LoopVault of_, uint256 assets) internal {
        depositAs(alice, of_, assets);
        for (uint256 i = 0; i < 8 && of_.leverage() < TARGET - 0.05e18; ++i) rebalance(of_, true);
    }

    function rebalance(LoopVault of_, bool flash) internal returns (uint256 leverage) {
        vm.prank(steward);
        leverage = of_.rebalance(flash);
        skip(COOLDOWN);
    }

    function requestAs(address account, LoopVault from, uint256 shares) internal returns (uint256 id) {
        vm.prank(account);
        return from.requestRedeem(shares, account, account);
    }

    function fulfil(LoopVault of_, bool flash) internal returns (uint256 shares, uint256 assets) {
        vm.prank(steward);
        (shares, assets) = of_.fulfil(type(uint256).max, flash);
        skip(COOLDOWN);
    }

    /// @dev Oracle and AMM fall together to `left` of their price [bps].
    function fall(MintableToken token, MintableToken against, uint256 left) internal {
        setPrice(address(token), (oracle.getAssetPrice(address(token)) * left) / 1e4);
        align(token, against);
    }

    /// @dev Trades until the AMM stands where the oracle does, but for the fee.
    function align(MintableToken token, MintableToken against) internal {
        (uint256 held, uint256 other) = marketReserves(token, against);
        uint256 valueOf = oracle.getAssetPrice(address(token)) * unitOf(against);
        uint256 valueOfOther = oracle.getAssetPrice(address(against)) * unitOf(token);
        uint256 aimed = Math.sqrt(Math.mulDiv(held * other, valueOfOther, valueOf));
        uint256 back = aimed < held ? Math.mulDiv(held, other, aimed) - other : 0;
        if (aimed > held) dump(token, against, aimed - held);
        else if (back != 0) dump(against, token, back);
    }

    /// @dev A full-range pool of what the test itself holds of `token` and of fresh `cash`.
    function openPool(
        MintableToken token,
        uint256 amount,
        MintableToken against,
        uint256 cash
    ) internal returns (IUniswapV3PoolSetup market) {
        (uint256 amount0, uint256 amount1) = token < against ? (amount, cash) : (cash, amount);
        uint160 root = uint160(Math.sqrt(Math.mulDiv(amount1, 1 << 192, amount0)));
        market = createPool(factory, address(token), address(against), FEE, root);
        against.mint(address(this), cash + 1);
        token.approve(address(minter), type(uint256).max);
        against.approve(address(minter), type(uint256).max);
        minter.mint(market, -887_270, 887_270, uint128(Math.sqrt(amount0 * amount1) - 1e6));
    }

    /// @dev Sells what the test itself holds.
    function swapHeld(MintableToken from, MintableToken to, uint256 amount) internal {
        from.approve(address(swapRouter), amount);
        swapRouter.exactInput(
            ISwapRouter.ExactInputParams(pathOf(from, to), address(this), block.timestamp, amount, 0)
        );
    }

    function marketOf(MintableToken first, MintableToken second) internal view returns (IUniswapV3Pool) {
        return IUniswapV3Pool(factory.getPool(address(first), address(second), FEE));
    }

    /// @dev Takes all liquidity out of a market.
    function abandon(MintableToken first, MintableToken second) internal {
        IUniswapV3Pool market = marketOf(first, second);
        minter.burn(market, -887_270, 887_270, market.liquidity());
    }

    /// @dev Lends out all cash of a reserve that holds it: 100 % utilisation.
    function drain(MintableToken token) internal {
        address hoarder = actor("hoarder");
        MintableToken backing = token == usdc ? wbtc : usdc;
        uint256 cash = Math.min(
            pool.getVirtualUnderlyingBalance(address(token)),
            aTokenOf(token).totalSupply() // some cash may be the treasury's
        );
        uint256 value = (cash * oracle.getAssetPrice(address(token))) / unitOf(token);
        supplyAs(hoarder, backing, (2 * value * unitOf(backing)) / oracle.getAssetPrice(address(backing)));
        borrowAs(hoarder, token, cash);
    }

    /// @dev A feed's answer for a vault's share is what `pool`'s oracle says of it from now on.
    function setSource(address asset, IAggregatorV3 source) internal {
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        (assets[0], sources[0]) = (asset, address(source));
        oracle.setAssetSources(assets, sources);
    }

    function navFeedOf(LoopVault of_) internal returns (NavFeed) {
        return new NavFeed(feeds[of_.asset()], new ShareRate(of_), "share / USD");
    }

    /// @dev Lists a vault's shares as collateral, priced by live net assets.
    function listShares(LoopVault of_, uint256 ltv, uint256 threshold, uint256 bonus) internal {
        NavFeed feed = navFeedOf(of_);
        list(address(of_), of_.decimals(), uint256(feed.latestAnswer()), ltv, threshold, bonus);
        setSource(address(of_), feed);
    }

    function supplyShares(address account, LoopVault of_, uint256 shares) internal {
        vm.startPrank(account);
        of_.approve(address(pool), shares);
        pool.supply(address(of_), shares, account, 0);
        vm.stopPrank();
    }
}
