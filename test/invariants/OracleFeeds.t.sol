// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../contracts/mocks/BadAnswerFeed.sol";
import {CappedRatioFeed} from "../../contracts/oracles/CappedRatioFeed.sol";
import {ICappedRatioFeed} from "../../contracts/oracles/ICappedRatioFeed.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../contracts/tokens/StakedToken.sol";
import {Test} from "../support/Test.sol";

/// @notice Nodes transmit, sources come and go, ages are limited, the staked token grows and is slashed, time passes.
contract OracleHandler is Test {
    address public constant WETH = address(1);
    address public constant WSTETH = address(2);

    PriceOracle public immutable oracle;
    PriceFeed public immutable feed;
    CappedRatioFeed public immutable capped;
    StakedToken public immutable staked;

    /// @notice Each answer as it was transmitted, by round.
    mapping(uint256 round => int256) public answers;
    mapping(uint256 round => uint256) public times;
    uint256 public rounds;

    constructor() {
        vm.warp(1_773_100_800);
        MintableToken weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        staked = new StakedToken("Wrapped staked Ether", "wstETH", weth, 1.2e18, 0.05e18, address(this));
        feed = new PriceFeed(8, "ETH / USD", address(this));
        feed.setTransmitter(address(this), true);
        ICappedRatioFeed.Snapshot memory first = _snapshot(1.2e18, 30 days);
        capped = new CappedRatioFeed(feed, staked, 7 days, first, "wstETH / USD", address(this));
        oracle = new PriceOracle(address(0), 1e8, address(this));
        _setSource(WETH, address(feed));
        _setSource(WSTETH, address(capped));
    }

    function transmit(uint256 answer) external {
        int256 value = int256(bound(answer, 1, 1e13));
        feed.transmit(value);
        (answers[++rounds], times[rounds]) = (value, block.timestamp);
    }

    function useSource(uint256 kind, int256 answer) external {
        kind %= 3;
        address source = kind == 0 ? address(0) : address(feed);
        if (kind == 1) source = address(new BadAnswerFeed(8, answer % 1e13));
        _setSource(WETH, source);
    }

    function useFallback(uint256 kind, int256 answer) external {
        PriceOracle other = new PriceOracle(address(0), 1e8, address(this));
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        (assets[0], sources[0]) = (WETH, address(new BadAnswerFeed(8, answer % 1e13)));
        other.setAssetSources(assets, sources);
        oracle.setFallbackOracle(kind % 2 == 0 ? address(0) : address(other));
    }

    function setMaxAge(uint256 maxAge) external {
        oracle.setMaxAge(WSTETH, bound(maxAge, 0, 2 days));
    }

    function setSnapshot(uint256 ratio, uint256 age) external {
        age = bound(age, 7 days, 30 days);
        if (block.timestamp - age < capped.snapshot().takenAt) return;
        capped.setSnapshot(_snapshot(bound(ratio, 1e18, 1.3e18), age));
    }

    function slash(uint256 fraction) external {
        staked.slash(bound(fraction, 0, 0.02e18));
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 3 days));
    }

    function _snapshot(uint256 ratio, uint256 age) private view returns (ICappedRatioFeed.Snapshot memory) {
        return ICappedRatioFeed.Snapshot(uint128(ratio), uint64(block.timestamp - age), 300);
    }

    function _setSource(address asset, address source) private {
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        (assets[0], sources[0]) = (asset, source);
        oracle.setAssetSources(assets, sources);
    }
}

contract OracleFeedsInvariants is Test {
    OracleHandler private handler;

    function setUp() public {
        handler = new OracleHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ORACLE_1_aPriceIsNeverZero() public view {
        address[2] memory assets = [handler.WETH(), handler.WSTETH()];
        for (uint256 i = 0; i < assets.length; ++i) {
            try handler.oracle().getAssetPrice(assets[i]) returns (uint256 price) {
                assertGe(price, 1, "price");
            } catch {}
        }
    }

    function invariant_ORACLE_2_roundsFollowOneAnotherAndNeverChange() public view {
        uint256 before = 0;
        for (uint256 id = 1; id <= handler.rounds(); ++id) {
            (, int256 answer, , uint256 updatedAt, ) = handler.feed().getRoundData(uint80(id));
            assertEq(uint256(answer), uint256(handler.answers(id)), "answer");
            assertEq(updatedAt, handler.times(id), "time");
            assertGe(updatedAt, before, "time of the next round");
            before = updatedAt;
        }
    }

    function invariant_ORACLE_3_aCappedPriceExceedsNeitherTheRatioNorItsCap() public view {
        uint256 price = uint256(handler.capped().latestAnswer());
        uint256 base = uint256(handler.feed().latestAnswer());

        assertLe(price * 1e18, base * handler.staked().exchangeRate(), "price by the ratio");
        assertLe(price * 1e18, base * handler.capped().getMaxRatio(), "price by the cap");
    }

    function invariant_ORACLE_4_anAcceptedPriceIsNoOlderThanItsMaximumAge() public view {
        uint256 maxAge = handler.oracle().getMaxAge(handler.WSTETH());
        if (maxAge == 0) return;

        try handler.oracle().getAssetPrice(handler.WSTETH()) returns (uint256) {
            assertLe(block.timestamp - handler.times(handler.rounds()), maxAge, "age");
        } catch {}
    }
}
