// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IShareLiquidator} from "../../../contracts/liquidators/IShareLiquidator.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {ShareLiquidatorWorld} from "../../support/ShareLiquidatorWorld.sol";

/// @notice Shares that the vault's idle assets pay for at once.
/// hardhat-config: fuzz.runs = 64
contract ShareLiquidatorProfitTest is ShareLiquidatorWorld {
    function setUp() public {
        buildShareWorld();
    }

    /// @dev The asset falls by a few per cent, its shares by three times that.
    function test_liquidate_redeemsAndSellsWhatItSeizes(uint256 shares, uint256 left, uint256 cover) public {
        indebt(vault, bound(shares, 10e24, 20e24), usdc);
        fall(wsteth, weth, bound(left, 9_650, 9_750));
        uint256 debt = owed(borrower, usdc);
        cover = bound(cover, debt / 10, debt / 2 - 1);

        Outcome memory outcome = _liquidate(vault, usdc, cover);

        assertEq(usdc.balanceOf(keeper), outcome.profit, "paid to the caller");
        assertClose(owed(borrower, usdc), debt - cover, 1, "debt left");
    }

    /// @dev Six decimals below, eighteen above: a vault on dollars, whose borrower owes ether.
    function test_liquidate_takesAVaultOf6AndDebtOf18Decimals(uint256 shares, uint256 cover) public {
        indebt(shorts, bound(shares, 10_000e12, 40_000e12), weth);
        _raiseEther();
        uint256 debt = owed(borrower, weth);

        Outcome memory outcome = _liquidate(shorts, weth, bound(cover, debt / 10, debt / 2 - 1));

        assertEq(weth.balanceOf(keeper), outcome.profit, "paid in ether");
    }

    function test_liquidate_sellsNothingWhereTheVaultPaysTheDebtAsset(uint256 shares, uint256 cover) public {
        indebt(shorts, bound(shares, 10_000e12, 40_000e12), usdc);
        _raiseEther();
        uint256 debt = owed(borrower, usdc);

        Outcome memory outcome = _liquidate(shorts, usdc, bound(cover, debt / 10, debt / 2 - 1));

        assertEq(outcome.proceeds, outcome.redeemed, "no sale");
        assertEq(usdc.balanceOf(keeper), outcome.profit, "paid in the asset");
    }

    function test_liquidate_putsBackWhatTheCloseFactorLeavesUnused(uint256 cover) public {
        indebt(vault, 20e24, usdc);
        fall(wsteth, weth, 9_750);
        uint256 debt = owed(borrower, usdc);
        cover = bound(cover, debt / 2 + 1e6, type(uint256).max);

        Outcome memory outcome = liquidate(order(vault, usdc, cover));

        assertClose(outcome.repaid, debt / 2, 1, "half of the debt");
        uint256 premium = Math.ceilDiv(Math.min(cover, debt) * FLASH_PREMIUM, 1e4);
        assertEq(outcome.profit, outcome.proceeds - outcome.repaid - premium, "premium on all that was borrowed");
    }

    function test_liquidate_paysTheReceiverNamed(address receiver) public {
        vm.assume(uint160(receiver) > 1e6 && receiver.code.length == 0 && receiver != keeper);
        indebt(vault, 20e24, usdc);
        fall(wsteth, weth, 9_700);
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, 1_000e6);
        params.receiver = receiver;

        Outcome memory outcome = liquidate(params);

        assertEq(usdc.balanceOf(receiver), outcome.profit, "receiver");
        assertEq(usdc.balanceOf(keeper), 0, "caller");
    }

    function test_liquidate_sendsEverythingLeftToTheReceiver(uint256 shares, uint256 assets, uint256 cash) public {
        indebt(vault, 20e24, usdc);
        fall(wsteth, weth, 9_700);
        (shares, assets, cash) = (bound(shares, 1, 20e24), bound(assets, 1, 1e24), bound(cash, 1, 1e12));
        vm.prank(alice);
        require(vault.transfer(address(liquidator), shares), "transfer failed");
        wsteth.mint(address(liquidator), assets);
        usdc.mint(address(liquidator), cash);
        IShareLiquidator.ShareLiquidationParams memory params = order(vault, usdc, 1_000e6);

        vm.prank(keeper);
        uint256 paid = liquidator.liquidate(params);

        assertEq(vault.balanceOf(keeper), shares, "shares");
        assertEq(wsteth.balanceOf(keeper), assets, "the vault's asset");
        assertEq(usdc.balanceOf(keeper), paid, "debt asset");
        assertGe(paid, cash + 1, "with what lay there, and a profit");
        assertNothingLeft();
    }

    /// @dev Liquidates, and holds every figure against what each venue says beforehand.
    function _liquidate(LoopVault of_, MintableToken debt, uint256 cover) private returns (Outcome memory outcome) {
        IShareLiquidator.ShareLiquidationParams memory params = order(of_, debt, cover);
        uint256 value = Math.mulDiv(cover, oracle.getAssetPrice(address(debt)), unitOf(debt));
        uint256 price = oracle.getAssetPrice(address(of_));
        uint256 base = Math.mulDiv(value, 10 ** of_.decimals(), price);
        uint256 supply = of_.totalSupply();
        uint256 before = of_.totalAssets();

        outcome = liquidate(params);

        assertEq(outcome.repaid, cover, "repaid");
        uint256 seized = base + (base * SHARE_BONUS * (1e4 - PROTOCOL_FEE)) / 1e8;
        assertClose(outcome.shares, seized, seized / value + seized / price + 3, "shares for the debt and the bonus");
        assertEq(supply - of_.totalSupply(), outcome.shares, "redeemed");
        assertEq(before - of_.totalAssets(), outcome.redeemed, "out of what is idle");
        uint256 worth = Math.mulDiv(outcome.shares, before + 1, supply + 1e6);
        assertEq(outcome.redeemed, worth - Math.ceilDiv(worth * 10, 1e4), "at the share price, exit fee off");
        assertEq(outcome.profit, outcome.proceeds - cover - Math.ceilDiv(cover * FLASH_PREMIUM, 1e4), "profit");
    }

    function _raiseEther() private {
        setPrice(address(weth), (WETH_PRICE * 10_450) / 1e4);
        align(weth, usdc);
    }
}
