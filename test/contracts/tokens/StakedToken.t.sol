// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IStakedToken} from "../../../contracts/tokens/IStakedToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../../contracts/tokens/StakedToken.sol";
import {Test} from "../../support/Test.sol";

contract StakedTokenTest is Test {
    uint256 private constant WAD = 1e18;
    uint256 private constant YEAR = 365 days;

    MintableToken private weth;
    StakedToken private staked;
    address private alice;

    function setUp() public {
        alice = actor("alice");
        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        staked = new StakedToken("Wrapped staked Ether", "wstETH", weth, 1.2e18, 0.03e18, address(this));
        weth.mint(alice, type(uint128).max);
        vm.prank(alice);
        weth.approve(address(staked), type(uint256).max);
    }

    function test_constructor_takesDecimalsOfTheUnderlying() public {
        MintableToken six = new MintableToken("Six", "SIX", 6, address(this));
        StakedToken token = new StakedToken("Staked six", "sSIX", six, WAD, 0, address(this));

        assertEq(token.decimals(), 6, "decimals");
        assertEq(address(token.underlying()), address(six), "underlying");
    }

    function test_constructor_revertsOnAZeroRate() public {
        vm.expectRevert(IStakedToken.StakedToken_ZeroRate.selector);
        new StakedToken("Staked", "ST", weth, 0, 0, address(this));
    }

    function test_exchangeRate_growsByTheYearlyGrowthInAYear() public {
        vm.warp(block.timestamp + YEAR);

        assertEq(staked.exchangeRate(), 1.236e18, "rate");
    }

    function test_exchangeRate_isLinearAndRoundedDown(uint256 rate, uint256 growth, uint256 elapsed) public {
        rate = bound(rate, 1, 1e24);
        growth = bound(growth, 0, 10e18);
        elapsed = bound(elapsed, 0, 100 * YEAR);
        staked = new StakedToken("Staked", "ST", weth, rate, growth, address(this));

        vm.warp(block.timestamp + elapsed);

        assertEq(staked.exchangeRate(), rate + (rate * growth * elapsed) / (WAD * YEAR), "rate");
    }

    function test_exchangeRate_hasOneValueUnderItsThreeNames(uint256 elapsed) public {
        vm.warp(block.timestamp + bound(elapsed, 0, 10 * YEAR));

        assertEq(staked.getRate(), staked.exchangeRate(), "getRate");
        assertEq(staked.stEthPerToken(), staked.exchangeRate(), "stEthPerToken");
    }

    function test_deposit_createsSharesRoundedDown(uint256 assets, uint256 elapsed) public {
        assets = bound(assets, 2, 1e27);
        vm.warp(block.timestamp + bound(elapsed, 0, 10 * YEAR));
        uint256 expected = (assets * WAD) / staked.exchangeRate();

        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedToken.Deposited(alice, address(this), assets, expected);
        vm.prank(alice);
        uint256 shares = staked.deposit(assets, address(this));

        assertEq(shares, expected, "shares");
        assertEq(staked.balanceOf(address(this)), expected, "balance");
        assertEq(weth.balanceOf(address(staked)), assets, "reserve");
    }

    function test_deposit_revertsWhenItBuysNoShare() public {
        vm.expectRevert(abi.encodeWithSelector(IStakedToken.StakedToken_AmountTooSmall.selector, 1));
        vm.prank(alice);
        staked.deposit(1, alice);
    }

    function test_redeem_neverPaysMoreThanWasDeposited(uint256 assets) public {
        assets = bound(assets, 10, 1e27);
        vm.startPrank(alice);
        uint256 shares = staked.deposit(assets, alice);

        uint256 paid = staked.redeem(shares, alice);

        assertLe(paid, assets, "paid");
        assertGe(paid + 2, assets, "rounding loses at most two units");
        assertEq(staked.totalSupply(), 0, "supply");
    }

    function test_redeem_paysTheReceiverAtTheRateOfTheMoment(uint256 shares, uint256 elapsed) public {
        shares = bound(shares, 1, 1e27);
        vm.warp(block.timestamp + bound(elapsed, 0, 10 * YEAR));
        uint256 expected = (shares * staked.exchangeRate()) / WAD;
        staked.mint(alice, shares);
        weth.mint(address(staked), expected);

        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedToken.Redeemed(alice, address(this), expected, shares);
        vm.prank(alice);
        uint256 paid = staked.redeem(shares, address(this));

        assertEq(paid, expected, "paid");
        assertEq(weth.balanceOf(address(this)), expected, "received");
    }

    function test_redeem_revertsWhenTheReserveIsShort() public {
        staked.mint(alice, 10e18);
        weth.mint(address(staked), 11e18);

        vm.expectRevert(abi.encodeWithSelector(IStakedToken.StakedToken_ReserveShort.selector, 12e18, 11e18));
        vm.prank(alice);
        staked.redeem(10e18, alice);
    }

    function test_redeem_revertsWhenItPaysNothing() public {
        staked.slash(0.5e18);
        staked.mint(alice, 1);

        vm.expectRevert(abi.encodeWithSelector(IStakedToken.StakedToken_AmountTooSmall.selector, 1));
        vm.prank(alice);
        staked.redeem(1, alice);
    }

    function test_slash_takesItsFractionAtOnceAndGrowthGoesOnFromThere(uint256 fraction, uint256 elapsed) public {
        fraction = bound(fraction, 0, WAD - 1e9);
        vm.warp(block.timestamp + bound(elapsed, 0, 10 * YEAR));
        uint256 before = staked.exchangeRate();
        uint256 expected = (before * (WAD - fraction)) / WAD;

        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedToken.Slashed(fraction, before, expected);
        staked.slash(fraction);

        assertEq(staked.exchangeRate(), expected, "rate at once");
        vm.warp(block.timestamp + YEAR);
        assertEq(staked.exchangeRate(), expected + (expected * 3) / 100, "rate a year later");
    }

    function test_slash_revertsWhenNothingWouldBeLeft(uint256 fraction) public {
        fraction = bound(fraction, WAD, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakedToken.StakedToken_SlashTooLarge.selector, fraction));
        staked.slash(fraction);

        StakedToken tiny = new StakedToken("Tiny", "TNY", weth, 1, 0, address(this));
        vm.expectRevert(IStakedToken.StakedToken_ZeroRate.selector);
        tiny.slash(1);
    }

    function test_setYearlyGrowth_keepsWhatGrewSoFar(uint256 elapsed, uint256 growth) public {
        growth = bound(growth, 0, 1e18);
        vm.warp(block.timestamp + bound(elapsed, 0, 10 * YEAR));
        uint256 before = staked.exchangeRate();

        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedToken.RateUpdated(before, growth);
        staked.setYearlyGrowth(growth);

        assertEq(staked.exchangeRate(), before, "rate");
        assertEq(staked.yearlyGrowth(), growth, "growth");
    }

    function test_ownerActions_revertForAnyoneElse(address stranger) public {
        vm.assume(stranger != address(this));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);

        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        staked.mint(stranger, 1);
        vm.expectRevert(refusal);
        staked.slash(1);
        vm.expectRevert(refusal);
        staked.setYearlyGrowth(1);
    }
}
