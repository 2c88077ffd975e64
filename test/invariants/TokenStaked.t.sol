// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../contracts/tokens/StakedToken.sol";
import {Test} from "../support/Test.sol";

/// @notice Stakers come and go, time passes, the owner slashes and changes growth.
contract StakedTokenHandler is Test {
    uint256 private constant WAD = 1e18;

    MintableToken public immutable weth;
    StakedToken public immutable staked;

    /// @notice What accrual and slashes would make of the rate if no division ever rounded down; always an upper bound.
    uint256 public ceiling;
    uint256 public lastRate;
    uint256 public deposited;
    uint256 public redeemed;
    bool public fellWithoutASlash;

    uint256 private _at;
    address[3] private _stakers;

    constructor() {
        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        staked = new StakedToken("Wrapped staked Ether", "wstETH", weth, 1.1e18, 0.03e18, address(this));
        (ceiling, lastRate, _at) = (1.1e18, 1.1e18, block.timestamp);
        _stakers = [actor("ann"), actor("ben"), actor("cho")];
    }

    function deposit(uint256 who, uint256 assets) external {
        assets = bound(assets, 1e6, 1e24);
        address staker = _stakers[who % 3];
        weth.mint(staker, assets);

        vm.startPrank(staker);
        weth.approve(address(staked), assets);
        staked.deposit(assets, staker);
        vm.stopPrank();

        deposited += assets;
        _note(false);
    }

    function redeem(uint256 who, uint256 shares) external {
        address staker = _stakers[who % 3];
        uint256 balance = staked.balanceOf(staker);
        if (balance == 0) return;
        shares = bound(shares, 1, balance);
        uint256 assets = staked.toAssetsDown(shares);
        if (assets == 0 || assets > weth.balanceOf(address(staked))) return;

        vm.prank(staker);
        redeemed += staked.redeem(shares, staker);
        _note(false);
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 30 days));
        _note(false);
    }

    function slash(uint256 fraction) external {
        fraction = bound(fraction, 0, 0.05e18);
        _note(false);
        staked.slash(fraction);
        uint256 product = ceiling * (WAD - fraction);
        ceiling = product / WAD + (product % WAD == 0 ? 0 : 1);
        _note(true);
    }

    function setYearlyGrowth(uint256 growth) external {
        _note(false);
        staked.setYearlyGrowth(bound(growth, 0, 0.2e18));
        _note(false);
    }

    // Growth compounds here at each action, at least as fast as the token's own, and every division rounds up.
    function _note(bool slashed) private {
        uint256 elapsed = block.timestamp - _at;
        ceiling += (ceiling * staked.yearlyGrowth() * elapsed) / (WAD * 365 days) + 1;
        _at = block.timestamp;

        uint256 rate = staked.exchangeRate();
        if (!slashed && rate < lastRate) fellWithoutASlash = true;
        lastRate = rate;
    }
}
contract TokenStakedInvariants is Test {
    StakedTokenHandler private handler;

    function setUp() public {
        handler = new StakedTokenHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_TOKEN_1_theRateNeverExceedsWhatAccrualAndSlashesSay() public view {
        assertLe(handler.staked().exchangeRate(), handler.ceiling(), "rate");
    }

    function invariant_TOKEN_2_theRateFallsBySlashesAlone() public view {
        assertTrue(!handler.fellWithoutASlash(), "fell without a slash");
    }

    function invariant_TOKEN_3_theReserveIsWhatCameInLessWhatWentOut() public view {
        uint256 reserve = handler.weth().balanceOf(address(handler.staked()));
        assertEq(reserve, handler.deposited() - handler.redeemed(), "reserve");
    }
}
