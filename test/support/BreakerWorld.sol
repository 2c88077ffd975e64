// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../contracts/guards/breaker/BreakerTypes.sol";
import {CircuitBreaker} from "../../contracts/guards/breaker/CircuitBreaker.sol";
import {IRiskHook, RiskAction} from "../../contracts/guards/IRiskHook.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {Test} from "./Test.sol";

/// @notice A breaker, owned by the test, a venue that is but an address, and two tokens with feeds.
abstract contract BreakerWorld is Test {
    uint256 internal constant PRICE = 2_000e8;
    uint256 internal constant START = 1_773_100_800; // [seconds] a whole number of hours

    CircuitBreaker internal breaker;
    MintableToken internal weth;
    MintableToken internal usdc;
    PriceFeed internal wethFeed;
    PriceFeed internal usdcFeed;
    address internal venue;
    address internal user;

    function buildBreaker() internal {
        vm.warp(START);
        vm.roll(1_000);
        breaker = new CircuitBreaker(address(this));
        (venue, user) = (actor("venue"), actor("user"));
        breaker.setVenue(venue, true);
        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        usdc = new MintableToken("USD Coin", "USDC", 6, address(this));
        (wethFeed, usdcFeed) = (newFeed(PRICE), newFeed(1e8));
    }

    function newFeed(uint256 price) internal returns (PriceFeed feed) {
        feed = new PriceFeed(8, "USD", address(this));
        feed.setTransmitter(address(this), true);
        feed.transmit(int256(price));
    }

    function scopeOf(address at, address asset) internal pure returns (BreakerTypes.Scope memory) {
        return BreakerTypes.Scope(at, asset);
    }

    function everywhere(MintableToken token) internal pure returns (BreakerTypes.Scope memory) {
        return BreakerTypes.Scope(address(0), address(token));
    }

    /// @dev Halts at 10 % in 5 blocks, for ten minutes.
    function haltingTerms(address feed, uint256 unit) internal pure returns (BreakerTypes.PriceConfig memory c) {
        c.feed = feed;
        c.unit = uint128(unit);
        c.blocks = 5;
        c.haltSeconds = 10 minutes;
        c.maxMove = 0.1e18;
        c.spreadPerMove = 0.5e18;
        c.maxSpread = 0.2e18;
    }

    /// @dev Only so that amounts have a value.
    function valued() internal {
        BreakerTypes.PriceConfig memory c = haltingTerms(address(wethFeed), 1e18);
        c.blocks = 0;
        breaker.setPrice(everywhere(weth), c);
        c.feed = address(usdcFeed);
        c.unit = 1e6;
        breaker.setPrice(everywhere(usdc), c);
    }

    function report(RiskAction action, address asset, uint256 amount) internal {
        IRiskHook.Report memory r = IRiskHook.Report(venue, action, user, uint160(asset), amount);
        vm.prank(venue);
        breaker.onRisk(r);
    }

    function tryReport(RiskAction action, address asset, uint256 amount) internal returns (bool passed) {
        IRiskHook.Report memory r = IRiskHook.Report(venue, action, user, uint160(asset), amount);
        vm.prank(venue);
        try breaker.onRisk(r) {
            return true;
        } catch {
            return false;
        }
    }

    function pass(uint256 blocks) internal {
        vm.roll(block.number + blocks);
        vm.warp(block.timestamp + 12 * blocks);
    }

    function hash(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
