// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {StoppingFeed} from "../../../contracts/mocks/StoppingFeed.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice What strangers try: gifts, sandwiches, foreign collateral, rewards for a hedge that they opened themselves.
/// hardhat-config: fuzz.runs = 48
contract BasisVaultAttacksTest is BasisWorld {
    address private thief;

    function setUp() public {
        buildBasisWorld(false, false);
        thief = actor("thief");
    }

    /// @dev VAULT-10.
    function test_inflation_costsTheThiefMoreThanTheVictim(uint256 first, uint256 gift, uint256 assets) public {
        first = bound(first, 1, one);
        gift = bound(gift, 1, 1_000_000 * one);
        assets = bound(assets, 10 * one, 1_000_000 * one);
        if (basis.previewDeposit(first) != 0) enter(thief, basis, first);
        dollar.mint(address(basis), gift);
        if (basis.previewDeposit(assets) == 0) return; // refused: nothing lost

        enter(alice, basis, assets);

        uint256 kept = basis.convertToAssets(basis.balanceOf(alice));
        uint256 back = basis.convertToAssets(basis.balanceOf(thief));
        uint256 fee = assets / 1_000 + 1;
        uint256 lost = assets > kept + fee ? assets - kept - fee : 0;
        assertLe(back, first + gift + fee, "the thief gains nothing but the fee");
        assertLe(lost * 1e5, gift + 1e6, "a gift takes less than a hundred-thousandth of itself from her");
    }

    function test_gift_ofEachKindIsEveryones(uint256 kind, uint256 gift) public {
        openBasis(1_000_000);
        gift = bound(gift, 10 * one, 100_000 * one);
        uint256 before = basis.convertToAssets(basis.balanceOf(alice));

        kind %= 4;
        if (kind == 0) dollar.mint(address(basis), gift);
        if (kind == 1) weth.mint(address(basis), (gift * 1e18) / (2_000 * one));
        if (kind == 2) supplyFor(thief, address(basis), gift);
        if (kind == 3) marginFor(thief, address(basis), gift);

        assertClose(basis.convertToAssets(basis.balanceOf(alice)), before + gift, gift / 1_000 + 2, "hers");
    }

    function test_sandwich_ofADepositAndAWithdrawalPaysNothing(uint256 assets, uint256 move) public {
        openBasis(1_000_000);
        assets = bound(assets, one, 1_000_000 * one);
        dump(weth, dollar, bound(move, 1e18, 20_000e18)); // the AMM is not what the vault is priced by

        uint256 shares = enter(thief, basis, assets);
        uint256 most = basis.maxRedeem(thief);
        vm.prank(thief);
        uint256 back = basis.redeem(shares < most ? shares : most, thief, thief);

        assertLe(back + basis.convertToAssets(basis.balanceOf(thief)), assets, "no gain");
    }

    /// @dev A gift of spot opens the hedge; what it takes is far more than the reward that mending pays.
    function test_reward_isNoGainForWhoOpensTheHedgeWithAGift(uint256 reward) public {
        openBasis(1_000_000);
        BasisTypes.Config memory config = basisConfig();
        config.openReward = uint128(bound(reward, 0, 1_000_000 * one));
        basis.setConfig(config);
        uint256 given = basis.getPosition().spot / 3;
        weth.mint(address(basis), given);
        assertLe(basis.hedgeRatio(), 0.8e18, "open");

        vm.prank(thief);
        basis.hedge();

        assertLe(dollar.balanceOf(thief), spotValue(given) / 10, "a fraction of the gift");
    }

    /// @dev No action that only a keeper may do opens a hedge that was in its band, so no keeper's friend is paid.
    function test_reward_cannotBeFarmedByAKeeper(uint256 kind, uint256 left, uint256 amount) public {
        openBasis(1_000_000);
        moveEth(bound(left, 8_000, 12_900));
        uint256 before = basis.hedgeRatio();
        assertGe(before, 0.97e18, "in its band");
        kind %= 3;
        if (kind == 0) enter(bob, basis, bound(amount, one, 3_000_000 * one));
        if (kind == 1) ask(alice, bound(amount, 1e10, basis.balanceOf(alice)));

        vm.startPrank(steward);
        bytes memory call =
            kind == 1
                ? abi.encodeCall(IQueuedVault.fulfil, (type(uint256).max, false))
                : abi.encodeCall(IBasisVault.rebalance, ());
        (bool passed, ) = address(basis).call(call);
        vm.stopPrank();

        assertTrue(!passed || basis.hedgeRatio() >= 0.97e18, "still in its band");
    }

    function test_disown_freesTheVaultFromATokenWithoutAPrice(bool asSpot) public {
        openBasis(1_000_000);
        address token = asSpot ? address(weth) : address(wbtc);
        _give(token);
        uint256 worth = basis.totalAssets();
        ask(alice, basis.balanceOf(alice) / 2);
        uint256 spotBefore = basis.getPosition().spot;

        vm.prank(bob);
        basis.disown(token);

        assertEq(basis.getPosition().spot, asSpot ? spotBefore + 1e8 : spotBefore, "spot or nothing");
        assertGe(basis.totalAssets(), worth, "net assets");
        serve();
        assertEq(basis.pendingShares(), 0, "and the queue is served");

        vm.expectRevert(abi.encodeWithSelector(IBasisVault.BasisVault_SameAsset.selector, dollar));
        basis.disown(address(dollar));
    }

    function test_foreignCollateral_countsForNothing() public {
        openBasis(1_000_000);
        _collateral(address(wbtc), address(feeds[address(wbtc)]));
        uint256 worth = basis.totalAssets();

        fundToken(thief, address(wbtc), 1e8);
        vm.prank(thief);
        exchange.deposit(address(wbtc), 1e8, address(basis));

        assertEq(basis.totalAssets(), worth, "net assets");
    }

    /// @dev The exchange asks for the share's price whenever the vault acts on it.
    function test_ownShares_asTheVaultsMarginStopNoAction() public {
        openBasis(1_000_000);
        NavFeed feed = new NavFeed(feeds[address(dollar)], new ShareRate(basis), "share / USD");
        _collateral(address(basis), address(feed));
        uint256 gift = basis.balanceOf(alice) / 10;
        vm.startPrank(alice);
        basis.approve(address(exchange), gift);
        exchange.deposit(address(basis), gift, address(basis));
        vm.stopPrank();

        ask(alice, basis.balanceOf(alice) / 2);
        serve();
        moveEth(12_000);
        steer();
        enter(bob, basis, 1_000 * one);
        steer();
        vm.prank(bob);
        basis.withdraw(10 * one, bob, bob);
        vm.prank(bob);
        basis.disown(address(basis));
        assertGe(basis.balanceOf(address(basis)), gift, "nobody's shares");
    }

    function test_keeper_tradesNoWorseThanTheSlippage(uint256 move) public {
        openBasis(1_000_000);
        uint256 shares = basis.balanceOf(alice) / 2;
        ask(alice, shares);
        dump(weth, dollar, bound(move, 1e18, 3_000e18));
        uint256 worth = basis.convertToAssets(shares);
        uint256 part = spotValue(basis.getPosition().spot) / 2;

        vm.prank(steward);
        try basis.fulfil(type(uint256).max, false) returns (uint256, uint256 assets) {
            assertGe(assets + part / 100 + part / 500, worth, "slippage and fee on their part");
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == IBasisVault.BasisVault_BoughtTooLittle.selector, "or not at all");
        }
    }

    function test_foreignCollateral_withoutAPriceLeavesTheQueueWhatIsLiquid() public {
        openBasis(1_000_000);
        _give(address(wbtc));
        uint256 spotBefore = basis.getPosition().spot;
        uint256 liquid = basis.instantAssets();
        ask(alice, basis.balanceOf(alice) / 2);

        (, uint256 assets) = serve();

        assertClose(assets, liquid, 10, "all that is liquid");
        assertEq(basis.getPosition().spot, spotBefore, "no trade");
    }

    /// @dev The thief gives the vault margin that loses its price.
    function _give(address token) private {
        StoppingFeed feed = new StoppingFeed();
        _collateral(token, address(feed));
        fundToken(thief, token, 1e8);
        vm.prank(thief);
        exchange.deposit(token, 1e8, address(basis));
        feed.stop();
    }

    function _collateral(address token, address feed) private {
        exchange.configureCollateral(token, collateralOf(token, feed));
    }
}
