// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisVault} from "../../../contracts/vaults/BasisVault.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice What a basis vault is built from, and which settings it takes.
contract BasisVaultConfigTest is BasisWorld {
    BasisTypes.Config private config;

    function setUp() public {
        buildBasisWorld(false, false);
        config = basis.getConfig();
    }

    function test_constructor_setsWhatTheVaultSaysOfItself() public view {
        assertEq(basis.asset(), address(dollar), "asset");
        assertEq(address(basis.SPOT()), address(weth), "spot");
        assertEq(address(basis.EXCHANGE()), address(exchange), "exchange");
        assertEq(basis.MARKET(), ETH, "market");
        assertEq(address(basis.ORACLE()), address(oracle), "oracle");
        assertEq(address(basis.POOL()), address(pool), "pool");
        assertEq(address(basis.SWAP_ROUTER()), address(swapRouter), "swap router");
        assertEq(address(basis.QUOTER()), address(quoter), "quoter");
        assertTrue(keccak256(basis.path()) == keccak256(pathOf(dollar, weth)), "path");
        assertEq(basis.owner(), address(this), "owner");
        assertEq(basis.getConfig().targetHedge, 1e18, "target");
        assertEq(basis.getClock().rebalancedAt, 0, "never rebalanced");
        assertEq(basis.sharePrice(), 1e18, "share price");
        assertEq(basis.decimals(), 12, "decimals");
        assertTrue(basis.isKeeper(steward), "keeper");
    }

    function test_constructor_refusesAnAssetThatTheExchangeDoesNotSettle() public {
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        (setup.asset, setup.path) = (wbtc, pathOf(wbtc, weth));
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NotQuote.selector, wbtc, dollar));
        new BasisVault(setup);

        setup.asset = weth;
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_SameAsset.selector, weth));
        new BasisVault(setup);
    }

    function test_constructor_refusesAMarketThatSettlesLater() public {
        PerpTypes.MarketConfig memory market = exchange.getConfig(ETH);
        (market.trading.settlementDelay, market.trading.settlementWindow) = (2, 10);
        configureMarket(market);

        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_DelayedMarket.selector, ETH, uint32(2)));
        new BasisVault(setup);
    }

    function test_constructor_refusesAPathThatLeadsElsewhere() public {
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        setup.path = pathOf(weth, dollar);
        vm.expectRevert(abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, dollar, weth, setup.path));
        new BasisVault(setup);
    }

    function test_constructor_refusesAPoolThatDoesNotListTheAsset() public {
        dollar = new MintableToken("Other dollar", "OTHER", 6, address(this));
        spot = weth;
        openExchange();
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        setup.path = abi.encodePacked(dollar, FEE, weth);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_ReserveNotListed.selector, dollar));
        new BasisVault(setup);
    }

    function test_path_mayHaveSeveralHops() public {
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        setup.path = abi.encodePacked(dollar, FEE, wbtc, FEE, weth);
        createMarket(wbtc, WBTC_PRICE, weth, WETH_PRICE, SIDE_VALUE);
        basis = newBasisOf(setup);

        openBasis(100_000);
        assertGe(basis.getPosition().spot, 30e18, "there");

        uint256 told = basis.liquidationNav();
        assertGe(told, (basis.totalAssets() * 99) / 100, "and back");
        ask(alice, basis.balanceOf(alice) / 2);
        (, uint256 assets) = serve();
        assertGe(assets, 49_000 * one, "in trade too");
    }

    function test_setConfig_isTheOwnersAlone(address caller) public {
        vm.assume(caller != address(this));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        basis.setConfig(config);
    }

    function test_setConfig_takesWhatMakesSense(uint256 target, uint256 margin) public {
        config.targetHedge = uint64(bound(target, 0.97e18, 1.03e18));
        config.marginRatio = uint64(bound(margin, 0.15e18, 10e18));
        vm.expectEmit(true, true, true, true, address(basis));
        emit IBasisVault.ConfigSet(config);
        basis.setConfig(config);

        assertEq(basis.getConfig().targetHedge, config.targetHedge, "target");
        assertEq(basis.getConfig().marginRatio, config.marginRatio, "margin");
    }

    function test_setConfig_refusesRatiosOutOfOrder() public {
        config.openHedge = 0;
        _refuses("openHedge");
        config.openHedge = 0.97e18 + 1;
        _refuses("openHedge");
        config.minHedge = 1e18 + 1;
        _refuses("minHedge");
        config.maxHedge = 1e18 - 1;
        _refuses("targetHedge");
        config.maxHedge = 2e18 + 1;
        _refuses("maxHedge");
        config.minMarginRatio = 0;
        _refuses("minMarginRatio");
        config.minMarginRatio = 0.3e18 + 1;
        _refuses("minMarginRatio");
    }

    function test_setConfig_refusesWhatWouldStopOrUnleashTrading() public {
        config.slippage = 9;
        _refuses("slippage");
        config.slippage = 2_001;
        _refuses("slippage");
        config.openSlippage = SLIPPAGE - 1;
        _refuses("openSlippage");
        config.openSlippage = 2_001;
        _refuses("openSlippage");
        config.idleShare = 10_001;
        _refuses("idleShare");
        config.parkedShare = 10_001;
        _refuses("parkedShare");
        config.cooldown = 1 days + 1;
        _refuses("cooldown");
        config.openCooldown = COOLDOWN + 1;
        _refuses("openCooldown");
        config.maxTrade = 0;
        _refuses("maxTrade");
        config.openMaxTrade = 0;
        _refuses("openMaxTrade");
    }

    function test_setConfig_refusesParkingWithoutAPool() public {
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        setup.pool = NO_POOL;
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_BadConfig.selector, "parkedShare"));
        new BasisVault(setup);
    }

    function _refuses(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_BadConfig.selector, field));
        basis.setConfig(config);
        config = basis.getConfig();
    }
}
