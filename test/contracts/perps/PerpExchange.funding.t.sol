// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeFundingTest is PerpWorld {
    int256 private constant DAY = 1 days;

    address private alice;
    address private bob;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 10_000_000);
        bob = trader("bob", 10_000_000);
    }

    // Velocity

    /// @dev mechanics.md §2.4: dF/dt = skew ÷ scale · 9 a day; charged is the mean of the rate before and after.
    function test_velocity_movesTheRateByTheSkew() public {
        tradeAs(alice, ETH, 3_500e18); // 1 % of the scale
        skip(12 hours);
        IPerpExchange.MarketView memory m = exchange.getMarket(ETH);
        assertEq(m.fundingRate, 0.045e18, "1 % of 9 for half a day");
        assertEq(m.fundingIndex, -22.5e18, "2.25 % a day for half a day at 2,000");

        tradeAs(bob, ETH, -7_000e18);
        skip(1 days);
        m = exchange.getMarket(ETH);
        assertEq(m.fundingRate, -0.045e18, "back by 9 % a day");
        assertEq(m.fundingIndex, -22.5e18, "its mean over the day is nothing");
    }

    function test_velocity_isLimitedAtTheScale(uint256 word) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.skewScale = 100e18;
        tradeAs(alice, ETH, int256(bound(word, 100e18, 1_000e18)));
        configure(ETH, config);
        skip(1 days);
        assertEq(exchange.getMarket(ETH).fundingRate, 9e18, "more than the most");
    }

    function test_velocity_accruesTheSameInOneStepOrInMany(uint256 skewWord, uint256[4] memory words) public {
        tradeAs(alice, ETH, int256(bound(skewWord, 0, 4_000e18)) - 2_000e18 + 1);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        uint256 start = block.timestamp;
        int256 rate;
        int256 index;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 elapsed = bound(words[i], 1, 1 days);
            skip(elapsed);
            int256 premium = (skewOf(ETH) * 1e18) / 350_000e18;
            int256 next = rate + (9e18 * premium * int256(elapsed)) / (1e18 * DAY);
            index -= (((rate + next) / 2) * 2_000e18 * int256(elapsed)) / (1e18 * DAY);
            rate = next;
            configure(ETH, config); // accrues
        }
        assertEq(exchange.getStoredMarket(ETH).fundingRate, rate, "rate");
        assertEq(exchange.getStoredMarket(ETH).fundingIndex, index, "index");

        // The closed form of a skew that stands still: −premium · velocity ÷ 2 · t² · price.
        int256 total = int256(block.timestamp - start);
        int256 exact = -(((skewOf(ETH) * 9e18) / 350_000e18) * 2_000 * total * total) / (2 * DAY * DAY);
        assertClose(abs(index), abs(exact), 1e6, "not the closed form");
    }

    function test_accrue_happensOncePerSecond() public {
        tradeAs(alice, ETH, 3_500e18);
        skip(1 days);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.FundingAccrued(ETH, 0.09e18, -90e18, 3_500e18, 2_000e18);
        tradeAs(bob, ETH, 1e18);
        tradeAs(bob, ETH, 1e18);
        assertEq(exchange.getMarket(ETH).fundingIndex, -90e18, "charged twice");
        (uint256[] memory times, int256[] memory sums) = exchange.getPremiums(ETH, 0);
        assertEq(times.length, 2, "written twice");
        assertEq(sums[1], 0.01e18 * 1 days, "sum");
        (times, ) = exchange.getPremiums(ETH, 1);
        assertEq(times[0], block.timestamp, "time");
        (times, ) = exchange.getPremiums(ETH, 3);
        assertEq(times.length, 0, "more than there are");
    }

    // Clamped premium

    /// @dev F = average + clamp(interest − average, ±clamp), in 8 hours; 1 bp of interest, 5 bp of clamp.
    function test_clampedPremium_isTheInterestNearZero(uint256 word) public {
        _clampedPremium(0);
        int256 size = int256(bound(word, 0, 350e18)) - 140e18 + 1; // premium from −4 to 6 basis points
        tradeAs(alice, ETH, size);
        skip(4 hours);
        assertEq(exchange.getMarket(ETH).fundingRate, 0.0003e18, "3 a day");
    }

    function test_clampedPremium_followsThePremiumBeyond() public {
        _clampedPremium(0);
        tradeAs(alice, ETH, 7_000e18); // 2 %
        skip(8 hours);
        IPerpExchange.MarketView memory m = exchange.getMarket(ETH);
        assertEq(m.fundingRate, 3 * 0.0195e18, "2 % less 5 basis points");
        assertEq(m.fundingIndex, -0.0195e18 * 2_000, "paid over 8 hours");

        tradeAs(bob, ETH, -14_000e18);
        skip(8 hours);
        assertEq(exchange.getMarket(ETH).fundingRate, -3 * 0.0195e18, "shorts pay");
    }

    function test_clampedPremium_isCapped(bool long) public {
        _clampedPremium(0.005e18);
        tradeAs(alice, ETH, long ? int256(7_000e18) : int256(-7_000e18));
        skip(8 hours);
        assertEq(exchange.getMarket(ETH).fundingRate, long ? int256(0.015e18) : int256(-0.015e18), "cap");
    }

    // Average premium

    function test_premium_isAveragedOverTheWindow() public {
        tradeAs(alice, ETH, 3_500e18); // 1 % from the start
        assertEq(exchange.getMarket(ETH).premium, 0.01e18, "no time has passed");
        skip(30 minutes);
        tradeAs(alice, ETH, 3_500e18); // 2 %
        assertEq(exchange.getMarket(ETH).premium, 0.01e18, "30 minutes of 1 %");
        skip(15 minutes);
        assertEq(exchange.getMarket(ETH).premium, int256(0.04e18) / 3, "30 of 1 %, 15 of 2 %");
        skip(30 minutes);
        assertEq(exchange.getMarket(ETH).premium, 0.0175e18, "of an hour, 15 minutes of 1 %, 45 of 2 %");
        skip(1 hours);
        assertEq(exchange.getMarket(ETH).premium, 0.02e18, "the first is forgotten");
    }

    /// @dev Against the sum of a premium that is remembered second by second.
    function test_premium_isExactBetweenCheckpoints(uint256[6] memory words, uint256 windowWord) public {
        uint256 window = bound(windowWord, 1, 400);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.funding.premiumWindow = uint32(window);
        configure(ETH, config);
        int256[] memory seconds_ = new int256[](600);
        uint256 count;
        for (uint256 i = 0; i < words.length; ++i) {
            int256 delta = int256(bound(words[i] >> 8, 0, 2_000e18)) - 1_000e18;
            if (delta != 0) tradeAs(i % 2 == 0 ? alice : bob, ETH, delta);
            uint256 elapsed = words[i] % 100;
            for (uint256 j = 0; j < elapsed; ++j) seconds_[count++] = (skewOf(ETH) * 1e18) / 350_000e18;
            skip(elapsed);
        }
        if (count == 0) return;

        uint256 used = window < count ? window : count;
        int256 sum;
        for (uint256 i = count - used; i < count; ++i) sum += seconds_[i];
        assertEq(exchange.getMarket(ETH).premium, sum / int256(used), "average");
    }

    function test_premium_isThePresentOneWithoutAWindow() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.funding.premiumWindow = 0;
        configure(ETH, config);
        skip(1 hours);
        tradeAs(alice, ETH, -7_000e18);
        assertEq(exchange.getMarket(ETH).premium, -0.02e18, "present");
    }

    // Settlement

    /// @dev What traders settle and the pool's leg, the exact residual, are zero in wei, whichever rule and skew.
    function test_funding_isSettledToTheWei(uint256[4] memory words, bool clamped) public {
        if (clamped) _clampedPremium(0.02e18);
        _withoutFees();
        tradeAs(alice, ETH, int256(bound(words[0], 1, 2_000e18)));
        tradeAs(bob, ETH, -int256(bound(words[1], 1, 2_000e18)));
        skip(bound(words[2], 1, 3 days));
        setPrice(ETH, bound(words[3], 1_000e8, 3_000e8));
        int256 index = exchange.getMarket(ETH).fundingIndex;
        IPerpExchange.Books memory before = exchange.getBooks();
        int256 owed;
        address[2] memory accounts = [alice, bob];
        for (uint256 i = 0; i < 2; ++i) {
            PerpTypes.Position memory position = exchange.getPosition(accounts[i], ETH);
            int256 amount = divDown(position.size * (index - position.funding), 1e30);
            int256 settled = settledOf(accounts[i]);
            tradeAs(accounts[i], ETH, position.size > 0 ? int256(1) : int256(-1)); // grows: nothing else is realised
            assertEq(settledOf(accounts[i]) - settled, amount, "not its funding");
            owed += amount;
        }

        IPerpExchange.Books memory b = exchange.getBooks();
        assertEq(int256(before.poolCash) - int256(b.poolCash), owed, "the pool's leg is not the residual");
        assertEq(b.settledSum - before.settledSum, owed, "traders' legs");
        assertBooks();
    }

    function test_funding_countsInProfitBeforeItIsSettled() public {
        tradeAs(alice, ETH, 3_500e18);
        (int256 profit, ) = exchange.getProfit(ETH, alice);
        uint256 equity = exchange.poolEquity();
        skip(1 days);
        (int256 later, ) = exchange.getProfit(ETH, alice);

        assertEq(profit - later, 3_500 * 90e6, "90 dollars an ETH");
        assertEq(exchange.poolEquity() - equity, 3_500 * 90e6, "the pool's side");
    }

    /// @dev At zero skew traders alone sum to zero, but for what is rounded to the pool.
    function test_funding_passesBetweenTradersAtZeroSkew(uint256 word, uint256 elapsed) public {
        _clampedPremium(0);
        _withoutFees();
        int256 size = int256(bound(word, 1e9, 2_000e18));
        tradeAs(alice, ETH, size);
        tradeAs(bob, ETH, -size);
        skip(bound(elapsed, 1, 30 days)); // the interest leg: longs pay
        int256 index = exchange.getMarket(ETH).fundingIndex;
        assertTrue(index < 0, "premise");

        int256 paid = divDown(size * (index - exchange.getPosition(alice, ETH).funding), 1e30);
        int256 received = divDown(-size * (index - exchange.getPosition(bob, ETH).funding), 1e30);
        assertTrue(paid + received <= 0 && paid + received >= -1, "not between them");
    }

    function _clampedPremium(uint256 cap) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.funding = PerpTypes.FundingConfig({
            rule: PerpTypes.FundingRule.ClampedPremium,
            maxVelocity: 0,
            interest: 0.0001e18,
            clamp: 0.0005e18,
            cap: cap,
            premiumWindow: 1 hours
        });
        configure(ETH, config);
    }

    function _withoutFees() private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.makerFee = 0;
        config.trading.takerFee = 0;
        configure(ETH, config);
    }
}
