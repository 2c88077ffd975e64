// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPriceOracle} from "../../contracts/oracles/IPriceOracle.sol";
import {GuardTypes} from "../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../contracts/guards/registry/ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../../contracts/guards/IRiskHook.sol";
import {IVenueAdapter} from "../../contracts/guards/registry/IVenueAdapter.sol";
import {LeverageRegistry} from "../../contracts/guards/registry/LeverageRegistry.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {ScriptedAdapter} from "./ScriptedAdapter.sol";
import {Test} from "./Test.sol";

/// @notice An enforcing registry whose owner is the test, over two venues and vaults that are whatever a test writes.
abstract contract RegistryWorld is Test {
    uint256 internal constant START = 1_760_000_000; // 9 October 2025
    uint256 internal constant WAD = 1e18;
    uint32 internal constant MAX_AGE = 1 hours;
    uint32 internal constant MIN_RAMP = 1 hours;

    PriceOracle internal oracle;
    LeverageRegistry internal registry;
    ScriptedAdapter internal first;
    ScriptedAdapter internal second;
    ScriptedAdapter internal books; // of vaults
    MintableToken internal weth; // $2,000
    MintableToken internal usdc; // $1, of 6 decimals
    address internal alice;
    address internal bob;
    address internal guardian;

    function buildRegistryWorld() internal {
        vm.warp(START);
        (alice, bob, guardian) = (actor("alice"), actor("bob"), actor("guardian"));
        oracle = new PriceOracle(address(0), 1e8, address(this));
        weth = token("WETH", 18, 2_000e8);
        usdc = token("USDC", 6, 1e8);
        (first, second, books) = (new ScriptedAdapter(), new ScriptedAdapter(), new ScriptedAdapter());

        GuardTypes.Terms memory terms = GuardTypes.Terms(MAX_AGE, 0.2e18, 0.001e18);
        registry = new LeverageRegistry(IPriceOracle(address(oracle)), terms, MIN_RAMP, address(this));
        registry.setVenue(address(this), true);
        registry.setAdapter(first, true, WAD);
        registry.setAdapter(second, true, WAD);
        registry.setGuardian(guardian);
        registry.setMode(GuardTypes.Mode.Enforce);
    }

    function token(string memory symbol, uint8 decimals, uint256 price) internal returns (MintableToken created) {
        created = new MintableToken(symbol, symbol, decimals, address(this));
        PriceFeed feed = new PriceFeed(8, "USD", address(this));
        feed.setTransmitter(address(this), true);
        feed.transmit(int256(price));
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        (assets[0], sources[0]) = (address(created), address(feed));
        oracle.setAssetSources(assets, sources);
    }

    /// @dev A registered vault with a supply of shares, of 18 decimals, at $2,000; its books are still empty.
    function newShare(string memory symbol, uint256 supply) internal returns (MintableToken created) {
        created = token(symbol, 18, 2_000e8);
        created.mint(address(this), supply);
        registry.setVault(address(created), books);
        registry.setVenue(address(created), true);
    }

    /// @dev A vault of 100 shares that holds 500 WETH on 400 WETH's worth of dollars: levered five times.
    function newLevered(string memory symbol) internal returns (MintableToken created) {
        created = newShare(symbol, 100e18);
        books.add(address(created), address(weth), 500e18, 0, 0);
        books.add(address(created), address(usdc), 0, 800_000e6, 0);
        registry.poke(address(created));
    }

    function capAccounts(uint256 cap) internal {
        registry.setCap(GuardTypes.Scope.Account, address(0), cap, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP);
    }

    /// @dev The test reports as a venue.
    function report(RiskAction action, address account) internal {
        registry.onRisk(reportOf(action, account));
    }

    function reportOf(RiskAction action, address account) internal view returns (IRiskHook.Report memory) {
        return IRiskHook.Report(address(this), action, account, 0, 0);
    }

    function passes(RiskAction action, address account) internal returns (bool) {
        try registry.onRisk(reportOf(action, account)) {
            return true;
        } catch {
            return false;
        }
    }

    function leverageOf(address account) internal view returns (uint256) {
        (ILeverageRegistry.Measure memory m, ) = registry.getMeasure(account);
        return m.leverage;
    }

    function lineOf(address account, MintableToken asset) internal view returns (IVenueAdapter.Line memory line) {
        (, IVenueAdapter.Line[] memory lines) = registry.getMeasure(account);
        for (uint256 i = 0; i < lines.length; ++i) if (lines[i].asset == address(asset)) return lines[i];
    }

    function aboveCap(
        GuardTypes.Scope scope,
        address subject,
        uint256 value,
        uint256 cap
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_AboveCap.selector, scope, subject, value, cap);
    }
}
