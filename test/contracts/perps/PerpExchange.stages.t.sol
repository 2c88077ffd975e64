// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice Parts, cool-downs and windows: a long of 100 ETH, $190,600 at the price that makes it liquidatable.
contract PerpExchangeStagesTest is PerpWorld {
    address private alice;
    address private bob;

    function setUp() public {
        vm.warp(30 days);
        buildWorld(6);
        alice = trader("alice", 10_000);
        bob = trader("bob", 10_000_000);
        tradeAs(alice, ETH, 100e18);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        (config.liquidation.penalty, config.liquidation.flagReward) = (0, 0);
        (config.liquidation.rewardRatio, config.liquidation.minReward) = (0, 0);
        configure(ETH, config);
    }

    // A part first, then all (Hyperliquid)

    function test_partial_closesAShareThenWaitsThenAll(uint256 waited) public {
        _setParts(0.2e18, 100_000 * unit, 0, 0, 30, false);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice), 20e18, "first");
        assertTrue(exchange.getAccount(alice).flagged, "healthy at once");
        uint256 until = block.timestamp + 30;

        skip(bound(waited, 0, 29));
        setPrice(ETH, 1_904e8);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_CoolingDown.selector, alice, until));
        exchange.liquidate(ETH, alice);

        vm.warp(until);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice), 80e18, "then all");
        assertBooks();
    }

    function test_partial_sparesWhatMakesTheAccountHealthy() public {
        _setParts(0.2e18, 100_000 * unit, 0, 0, 30, false);
        setPrice(ETH, 1_913e8);
        assertEq(exchange.liquidate(ETH, alice), 20e18, "first");
        assertTrue(!exchange.getAccount(alice).flagged, "still flagged");
        vm.expectPartialRevert(IPerpErrors.PerpExchange_Healthy.selector);
        exchange.liquidate(ETH, alice);
    }

    /// @dev The cool-down outlives the flag; when it is over, the next flag begins with a part again.
    function test_partial_beginsAnewAfterTheCooldown() public {
        _setParts(0.2e18, 100_000 * unit, 0, 0, 30, false);
        setPrice(ETH, 1_913e8);
        exchange.liquidate(ETH, alice);
        setPrice(ETH, 1_909e8);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_CoolingDown.selector);
        exchange.liquidate(ETH, alice);
        skip(31);
        setPrice(ETH, 1_909e8);
        assertEq(exchange.liquidate(ETH, alice), 16e18, "a fifth of 80");
    }

    function test_partial_closesSmallPositionsWhole() public {
        _setParts(0.2e18, 200_000 * unit, 0, 0, 30, false);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice), 100e18, "all");
    }

    // Part after part (dYdX v4)

    function test_repeatPartial_closesAShareEachTime() public {
        _setParts(0.1e18, 0, 0, 0, 1, true);
        setPrice(ETH, 1_904e8);
        uint256 left = 100e18;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 closed = exchange.liquidate(ETH, alice);
            assertEq(closed, left / 10, "a tenth");
            left -= closed;
            if (!exchange.getAccount(alice).flagged) return;
            skip(1);
            setPrice(ETH, 1_904e8);
        }
    }

    function test_partial_isWithinFloorAndCap(uint256 share, uint256 floor, uint256 cap) public {
        share = bound(share, 1, 1e18 - 1);
        cap = bound(cap, 1_000 * unit, 400_000 * unit);
        floor = bound(floor, 0, cap);
        _setParts(share, 0, floor, cap, 1, true);
        setPrice(ETH, 1_904e8);
        uint256 worth = (exchange.liquidate(ETH, alice) * 1_904 * unit) / 1e18;

        uint256 all = 190_400 * unit;
        uint256 wanted = (all * share) / 1e18;
        if (wanted < floor) wanted = floor;
        if (wanted > cap) wanted = cap;
        if (wanted > all) wanted = all;
        assertClose(worth, wanted, 1, "part");
    }

    // The window

    function test_window_limitsWhatIsLiquidated(uint256 size) public {
        uint256 windowSize = bound(size, 1e18, 99e18);
        _setWindow(windowSize, 60, 0);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice), windowSize, "closed");
        assertEq(exchange.getMarket(ETH).windowLeft, 0, "left");
        uint256 until = block.timestamp + 60;

        skip(59);
        setPrice(ETH, 1_904e8);
        bytes memory error = abi.encodeWithSelector(IPerpErrors.PerpExchange_WindowExhausted.selector, ETH, until);
        if (!exchange.getAccount(alice).flagged) return;
        vm.expectRevert(error);
        exchange.liquidate(ETH, alice);

        skip(1);
        setPrice(ETH, 1_904e8);
        uint256 left = 100e18 - windowSize;
        assertEq(exchange.liquidate(ETH, alice), left < windowSize ? left : windowSize, "in the next window");
    }

    /// @dev While the skew is small one more part fits each block.
    function test_window_opensInANewBlockWhileTheSkewIsSmall(bool small, bool short) public {
        _setWindow(10e18, 1 days, 0.0005e18);
        if (short) tradeAs(bob, ETH, small ? -150e18 : -1_000e18);
        else if (!small) tradeAs(bob, ETH, 1_000e18);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice), 10e18, "first");
        vm.expectPartialRevert(IPerpErrors.PerpExchange_WindowExhausted.selector);
        exchange.liquidate(ETH, alice);

        vm.roll(block.number + 1);
        if (!small) vm.expectPartialRevert(IPerpErrors.PerpExchange_WindowExhausted.selector);
        uint256 closed = exchange.liquidate(ETH, alice);
        if (small) assertEq(closed, 10e18, "in the next block");
    }

    function test_window_countsEveryoneOfAMarket() public {
        _setWindow(150e18, 60, 0);
        address carol = trader("carol", 10_000);
        tradeAs(carol, ETH, 100e18);
        setPrice(ETH, 1_904e8);
        assertEq(exchange.liquidate(ETH, alice) + exchange.liquidate(ETH, carol), 150e18, "closed");
    }

    function _setParts(uint256 share, uint256 above, uint256 floor, uint256 cap, uint32 cooldown, bool again) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.partialShare = share;
        config.liquidation.partialAbove = above;
        config.liquidation.partialFloor = floor;
        config.liquidation.partialCap = cap;
        config.liquidation.cooldown = cooldown;
        config.liquidation.repeatPartial = again;
        configure(ETH, config);
    }

    function _setWindow(uint256 size, uint32 time, uint256 maxSkew) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.windowSize = size;
        config.liquidation.windowSeconds = time;
        config.liquidation.maxSkewInWindow = maxSkew;
        configure(ETH, config);
    }
}
