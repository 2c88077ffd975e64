// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {StoppingFeed} from "../../../contracts/mocks/StoppingFeed.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How margin is kept: topped up as the price rises, taken back as it falls.
/// hardhat-config: fuzz.runs = 32
contract BasisVaultMarginTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_rebalance_leavesMarginAloneAboveItsLeast() public {
        moveEth(11_000);
        uint256 before = marginRatio();
        assertLe(before, 0.2e18, "below the aim");

        steer();

        assertClose(marginRatio(), before, 0.002e18, "no better than before");
    }

    function test_rebalance_topsUpOutOfIdleAndParked() public {
        moveEth(11_400);
        assertLe(marginRatio(), 0.15e18, "below the least");
        _keepIdle(0);
        BasisTypes.Position memory before = basis.getPosition();
        enter(bob, basis, 200_000 * one);

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(marginRatio(), 0.3e18, 1e12, "at the aim");
        assertEq(p.spot, before.spot, "no spot sold");
        assertEq(p.size, before.size, "no short closed");
    }

    function test_rebalance_callsParkedAssetsBackForMargin() public {
        moveEth(11_400);
        BasisTypes.Position memory before = basis.getPosition();
        assertGe(before.parked, 20_000 * one, "parked");

        vm.recordLogs();
        steer();

        (, , uint256 margin, ) = abi.decode(
            lastLog(address(basis), IBasisVault.Invested.selector),
            (uint256, uint256, uint256, int256)
        );
        assertClose(margin, before.idle + before.parked, 2, "all that was idle or parked");
    }

    function test_rebalance_sellsSpotAndClosesShortInStepForMargin(uint256 left) public {
        left = bound(left, 11_500, 12_500);
        moveEth(left);
        BasisTypes.Position memory before = basis.getPosition();
        uint256 ratio = basis.hedgeRatio();
        uint256 worth = basis.totalAssets();

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertLe(p.spot, before.spot - 1, "spot sold");
        assertLe(uint256(-p.size), uint256(-before.size) - 1, "short closed");
        assertClose(marginRatio(), 0.3e18, 0.005e18, "at the aim, but for the costs");
        assertClose(basis.hedgeRatio(), ratio, 1e15, "in step");
        assertGe(basis.totalAssets(), (worth * 9_950) / 10_000, "costs");
    }

    function test_rebalance_sellsNoMoreSpotForMarginThanItMay() public {
        _maxTrade(20_000 * one);
        moveEth(12_000);
        uint256 before = spotValue(basis.getPosition().spot);

        steer();

        assertClose(before - spotValue(basis.getPosition().spot), 20_000 * one, 2, "a chunk");
    }

    function test_rebalance_topsUpFromIdleWhereTheAmmPaysTooLittle() public {
        moveEth(12_000);
        dump(weth, dollar, 20_000e18);
        BasisTypes.Position memory before = basis.getPosition();

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(p.spot, before.spot, "nothing sold");
        assertEq(weth.allowance(address(basis), address(swapRouter)), 0, "no allowance left");
        assertClose(uint256(p.equity - before.equity), before.idle + before.parked, 2, "but all idle is margin");
    }

    /// @dev Below maintenance and flagged, no order is taken: spot is sold, margin added and the mark taken off.
    function test_rebalance_bringsAFlaggedAccountBack() public {
        moveEth(12_920);
        exchange.flag(address(basis));
        assertTrue(exchange.getAccount(address(basis)).flagged, "flagged");
        BasisTypes.Position memory before = basis.getPosition();

        uint256 reached = steer();

        assertTrue(!exchange.getAccount(address(basis)).flagged, "free again");
        assertLe(basis.getPosition().spot, before.spot - 1, "spot sold");
        assertClose(marginRatio(), 0.3e18, 0.01e18, "at the aim");
        assertClose(reached, 1e18, 0.01e18, "and hedged");
    }

    /// @dev What may be sold does not reach maintenance: the exchange lets margin in and no order through.
    function test_rebalance_addsMarginThatDoesNotSuffice() public {
        moveEth(14_000);
        exchange.flag(address(basis));
        _maxTrade(10_000 * one);
        BasisTypes.Position memory before = basis.getPosition();

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertTrue(exchange.getAccount(address(basis)).flagged, "still flagged");
        assertEq(p.size, before.size, "the short stands");
        assertClose(before.spot - p.spot, (10_000 * 1e18 * 1e8) / oracle.getAssetPrice(address(weth)), 1e13, "spot");
        assertGe(uint256(p.equity - before.equity), before.idle + before.parked, "margin");
    }

    function test_rebalance_takesSurplusMarginBackAsFarAsItIsSettled() public {
        moveEth(8_000);
        assertGe(marginRatio(), 0.45e18, "far above the aim");
        int256 settled = exchange.getAccount(address(basis)).settled;

        steer();

        assertTrue(exchange.getAccount(address(basis)).settled < settled, "taken");
        assertClose(marginRatio(), 0.3e18, 1e12, "to the aim");
        assertEq(basis.getPosition().idle + basis.getPosition().parked, _liquid(), "and idle again");
    }

    function test_rebalance_leavesMarginWhereTheExchangeLetsNothingOut() public {
        moveEth(8_000);
        int256 equity = basis.getPosition().equity;
        exchange.setStatus(ETH, PerpTypes.Status.Paused);

        steer();

        assertEq(basis.getPosition().equity, equity, "all of it");
    }

    /// @dev Liquidation has closed the short; somebody has sent margin since.
    function test_rebalance_takesAllMarginBackOnceThereIsNoShort() public {
        moveEth(12_920);
        exchange.flag(address(basis));
        exchange.liquidate(ETH, address(basis));
        marginFor(bob, address(basis), 5_000 * one);

        steer();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(p.equity, 0, "taken back");
        assertEq(p.spot, 0, "and nothing is unhedged");
    }

    function test_rebalance_leavesMarginWhereTheAccountCannotBeValued() public {
        StoppingFeed feed = new StoppingFeed();
        exchange.configureCollateral(address(wbtc), collateralOf(address(wbtc), address(feed)));
        fundToken(bob, address(wbtc), 1);
        vm.prank(bob);
        exchange.deposit(address(wbtc), 1, address(basis));
        feed.stop();
        moveEth(8_000);
        basis.setPaused(true);
        int256 equity = basis.getPosition().equity;

        steer();

        assertEq(basis.getPosition().equity, equity, "all of it");
    }

    /// @dev The spot is gone: what is idle is all that margin can have.
    function test_rebalance_topsUpAShortWithoutSpot() public {
        vm.startPrank(address(basis));
        weth.transfer(address(this), weth.balanceOf(address(basis)));
        vm.stopPrank();
        exchange.setStatus(ETH, PerpTypes.Status.Paused); // nor can the short be closed
        moveEthFeed(12_000);
        BasisTypes.Position memory before = basis.getPosition();

        steer();

        assertClose(uint256(basis.getPosition().equity - before.equity), before.idle + before.parked, 2, "margin");
    }

    function _liquid() private view returns (uint256) {
        return dollar.balanceOf(address(basis)) + aTokenOf(dollar).balanceOf(address(basis));
    }

    function _keepIdle(uint16 share) private {
        BasisTypes.Config memory config = basis.getConfig();
        config.idleShare = share;
        basis.setConfig(config);
    }

    function _maxTrade(uint256 most) private {
        BasisTypes.Config memory config = basis.getConfig();
        config.maxTrade = uint128(most);
        basis.setConfig(config);
    }
}
