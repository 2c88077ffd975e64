// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How a hedge that deleveraging took is mended, by whom, and for what.
/// hardhat-config: fuzz.runs = 32
contract BasisVaultHedgeTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_hedge_sellsTheSpotThatNothingHedges(uint256 taken) public {
        taken = bound(taken, 20e18, 360e18);
        assertEq(takeHedge(int256(taken)), taken, "taken");
        BasisTypes.Position memory before = basis.getPosition();
        uint256 worth = basis.totalAssets();

        vm.prank(steward);
        uint256 reached = basis.hedge();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 1e4, "hedged again");
        assertEq(p.size, before.size, "the short stayed");
        assertClose(before.spot - p.spot, taken, 1e12, "the spot went");
        assertGe(basis.totalAssets(), (worth * 9_950) / 10_000, "costs");
    }

    function test_hedge_goesShortAgain(uint256 taken) public {
        taken = bound(taken, 20e18, 330e18);
        setRule(basis, BasisTypes.Rule.Rehedge);
        takeHedge(int256(taken));
        BasisTypes.Position memory before = basis.getPosition();

        vm.prank(steward);
        uint256 reached = basis.hedge();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(reached, 1e18, 1e3, "hedged again");
        assertEq(p.spot, before.spot, "the spot stayed");
        assertClose(uint256(before.size - p.size), taken, 1e6, "the short grew");
    }

    /// @dev The whole account was taken over: no margin is left, and what is idle does not suffice.
    function test_hedge_sellsSpotForTheMarginOfANewShort() public {
        setRule(basis, BasisTypes.Rule.Rehedge);
        loseAccount();
        assertEq(basis.hedgeRatio(), 0, "unhedged");
        uint256 before = basis.getPosition().spot;

        vm.prank(steward);
        uint256 reached = basis.hedge();

        assertClose(reached, 1e18, 1e3, "hedged again");
        assertLe(basis.getPosition().spot, before - 1, "with less spot");
        assertClose(marginRatio(), 0.3e18, 0.01e18, "at the aim");
    }

    function test_hedge_sellsSpotWhereTheExchangeRefuses() public {
        setRule(basis, BasisTypes.Rule.Rehedge);
        takeHedge(200e18);
        exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);

        vm.prank(steward);
        uint256 reached = basis.hedge();

        assertClose(reached, 1e18, 1e4, "hedged again");
    }

    function test_hedge_tradesNoMoreThanItMay() public {
        BasisTypes.Config memory config = basis.getConfig();
        config.maxTrade = uint128(50_000 * one);
        basis.setConfig(config);
        takeHedge(200e18);
        uint256 before = spotValue(basis.getPosition().spot);
        vm.prank(steward);
        basis.hedge();
        assertClose(before - spotValue(basis.getPosition().spot), 50_000 * one, 2, "a chunk of spot");

        setRule(basis, BasisTypes.Rule.Rehedge);
        int256 size = basis.getPosition().size;
        vm.prank(steward);
        basis.hedge();
        uint256 worth = (uint256(size - basis.getPosition().size) * oracle.getAssetPrice(address(weth)) * one) / 1e26;
        assertClose(worth, 50_000 * one, 2, "a chunk of the perpetual");
    }

    function test_hedge_buysBackWhatIsTooMuch(uint256 given) public {
        given = bound(given, 5e18, 100e18);
        _slash(given);
        BasisTypes.Position memory before = basis.getPosition();
        assertGe(basis.hedgeRatio(), 1.01e18, "too much");

        bool inBand = basis.hedgeRatio() <= 1.03e18;

        vm.prank(steward);
        if (inBand) vm.expectPartialRevert(IBasisVault.BasisVault_InBand.selector);
        basis.hedge();

        if (inBand) return;
        assertClose(basis.hedgeRatio(), 1e18, 1e3, "hedged again");
        assertEq(basis.getPosition().spot, before.spot, "the spot stayed");
    }

    function test_hedge_isRefusedInItsBand() public {
        uint256 ratio = basis.hedgeRatio();
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_InBand.selector, ratio));
        basis.hedge();
    }

    function test_hedge_isRefusedToStrangersUntilItIsOpen() public {
        takeHedge(50e18);
        uint256 ratio = basis.hedgeRatio();
        assertLe(ratio, 0.97e18, "out of the band");

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NotOpen.selector, ratio, 0.8e18));
        basis.hedge();
    }

    function test_hedge_isOpenToAllForAReward() public {
        takeHedge(200e18);
        assertLe(basis.hedgeRatio(), 0.8e18, "open");

        vm.recordLogs();
        vm.prank(bob);
        uint256 reached = basis.hedge();

        assertEq(dollar.balanceOf(bob), 200 * one, "reward");
        (BasisTypes.Rule rule, , uint256 after_, uint256 sold, int256 delta, uint256 reward) = abi.decode(
            lastLog(address(basis), IBasisVault.Hedged.selector),
            (BasisTypes.Rule, uint256, uint256, uint256, int256, uint256)
        );
        assertEq(uint8(rule), uint8(BasisTypes.Rule.SellSpot), "rule");
        assertEq(after_, reached, "ratio");
        assertClose(sold, 200e18, 1e12, "sold");
        assertEq(delta, 0, "no perpetual");
        assertEq(reward, 200 * one, "reward told");
    }

    function test_hedge_paysAtMostATwentiethOfWhatWasTraded() public {
        BasisTypes.Config memory config = basis.getConfig();
        (config.openReward, config.openMaxTrade) = (uint128(1_000_000 * one), uint128(10_000 * one));
        basis.setConfig(config);
        takeHedge(200e18);

        vm.prank(bob);
        basis.hedge();

        assertClose(dollar.balanceOf(bob), 500 * one, 1, "a twentieth of ten thousand");
    }

    function test_hedge_paysNoMoreThanIsIdle() public {
        BasisTypes.Config memory config = basis.getConfig();
        (config.rule, config.openReward) = (BasisTypes.Rule.Rehedge, uint128(1_000_000 * one));
        basis.setConfig(config);
        loseAccount();

        vm.prank(bob);
        basis.hedge();

        assertEq(dollar.balanceOf(bob), 0, "all of it was needed for margin");
    }

    function test_hedge_coolsDownForStrangersAlone() public {
        BasisTypes.Config memory config = basis.getConfig();
        config.openMaxTrade = uint128(10_000 * one);
        basis.setConfig(config);
        takeHedge(200e18);
        vm.prank(bob);
        basis.hedge();
        uint256 until = block.timestamp + RIPCORD_COOLDOWN;

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_Cooling.selector, until));
        basis.hedge();

        vm.prank(steward);
        basis.hedge();
        assertEq(dollar.balanceOf(steward), 0, "and a keeper gets no reward");
    }

    function test_hedge_isOpenFarAboveTheBandToo() public {
        _slash(100e18);
        assertGe(basis.hedgeRatio(), 1.2e18, "as far above as the open ratio is below");

        vm.prank(bob);
        basis.hedge();

        assertClose(basis.hedgeRatio(), 1e18, 1e3, "hedged again");
        assertEq(dollar.balanceOf(bob), 200 * one, "reward");
    }

    function test_hedge_revertsWhereNothingCanBeTraded() public {
        takeHedge(200e18);
        dump(weth, dollar, 20_000e18);

        vm.startPrank(steward);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NothingTraded.selector));
        basis.hedge();
        vm.stopPrank();

        _slash(300e18);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NothingTraded.selector));
        basis.hedge();
    }

    /// @dev Neither margin nor cash nor an AMM: there is nothing to go short on.
    function test_hedge_revertsWithoutAnyMargin() public {
        setRule(basis, BasisTypes.Rule.Rehedge);
        loseAccount();
        dump(weth, dollar, 20_000e18);
        vm.startPrank(address(basis));
        dollar.transfer(address(this), dollar.balanceOf(address(basis)));
        aTokenOf(dollar).transfer(address(this), aTokenOf(dollar).balanceOf(address(basis)));
        vm.stopPrank();

        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NothingTraded.selector));
        basis.hedge();
    }

    function test_rebalance_mendsTheHedgeFirst() public {
        takeHedge(200e18);

        vm.recordLogs();
        uint256 reached = steer();

        assertClose(reached, 1e18, 1e4, "hedged again");
        (, , , uint256 sold, , uint256 reward) = abi.decode(
            lastLog(address(basis), IBasisVault.Hedged.selector),
            (BasisTypes.Rule, uint256, uint256, uint256, int256, uint256)
        );
        assertClose(sold, 200e18, 1e12, "told");
        assertEq(reward, 0, "no reward");
    }

    /// @dev Spot leaves the vault without its short, as a slash would make it worth less.
    function _slash(uint256 amount) private {
        vm.prank(address(basis));
        weth.transfer(address(this), amount);
    }
}
