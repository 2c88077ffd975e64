// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice How the queue is served: what it takes apart, what it pays, and who bears the cost.
/// hardhat-config: fuzz.runs = 48
contract BasisVaultFulfilTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_fulfil_takesTheSharesPartApart(uint256 part, uint256 left) public {
        moveEth(bound(left, 8_500, 11_500));
        part = bound(part, 1e12, 0.9e18);
        uint256 shares = (basis.balanceOf(alice) * part) / 1e18;
        uint256 id = ask(alice, shares);
        BasisTypes.Position memory before = basis.getPosition();
        uint256 price = basis.sharePrice();
        uint256 ratio = basis.hedgeRatio();
        uint256 worth = basis.convertToAssets(shares);

        (uint256 done, uint256 assets) = serve();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(done, shares, "served");
        assertLe(assets, worth, "at most the price");
        assertGe(assets + 10, (worth * 9_950) / 10_000, "less the costs");
        assertEq(basis.claimableAssets(id), assets, "to be claimed");
        assertGe(basis.sharePrice(), price, "the others' price");
        assertGe(basis.hedgeRatio(), ratio, "the others' hedge");
        assertClose(p.spot, before.spot - (before.spot * part) / 1e18, before.spot / 1e6, "spot");
        assertClose(uint256(-p.size), (uint256(-before.size) * (1e18 - part)) / 1e18, 1e14, "short");
        assertClose(uint256(p.equity), (uint256(before.equity) * (1e18 - part)) / 1e18, 1e6, "margin");
        assertClose(p.parked, (before.parked * (1e18 - part)) / 1e18, before.parked / 1e5 + 2, "parked");
    }

    function test_fulfil_paysEveryoneOut() public {
        uint256 shares = basis.balanceOf(alice);
        uint256 worth = basis.convertToAssets(shares);
        uint256 id = ask(alice, shares);

        (uint256 done, uint256 assets) = serve();

        assertEq(done, shares, "all of them");
        assertGe(assets, (worth * 9_950) / 10_000, "less the costs");
        BasisTypes.Position memory p = basis.getPosition();
        assertEq(p.size, 0, "no short");
        assertEq(p.spot, 0, "no spot");
        assertEq(p.equity, 0, "no margin");
        vm.prank(alice);
        assertEq(basis.claimRedeem(id, alice), assets, "paid");
        assertLe(basis.totalAssets(), 10, "nothing but rounding stays");
    }

    function test_fulfil_leavesWhatTheAmmPaysAboveThePriceWithTheOthers() public {
        uint256 shares = basis.balanceOf(alice) / 2;
        ask(alice, shares);
        dump(dollar, weth, 1_000_000 * one);
        uint256 price = basis.sharePrice();
        uint256 worth = basis.convertToAssets(shares);

        (, uint256 assets) = serve();

        assertClose(assets, worth, 1, "the price");
        assertGe(basis.sharePrice(), price + 1e14, "the gain stays");
    }

    function test_fulfil_servesNoMoreThanItMayTrade() public {
        BasisTypes.Config memory config = basisConfig();
        config.maxTrade = uint128(100_000 * one);
        basis.setConfig(config);
        uint256 shares = basis.balanceOf(alice);
        uint256 spotBefore = spotValue(basis.getPosition().spot);
        ask(alice, shares);

        (uint256 done, ) = serve();

        assertClose(done, (shares * 100_000 * one) / spotBefore, shares / 1e6, "part of them");
        assertClose(spotBefore - spotValue(basis.getPosition().spot), 100_000 * one, 2, "a chunk");
        assertEq(basis.pendingShares(), shares - done, "the rest waits");
    }

    function test_fulfil_revertsWhereTheAmmPaysTooLittle() public {
        ask(alice, basis.balanceOf(alice) / 2);
        dump(weth, dollar, 5_000e18);

        vm.prank(steward);
        vm.expectPartialRevert(IBasisVault.BasisVault_BoughtTooLittle.selector);
        basis.fulfil(type(uint256).max, false);
    }

    /// @dev The account may be liquidated, so no order is taken: what is liquid serves at the price.
    function test_fulfil_servesFromWhatIsLiquidWhereTheExchangeRefuses() public {
        moveEth(12_920);
        exchange.flag(address(basis));
        uint256 shares = basis.balanceOf(alice) / 2;
        ask(alice, shares);
        BasisTypes.Position memory before = basis.getPosition();
        uint256 price = basis.sharePrice();

        (uint256 done, uint256 assets) = serve();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(assets, before.idle + before.parked, 10, "all that is liquid");
        assertClose(assets, (done * price) / 1e24, 2, "at the price");
        assertLe(done, shares - 1, "the rest waits");
        assertEq(p.spot, before.spot, "no spot is sold without its short");
        assertGe(basis.sharePrice(), price, "the others' price");

        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_NothingTraded.selector));
        basis.fulfil(type(uint256).max, false);
    }

    /// @dev The pool's cash is lent out: what is parked stays, others' idle assets stand in for it.
    function test_fulfil_servesWhatItCanAtFullUtilisation() public {
        drain(dollar);
        uint256 parked = basis.getPosition().parked;
        uint256 shares = (basis.balanceOf(alice) * 45) / 100;
        uint256 price = basis.sharePrice();
        ask(alice, shares);

        (uint256 done, uint256 assets) = serve();

        assertEq(done, shares, "their part of what is idle pays for their part of what is parked");
        assertLe(assets, (shares * price) / 1e24, "at most the price");
        assertGe(basis.getPosition().parked, parked, "nothing was called back");
        assertGe(basis.sharePrice(), price, "the others' price");

        uint256 rest = basis.balanceOf(alice);
        ask(alice, rest);
        (done, assets) = serve();
        assertLe(done, rest - 1, "the last wait for the pool");
        assertLe(basis.idleAssets(), 10, "all else is paid");
        assertGe(basis.sharePrice(), price, "the price of who waits");
    }

    function test_fulfil_servesFirstWhoAskedFirst() public {
        enter(bob, basis, 500_000 * one);
        BasisTypes.Config memory config = basisConfig();
        config.maxTrade = uint128(100_000 * one);
        basis.setConfig(config);
        uint256 first = ask(bob, basis.balanceOf(bob) / 2);
        uint256 second = ask(alice, basis.balanceOf(alice) / 2);

        serve();

        assertGe(basis.claimableRedeemRequest(first, bob), 1, "the first is being served");
        assertEq(basis.claimableRedeemRequest(second, alice), 0, "the second waits");
        moveEth(11_000);
        uint256 price = basis.sharePrice();
        serve();
        assertGe(basis.sharePrice(), price, "at the price of that moment");
    }

    function test_fulfil_isOpenToAllAfterPatience() public {
        ask(alice, basis.balanceOf(alice) / 2);
        uint256 openAt = block.timestamp + PATIENCE;

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_TooEarly.selector, bob, openAt));
        basis.fulfil(1, false);

        skip(PATIENCE);
        vm.prank(bob);
        (uint256 done, ) = basis.fulfil(1, false);
        assertGe(done, 2, "and as much as one call may");
    }

    function test_fulfil_coolsDownWhereItTrades() public {
        ask(alice, basis.balanceOf(alice) / 2);
        vm.startPrank(steward);
        basis.fulfil(1e17, false);
        uint256 until = block.timestamp + COOLDOWN;
        assertEq(basis.getClock().fulfilledAt, block.timestamp, "noted");

        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_Cooling.selector, until));
        basis.fulfil(1e17, false);
    }

    function test_fulfil_doesNotCoolDownWhereAllIsIdle() public {
        basis = newBasis(basisConfig());
        uint256 shares = enter(alice, basis, 1_000 * one);
        ask(alice, shares);
        vm.startPrank(steward);
        (, uint256 half) = basis.fulfil(shares / 2, false);
        (, uint256 rest) = basis.fulfil(shares, false);

        assertClose(half + rest, 1_000 * one, 10, "all of it");
    }

    function test_fulfil_servesForNothingWhenNothingIsLeft() public {
        _loseEverything();
        uint256 shares = basis.balanceOf(alice);
        ask(alice, shares);
        skip(PATIENCE);

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NotKeeper.selector, bob));
        basis.fulfil(shares, false);

        vm.prank(steward);
        (uint256 done, uint256 assets) = basis.fulfil(shares, false);
        assertEq(done, shares, "served");
        assertEq(assets, 0, "for nothing");
    }

    function test_fulfil_revertsWhereUnwindingCostsMoreThanThePart() public {
        ask(alice, 1e6);

        vm.prank(steward);
        vm.expectPartialRevert(IBasisVault.BasisVault_UnwindingCostsMore.selector);
        basis.fulfil(type(uint256).max, false);
    }

    function test_fulfil_revertsWhereNobodyWaits() public {
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NothingPending.selector));
        basis.fulfil(1, false);
    }

    /// @dev Without spot and without idle assets, nothing but a loss on the exchange is left.
    function _loseEverything() private {
        vm.startPrank(address(basis));
        weth.transfer(address(this), weth.balanceOf(address(basis)));
        dollar.transfer(address(this), dollar.balanceOf(address(basis)));
        aTokenOf(dollar).transfer(address(this), aTokenOf(dollar).balanceOf(address(basis)));
        vm.stopPrank();
        moveEth(20_000);
        assertEq(basis.totalAssets(), 0, "nothing");
    }
}
