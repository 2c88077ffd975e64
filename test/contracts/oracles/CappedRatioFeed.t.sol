// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {CappedRatioFeed} from "../../../contracts/oracles/CappedRatioFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {ICappedRatioFeed} from "../../../contracts/oracles/ICappedRatioFeed.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../../contracts/tokens/StakedToken.sol";
import {Test} from "../../support/Test.sol";

contract CappedRatioFeedTest is Test {
    uint256 private constant WAD = 1e18;
    uint256 private constant NOW = 1_773_100_800; // 10 March 2026
    uint32 private constant NO_CAP = type(uint32).max;
    uint32 private constant GROWTH = 968;

    PriceFeed private base;
    MintableToken private weth;
    StakedToken private staked;

    function setUp() public {
        vm.warp(NOW);
        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        staked = _staked(1.2e18, 0);
        base = new PriceFeed(8, "ETH / USD", address(this));
        base.setTransmitter(address(this), true);
        base.transmit(2_000e8);
    }

    function test_constructor_setsWhatTheFeedSaysOfItself() public {
        CappedRatioFeed feed = _feed(1.19e18, 7 days, GROWTH);

        assertEq(feed.decimals(), 8, "decimals of the base feed");
        assertEq(feed.version(), 1, "version");
        assertTrue(keccak256(bytes(feed.description())) == keccak256("wstETH / USD"), "description");
        assertEq(address(feed.baseFeed()), address(base), "base feed");
        assertEq(address(feed.ratioProvider()), address(staked), "ratio provider");
        assertEq(feed.minimumSnapshotDelay(), 7 days, "delay");
        assertEq(feed.snapshot().ratio, 1.19e18, "snapshot ratio");
        assertEq(feed.snapshot().takenAt, NOW - 7 days, "snapshot moment");
        assertEq(feed.snapshot().yearlyGrowthBps, GROWTH, "growth");
    }

    function test_getMaxRatio_growsLinearlyFromTheSnapshotRoundedDown(
        uint128 ratio,
        uint32 growth,
        uint256 age
    ) public {
        ratio = uint128(bound(ratio, 1, 1e27));
        growth = uint32(bound(growth, 0, NO_CAP - 1));
        age = bound(age, 7 days, 20 * 365 days);
        CappedRatioFeed feed = _feed(ratio, age, growth);

        uint256 expected = ratio + (uint256(ratio) * growth * age) / (1e4 * 365 days);
        assertEq(feed.getMaxRatio(), expected, "max ratio");
        assertTrue(feed.isCapped() == (1.2e18 > expected), "capped above the max ratio alone");
    }

    function test_latestAnswer_isTheBaseTimesTheSmallerRatio(uint256 price, uint256 rate, uint256 age) public {
        price = bound(price, 1, 1e20);
        rate = bound(rate, 1, 10e18);
        age = bound(age, 7 days, 10 * 365 days);
        base.transmit(int256(price));
        staked = _staked(rate, 0);
        CappedRatioFeed feed = _feed(1.2e18, age, GROWTH);

        uint256 ratio = rate < feed.getMaxRatio() ? rate : feed.getMaxRatio();
        assertEq(feed.getRatio(), rate, "ratio");
        assertEq(uint256(feed.latestAnswer()), (price * ratio) / WAD, "answer");
    }

    function test_latestAnswer_keepsTheDecimalsOfAnyBaseFeed() public {
        uint8[3] memory kinds = [6, 8, 18];
        for (uint256 i = 0; i < kinds.length; ++i) {
            base = new PriceFeed(kinds[i], "ETH / USD", address(this));
            base.setTransmitter(address(this), true);
            base.transmit(int256(2_000 * 10 ** kinds[i]));
            CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);

            assertEq(feed.decimals(), kinds[i], "decimals");
            assertEq(uint256(feed.latestAnswer()), 2_400 * 10 ** kinds[i], "answer");
        }
    }

    function test_latestAnswer_followsTheRatioUncappedAtTheLargestGrowth(uint256 rate) public {
        rate = bound(rate, 1, 1e30);
        staked = _staked(rate, 0);
        CappedRatioFeed feed = _feed(1, 7 days, NO_CAP);

        assertEq(feed.getMaxRatio(), type(uint256).max, "max ratio");
        assertTrue(!feed.isCapped(), "not capped");
        assertEq(uint256(feed.latestAnswer()), (2_000e8 * rate) / WAD, "answer");
    }

    function test_latestAnswer_fallsWithASlashAtOnce() public {
        CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);

        staked.slash(0.1e18);

        assertEq(uint256(feed.latestAnswer()), 2_160e8, "answer");
    }

    function test_latestAnswer_isZeroWhenTheBaseIsNotPositive(int256 answer) public {
        answer = answer > 0 ? -answer : answer;

        assertTrue(_feedOn(new BadAnswerFeed(8, answer), 1.2e18, 7 days, GROWTH).latestAnswer() == 0, "answer");
    }

    function test_latestRoundData_isAsOldAsTheBase(uint256 age) public {
        CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);
        vm.warp(NOW + bound(age, 0, 365 days));

        (, int256 answer, , uint256 updatedAt, ) = feed.latestRoundData();

        assertEq(uint256(answer), 2_400e8, "answer");
        assertEq(updatedAt, NOW, "updated");
    }

    // 10 March 2026: the snapshot ratio could be raised 3 % at most, 1.1572 to 1.1919 where 1.2282 was meant, yet its
    // moment was set to 7 days ago. The published cap of 1.1939 implies 8.75 % of growth a year.
    function test_snapshotOfTenMarch2026_underpricesByNearlyThreePercent() public {
        uint256 market = 1.229e18;
        staked = _staked(market, 0);
        assertClose(uint256(1.1572e18 * 103) / 100, 1.1919e18, 0.0001e18, "the most the ratio could be raised");
        CappedRatioFeed feed = _feed(1.1572e18, 30 days, 875);

        feed.setSnapshot(ICappedRatioFeed.Snapshot(1.1919e18, uint64(NOW - 7 days), 875));

        assertClose(feed.getMaxRatio(), 1.1939e18, 0.00005e18, "cap");
        assertTrue(feed.isCapped(), "capped");
        uint256 shortfall = WAD - (uint256(feed.latestAnswer()) * WAD) / ((2_000e8 * market) / WAD);
        assertClose(shortfall, 0.0285e18, 0.0001e18, "underpricing");

        feed.setSnapshot(ICappedRatioFeed.Snapshot(1.2282e18, uint64(NOW - 7 days), 875));
        assertTrue(!feed.isCapped(), "the ratio that was meant would not have capped");
    }

    function test_setSnapshot_replacesTheSnapshot(uint128 ratio, uint256 age, uint32 growth) public {
        ratio = uint128(bound(ratio, 1, type(uint128).max));
        age = bound(age, 7 days, 30 days);
        CappedRatioFeed feed = _feed(1.2e18, 30 days, GROWTH);

        vm.expectEmit(true, true, true, true, address(feed));
        emit ICappedRatioFeed.SnapshotUpdated(ratio, NOW - age, growth);
        feed.setSnapshot(ICappedRatioFeed.Snapshot(ratio, uint64(NOW - age), growth));

        assertEq(feed.snapshot().ratio, ratio, "ratio");
        assertEq(feed.snapshot().takenAt, NOW - age, "moment");
        assertEq(feed.snapshot().yearlyGrowthBps, growth, "growth");
    }

    function test_setSnapshot_revertsBelowTheMinimumDelay(uint64 takenAt) public {
        takenAt = uint64(bound(takenAt, NOW - 7 days + 1, type(uint64).max));
        CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);

        vm.expectRevert(
            abi.encodeWithSelector(ICappedRatioFeed.CappedRatioFeed_SnapshotTooYoung.selector, takenAt, NOW - 7 days)
        );
        feed.setSnapshot(ICappedRatioFeed.Snapshot(1.2e18, takenAt, GROWTH));
    }

    function test_setSnapshot_revertsWhenItGoesBackInTime(uint64 takenAt) public {
        takenAt = uint64(bound(takenAt, 0, NOW - 8 days - 1));
        CappedRatioFeed feed = _feed(1.2e18, 8 days, GROWTH);

        vm.expectRevert(
            abi.encodeWithSelector(ICappedRatioFeed.CappedRatioFeed_SnapshotBackwards.selector, takenAt, NOW - 8 days)
        );
        feed.setSnapshot(ICappedRatioFeed.Snapshot(1.2e18, takenAt, GROWTH));
    }

    function test_setSnapshot_revertsOnAZeroRatio() public {
        CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);

        vm.expectRevert(ICappedRatioFeed.CappedRatioFeed_ZeroRatio.selector);
        feed.setSnapshot(ICappedRatioFeed.Snapshot(0, uint64(NOW - 7 days), GROWTH));
    }

    function test_setSnapshot_revertsForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != address(this));
        CappedRatioFeed feed = _feed(1.2e18, 7 days, GROWTH);

        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        feed.setSnapshot(ICappedRatioFeed.Snapshot(1.2e18, uint64(NOW - 7 days), GROWTH));
    }

    function _staked(uint256 rate, uint256 growth) private returns (StakedToken) {
        return new StakedToken("Wrapped staked Ether", "wstETH", weth, rate, growth, address(this));
    }

    function _feed(uint128 ratio, uint256 age, uint32 growth) private returns (CappedRatioFeed) {
        return _feedOn(base, ratio, age, growth);
    }

    function _feedOn(IAggregatorV3 base_, uint128 ratio, uint256 age, uint32 growth) private returns (CappedRatioFeed) {
        ICappedRatioFeed.Snapshot memory first = ICappedRatioFeed.Snapshot(ratio, uint64(NOW - age), growth);
        return new CappedRatioFeed(base_, staked, 7 days, first, "wstETH / USD", address(this));
    }
}
