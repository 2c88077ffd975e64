// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {IShareLiquidator} from "../../../contracts/liquidators/IShareLiquidator.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {ShareLiquidatorWorld} from "../../support/ShareLiquidatorWorld.sol";

/// @notice Where the liquidator is stuck, loses, or is misled.
/// hardhat-config: fuzz.runs = 64
contract ShareLiquidatorRefusalsTest is ShareLiquidatorWorld {
    uint256 private constant COVER = 10_000e6;

    function setUp() public {
        buildShareWorld();
        indebt(vault, 20e24, usdc);
        fall(wsteth, weth, 9_700);
    }

    /// @dev The queue has asked for what is idle.
    function test_liquidate_isStuckWhereTheQueueHasAskedForAll(uint256 asked) public {
        requestAs(alice, vault, bound(asked, vault.totalSupply() / 10, vault.balanceOf(alice)));
        (uint256 debt, uint256 held) = (owed(borrower, usdc), supplied(borrower, MintableToken(address(vault))));

        (uint256 seized, uint256 redeemable) = _illiquid(COVER);

        assertEq(redeemable, 0, "nothing at once");
        assertEq(owed(borrower, usdc), debt, "debt");
        assertEq(supplied(borrower, MintableToken(address(vault))), held, "collateral");
        assertEq(seizeAs(bob, vault, usdc, COVER), seized, "who has capital gets the shares, and waits");
        requestAs(bob, vault, seized);
    }

    /// @dev All or nothing: a part is not what the loan needs.
    function test_liquidate_isStuckWhereTheVaultPaysForAPart(uint256 asked) public {
        uint256 idle = vault.convertToShares(vault.idleAssets());
        requestAs(alice, vault, bound(asked, idle - 4e24, idle - 2e24));
        uint256 most = vault.convertToShares((vault.instantAssets() * 1e4) / (1e4 - 10));

        (uint256 seized, uint256 redeemable) = _illiquid(COVER);

        assertEq(redeemable, most, "as the vault says");
        assertEq(seizeAs(bob, vault, usdc, COVER), seized, "of what a bearer of capital gets");
    }

    /// @dev At more than its most leverage a vault lets nothing out, however much is idle.
    function test_liquidate_isStuckWhereTheVaultStandsAboveItsMostLeverage() public {
        fall(wsteth, weth, 9_300);
        assertGe(vault.leverage(), MOST, "levered by its loss");

        (, uint256 redeemable) = _illiquid(COVER);

        assertEq(redeemable, 0, "nothing at once");
    }

    function test_liquidate_revertsWhenTheSaleLosesMoreThanTheBonus() public {
        dump(weth, usdc, 15_000e18);
        uint256 debt = owed(borrower, usdc);

        (bool refused, int256 profit) = _attempt(0);

        assertTrue(refused, "unprofitable");
        assertTrue(profit < 0, "a loss");
        assertEq(owed(borrower, usdc), debt, "debt");
        assertNothingLeft();
    }

    function test_liquidate_goesThroughAtExactlyTheProfitAskedFor() public {
        (bool refused, int256 profit) = _attempt(1e30);
        assertTrue(refused && profit > 0, "too much asked");

        (refused, ) = _attempt(uint256(profit) + 1);
        assertTrue(refused, "one unit too much");
        (refused, ) = _attempt(uint256(profit));
        assertTrue(!refused, "exactly");
        assertEq(usdc.balanceOf(keeper), uint256(profit), "paid");
    }

    function test_liquidate_revertsWithThePoolsErrorForAHealthyAccount() public {
        fall(wsteth, weth, 10_300);
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, COVER);

        vm.expectPartialRevert(ILendingErrors.LendingPool_Healthy.selector);
        liquidator.liquidate(params);
    }

    function test_liquidate_revertsForADebtAssetThatThePoolDoesNotList() public {
        MintableToken other = new MintableToken("Other", "OTH", 18, address(this));
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, COVER);
        params.debt = address(other);

        vm.expectRevert(
            abi.encodeWithSelector(IShareLiquidator.ShareLiquidator_ReserveNotListed.selector, address(other))
        );
        liquidator.liquidate(params);
    }

    /// @dev The path begins at the vault's asset, not at the share.
    function test_liquidate_revertsForAPathThatLeadsElsewhere() public {
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, COVER);
        params.path = abi.encodePacked(vault, FEE, usdc);

        vm.expectRevert(abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, wsteth, usdc, params.path));
        liquidator.liquidate(params);
    }

    function test_executeOperation_revertsForAnyCallerButThePool(address caller) public {
        vm.assume(caller != address(pool));
        bytes memory data = abi.encode(caller, order(vault, usdc, 1e6));

        vm.expectRevert(abi.encodeWithSelector(IShareLiquidator.ShareLiquidator_CallerNotPool.selector, caller));
        vm.prank(caller);
        liquidator.executeOperation(address(usdc), 1e6, 0, address(liquidator), data);
    }

    function test_executeOperation_revertsForALoanThatAnotherStarted(address attacker) public {
        vm.assume(attacker != address(liquidator));
        bytes memory data = abi.encode(attacker, order(vault, usdc, 1e6));

        vm.expectRevert(abi.encodeWithSelector(IShareLiquidator.ShareLiquidator_InitiatorNotSelf.selector, attacker));
        vm.prank(attacker);
        pool.flashLoanSimple(address(liquidator), address(usdc), 1e6, data, 0);
    }

    function test_liquidate_refusesToBeReentered() public {
        ReentrantToken hop = new ReentrantToken();
        createMarket(MintableToken(address(hop)), 1e8, usdc, USDC_PRICE, SIDE_VALUE);
        createMarket(MintableToken(address(hop)), 1e8, wsteth, WSTETH_PRICE, SIDE_VALUE);
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, COVER);
        hop.arm(address(liquidator), abi.encodeCall(liquidator.liquidate, (params)));
        params.path = abi.encodePacked(wsteth, FEE, hop, FEE, usdc);

        liquidate(params);

        bytes4 reentered = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        assertEq(hop.successes(), 0, "no call went through");
        assertTrue(bytes4(hop.failure()) == reentered, "refused as a re-entry");
    }

    /// @dev Both figures of the refusal.
    function _illiquid(uint256 cover) private returns (uint256 seized, uint256 redeemable) {
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, cover);
        vm.prank(keeper);
        try liquidator.liquidate(params) {
            assertTrue(false, "must be refused");
        } catch (bytes memory reason) {
            bool illiquid = bytes4(reason) == IShareLiquidator.ShareLiquidator_VaultIlliquid.selector;
            assertTrue(illiquid, "refused as illiquid");
            (seized, redeemable) = abi.decode(_figures(reason), (uint256, uint256));
        }
        assertLe(redeemable + 1, seized, "less than all");
        assertNothingLeft();
    }

    /// @dev Liquidates; when refused as unprofitable, says what it would have earned.
    function _attempt(uint256 minProfit) private returns (bool refused, int256 profit) {
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, COVER);
        params.minProfit = minProfit;
        vm.prank(keeper);
        try liquidator.liquidate(params) {} catch (bytes memory reason) {
            (profit, ) = abi.decode(_figures(reason), (int256, uint256));
            refused = bytes4(reason) == IShareLiquidator.ShareLiquidator_Unprofitable.selector;
        }
    }

    function _figures(bytes memory reason) private pure returns (bytes memory figures) {
        figures = new bytes(64);
        for (uint256 i = 0; i < 64; ++i) figures[i] = reason[i + 4];
    }
}
