// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How a keeper puts assets to work, frees them and parks what is idle.
/// hardhat-config: fuzz.runs = 64
contract BasisVaultRebalanceTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
    }

    function test_rebalance_putsIdleAssetsToWork(uint256 dollars) public {
        dollars = bound(dollars, 10_000, 4_000_000);
        enter(alice, basis, dollars * one);
        uint256 before = basis.totalAssets();

        uint256 reached = steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 1e3, "hedged");
        assertGe(reached, 1e18, "at or above the target");
        assertEq(basis.hedgeRatio(), reached, "as told");
        assertClose(p.idle + p.parked, (before * IDLE_SHARE) / 1e4, before / 100, "idle share");
        assertClose(p.parked, p.idle, 2, "half of it parked");
        uint256 notional = exchange.getMargin(address(basis)).notional;
        assertClose((uint256(p.equity) * 1e18) / notional, 0.3e18, 0.003e18, "margin ratio");
        assertGe(basis.totalAssets(), (before * 9_850) / 10_000, "costs within the slippage");
    }

    function test_rebalance_tradesNoMoreThanItMay() public {
        BasisTypes.Config memory config = basisConfig();
        config.maxTrade = uint128(100_000 * one);
        basis = newBasis(config);
        enter(alice, basis, 1_000_000 * one);

        uint256 reached = steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(spotValue(p.spot), 100_000 * one, 200 * one, "a chunk of spot");
        assertClose(uint256(p.equity), 30_000 * one, 200 * one, "and its margin");
        assertClose(reached, 1e18, 1e3, "hedged");

        steer();
        assertClose(spotValue(basis.getPosition().spot), 200_000 * one, 800 * one, "and the next");
    }

    function test_rebalance_saysWhatItDid() public {
        enter(alice, basis, 100_000 * one);

        vm.recordLogs();
        vm.prank(steward);
        basis.rebalance();

        BasisTypes.Position memory p = basis.getPosition();
        (uint256 spent, uint256 bought, uint256 margin, int256 delta) = abi.decode(
            lastLog(address(basis), IBasisVault.Invested.selector),
            (uint256, uint256, uint256, int256)
        );
        assertEq(bought, p.spot, "bought");
        assertEq(delta, p.size, "short");
        assertClose(spent + margin + p.idle + p.parked, 100_000 * one, 1, "every unit, but for the pool's rounding");
    }

    function test_rebalance_isTheKeepersAlone() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NotKeeper.selector, alice));
        basis.rebalance();
    }

    function test_rebalance_coolsDown() public {
        openBasis(100_000);
        vm.startPrank(steward);
        basis.rebalance();

        uint256 until = block.timestamp + COOLDOWN;
        skip(COOLDOWN - 1);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_Cooling.selector, until));
        basis.rebalance();

        skip(1);
        basis.rebalance();
        assertEq(basis.getClock().rebalancedAt, block.timestamp, "noted");
    }

    function test_rebalance_putsNothingToWorkWhilePaused() public {
        enter(alice, basis, 100_000 * one);
        basis.setPaused(true);

        steer();

        assertEq(basis.getPosition().spot, 0, "no spot");
        assertEq(basis.getPosition().parked, 50_000 * one, "but parked");
    }

    function test_rebalance_putsNothingToWorkWhereTheMarketOnlyShrinks() public {
        enter(alice, basis, 100_000 * one);
        exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);

        steer();

        assertEq(basis.getPosition().spot, 0, "no spot");
    }

    function test_rebalance_revertsWhereTheExchangeRefusesTheShort() public {
        enter(alice, basis, 100_000 * one);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxSize = 1;
        configureMarket(config);

        vm.prank(steward);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_SizeCapExceeded.selector);
        basis.rebalance();
    }

    function test_rebalance_revertsWhereSpotCostsTooMuch() public {
        enter(alice, basis, 100_000 * one);
        dump(dollar, weth, 10_000_000 * one);

        vm.prank(steward);
        vm.expectPartialRevert(IBasisVault.BasisVault_BoughtTooLittle.selector);
        basis.rebalance();
    }

    function test_rebalance_keepsWhatTheQueueAsksFor() public {
        uint256 shares = enter(alice, basis, 1_000_000 * one);
        ask(alice, shares / 2);

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(p.idle + p.parked, 550_000 * one, 5_000 * one, "half of it and the idle share");
        assertClose(p.parked, 25_000 * one, 5_000 * one, "of which nothing asked for is parked");
    }

    function test_rebalance_freesWhatTheIdleShareLacks() public {
        openBasis(1_000_000);
        uint256 taken = basis.maxWithdraw(alice);
        vm.prank(alice);
        basis.withdraw(taken, alice, alice);
        BasisTypes.Position memory before = basis.getPosition();
        assertLe(before.idle + before.parked, 200 * one, "nothing is left but the fee");

        uint256 reached = steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(p.idle + p.parked, basis.totalAssets() / 20, 1_000 * one, "idle share");
        assertClose(reached, 1e18, 1e4, "hedged");
        uint256 ratio = (uint256(p.equity) * 1e18) / exchange.getMargin(address(basis)).notional;
        assertClose(ratio, 0.3e18, 0.003e18, "margin ratio");
    }

    function test_rebalance_freesNoMoreThanItMay() public {
        openBasis(1_000_000);
        BasisTypes.Config memory config = basisConfig();
        (config.idleShare, config.maxTrade) = (5_000, uint128(50_000 * one));
        basis.setConfig(config);
        uint256 before = spotValue(basis.getPosition().spot);

        steer();

        assertClose(before - spotValue(basis.getPosition().spot), 50_000 * one, 2, "a chunk");
    }

    function test_rebalance_freesNothingWhereTheExchangeRefuses() public {
        openBasis(1_000_000);
        BasisTypes.Config memory config = basisConfig();
        config.idleShare = 2_000;
        basis.setConfig(config);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        BasisTypes.Position memory before = basis.getPosition();

        steer();

        assertEq(basis.getPosition().spot, before.spot, "no spot is sold without its short");
    }

    function test_rebalance_freesNothingOfNothing() public {
        BasisTypes.Config memory config = basisConfig();
        config.idleShare = 10_000;
        basis.setConfig(config);
        enter(alice, basis, 1_000 * one);

        steer();

        assertEq(basis.getPosition().spot, 0, "all of it is idle");
    }

    function test_rebalance_putsNoCrumbToWork() public {
        BasisTypes.Config memory config = basisConfig();
        config.idleShare = 0;
        basis.setConfig(config);
        dollar.mint(address(basis), 1);

        steer();

        assertEq(basis.getPosition().spot, 0, "nothing bought");
        assertEq(basis.hedgeRatio(), 1e18, "nothing short");
    }

    function test_rebalance_parksAndCallsBack() public {
        openBasis(1_000_000);
        BasisTypes.Config memory config = basisConfig();
        config.parkedShare = 1_000;
        basis.setConfig(config);

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(p.parked, (p.idle + p.parked) / 10, 2, "a tenth");
    }

    function test_rebalance_parksNothingWhereThePoolRefuses() public {
        configurator.setReserveFreeze(address(dollar), true);

        openBasis(100_000);

        assertEq(basis.getPosition().parked, 0, "nothing parked");
        assertEq(dollar.allowance(address(basis), address(pool)), 0, "and no allowance left");
        assertClose(basis.hedgeRatio(), 1e18, 1e3, "the rest is done");
    }

    function test_rebalance_leavesParkedAssetsWhereThePoolIsPaused() public {
        openBasis(100_000);
        uint256 parked = basis.getPosition().parked;
        configurator.setReservePause(address(dollar), true);
        BasisTypes.Config memory config = basisConfig();
        config.parkedShare = 0;
        basis.setConfig(config);

        steer();

        assertEq(basis.getPosition().parked, parked, "still there");
        assertEq(basis.instantAssets(), basis.idleAssets(), "and not promised");
    }

    function test_rebalance_worksWithoutAPool() public {
        BasisTypes.Config memory config = basisConfig();
        config.parkedShare = 0;
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), config);
        setup.pool = NO_POOL;
        basis = newBasisOf(setup);

        openBasis(100_000);

        assertClose(basis.hedgeRatio(), 1e18, 1e3, "hedged");
        assertEq(basis.getPosition().parked, 0, "nothing parked");
        assertEq(basis.instantAssets(), basis.idleAssets(), "what is idle is instant");
    }
}
