// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AToken} from "../../../contracts/lending/AToken.sol";
import {IAToken} from "../../../contracts/lending/IAToken.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {IScaledToken} from "../../../contracts/lending/IScaledToken.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract ATokenTest is LendingWorld {
    uint256 private constant KEY = 0xA11CE;
    bytes32 private constant TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    address private ann = actor("ann");
    address private ben = actor("ben");
    AToken private aUsdc;

    function setUp() public {
        _open(2);
    }

    function _open(uint256 seed) private {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, usdc, 10_000e6);
        aUsdc = aTokenOf(usdc);
        skip(30 days);
    }

    function test_transfer_movesTheClaimWithItsInterest(uint256 seed, uint256 amount) public {
        _open(seed);
        uint256 balance = aUsdc.balanceOf(ann);
        amount = bound(amount, 1, balance);

        vm.prank(ann);
        aUsdc.transfer(ben, amount);

        assertClose(aUsdc.balanceOf(ben), amount, 1, "received");
        assertClose(aUsdc.balanceOf(ann), balance - amount, 2, "left");
        if (seed % 3 == 2) assertLe(aUsdc.balanceOf(ann), balance - amount, "never keeps more");
    }

    function test_transfer_keepsTheScaledSupply(uint256 amount) public {
        amount = bound(amount, 1, aUsdc.balanceOf(ann));
        (uint256 scaledAnn, uint256 supply) = aUsdc.getScaledUserBalanceAndSupply(ann);

        vm.prank(ann);
        aUsdc.transfer(ben, amount);

        assertEq(aUsdc.scaledTotalSupply(), supply, "supply");
        assertEq(aUsdc.scaledBalanceOf(ann) + aUsdc.scaledBalanceOf(ben), scaledAnn, "sum");
    }

    function test_transfer_movesTheMarkWithTheWholeBalance(uint256 seed) public {
        _open(seed);
        uint256 balance = aUsdc.balanceOf(ann);

        vm.prank(ann);
        aUsdc.transfer(ben, balance);

        assertEq(pool.getUserConfiguration(ann).data, 0, "sender's is off");
        assertEq(pool.getUserConfiguration(ben).data, seed % 3 == 2 ? 0 : 2 << 2, "receiver's, up to v3.0");
    }

    function test_transfer_leavesTheMarkOfAHolderAlone(uint256 seed) public {
        _open(seed);
        supplyAs(ben, usdc, 100e6);
        vm.prank(ben);
        pool.setUserUseReserveAsCollateral(address(usdc), false);

        vm.prank(ann);
        aUsdc.transfer(ben, 1_000e6);

        assertEq(pool.getUserConfiguration(ben).data, 0, "off");
        assertEq(pool.getUserConfiguration(ann).data, 2 << 2, "on");
    }

    function test_transfer_toOneselfChangesNothing(uint256 amount) public {
        uint256 balance = aUsdc.balanceOf(ann);
        amount = bound(amount, 0, balance);
        vm.prank(ann);
        aUsdc.transfer(ann, amount);
        assertEq(aUsdc.balanceOf(ann), balance, "balance");
        assertEq(pool.getUserConfiguration(ann).data, 2 << 2, "mark");
    }

    function test_transfer_ofNothingIsHarmless() public {
        vm.prank(ben);
        aUsdc.transfer(ann, 0);
        assertEq(aUsdc.scaledBalanceOf(ben), 0, "balance");
    }

    function test_transfer_revertsWhenTheDebtNeedsTheCollateral(uint256 seed) public {
        _open(seed);
        borrowAs(ann, weth, 3e18);
        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(ann);
        aUsdc.transfer(ben, 5_000e6);
    }

    function test_transfer_ofWhatIsNoCollateralNeedsNoHealth() public {
        supplyAs(ann, weth, 2e18);
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), false);
        borrowAs(ann, wbtc, 0.05e8);
        setPrice(address(weth), 1_000e8);

        vm.prank(ann);
        aUsdc.transfer(ben, 5_000e6);

        assertClose(aUsdc.balanceOf(ben), 5_000e6, 1, "moved");
    }

    function test_transfer_revertsWhilePaused() public {
        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        vm.prank(ann);
        aUsdc.transfer(ben, 1);
    }

    function test_transfer_revertsBeyondTheBalance(uint256 excess) public {
        uint256 amount = aUsdc.balanceOf(ann) + bound(excess, 1, 1e20);
        vm.expectPartialRevert(IScaledToken.ScaledToken_InsufficientBalance.selector);
        vm.prank(ann);
        aUsdc.transfer(ben, amount);
    }

    function test_transferFrom_spendsTheAllowance(uint256 seed, uint256 amount) public {
        _open(seed);
        amount = bound(amount, 1, 9_000e6);
        vm.prank(ann);
        aUsdc.approve(ben, 9_000e6);

        vm.prank(ben);
        aUsdc.transferFrom(ann, ben, amount);

        assertClose(aUsdc.balanceOf(ben), amount, 1, "received");
        assertClose(aUsdc.allowance(ann, ben), 9_000e6 - amount, 2, "allowance");
        assertLe(aUsdc.allowance(ann, ben), 9_000e6 - amount, "never too much");
    }

    function test_transferFrom_usesUpAnAllowanceThatRoundingExceeds(uint256 amount) public {
        amount = bound(amount, 1, 9_000e6);
        vm.prank(ann);
        aUsdc.approve(ben, amount);

        vm.prank(ben);
        aUsdc.transferFrom(ann, ben, amount);

        assertEq(aUsdc.allowance(ann, ben), 0, "allowance");
    }

    function test_mint_revertsWhenNothingIsMinted() public {
        vm.expectRevert(IScaledToken.ScaledToken_AmountZero.selector);
        vm.prank(address(pool));
        aUsdc.mint(ann, ann, 0, 0, 1e27);
    }

    function test_transferFrom_keepsAnUnlimitedAllowance() public {
        vm.prank(ann);
        aUsdc.approve(ben, type(uint256).max);
        vm.prank(ben);
        aUsdc.transferFrom(ann, ben, 1_000e6);
        assertEq(aUsdc.allowance(ann, ben), type(uint256).max, "unlimited");
    }

    function test_transferFrom_revertsBeyondTheAllowance(uint256 allowed) public {
        allowed = bound(allowed, 0, 1_000e6 - 1);
        vm.prank(ann);
        aUsdc.approve(ben, allowed);
        vm.expectRevert(abi.encodeWithSelector(IAToken.AToken_InsufficientAllowance.selector, ben, allowed, 1_000e6));
        vm.prank(ben);
        aUsdc.transferFrom(ann, ben, 1_000e6);
    }

    function test_transferFrom_revertsBeyondTheBalance() public {
        vm.prank(ann);
        aUsdc.approve(ben, type(uint256).max);
        vm.expectPartialRevert(IScaledToken.ScaledToken_InsufficientBalance.selector);
        vm.prank(ben);
        aUsdc.transferFrom(ann, ben, 20_000e6);
    }

    function _sign(uint256 value, uint256 deadline) private view returns (uint8 v, bytes32 r, bytes32 s) {
        address owner = vm.addr(KEY);
        bytes32 content = keccak256(abi.encode(TYPEHASH, owner, ben, value, aUsdc.nonces(owner), deadline));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", aUsdc.DOMAIN_SEPARATOR(), content));
        return vm.sign(KEY, digest);
    }

    function test_permit_approvesBySignatureOnce(uint256 value) public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(value, block.timestamp);
        aUsdc.permit(vm.addr(KEY), ben, value, block.timestamp, v, r, s);
        assertEq(aUsdc.allowance(vm.addr(KEY), ben), value, "allowance");

        vm.expectPartialRevert(IAToken.AToken_PermitSignerMismatch.selector);
        aUsdc.permit(vm.addr(KEY), ben, value, block.timestamp, v, r, s);
    }

    function test_permit_revertsAfterTheDeadline() public {
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = _sign(1, deadline);
        vm.expectRevert(abi.encodeWithSelector(IAToken.AToken_PermitExpired.selector, deadline));
        aUsdc.permit(vm.addr(KEY), ben, 1, deadline, v, r, s);
    }

    function test_events_showInterestAsMintedFirst(uint256 seed) public {
        _open(seed);
        uint256 index = pool.getReserveNormalizedIncome(address(usdc));
        uint256 grown = aUsdc.balanceOf(ann) - 10_000e6;

        vm.expectEmit(true, true, true, seed % 3 != 2, address(aUsdc));
        emit IScaledToken.Mint(ann, ann, grown, grown, index);
        vm.prank(ann);
        aUsdc.transfer(ben, 1_000e6);

        assertEq(aUsdc.getPreviousIndex(ann), index, "index remembered");
        assertEq(aUsdc.getPreviousIndex(ben), index, "by both");
    }

    function test_events_showABurnSmallerThanTheInterestAsAMint(uint256 seed) public {
        _open(seed);
        skip(365 days);

        vm.expectEmit(true, true, true, false, address(aUsdc));
        emit IScaledToken.Mint(ann, ann, 0, 0, 0);
        vm.prank(ann);
        pool.withdraw(address(usdc), 1e6, ann);
    }

    function test_poolsFunctions_revertForAnyoneElse(address caller) public {
        vm.assume(caller != address(pool));
        bytes memory expected = abi.encodeWithSelector(IScaledToken.ScaledToken_CallerNotPool.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(expected);
        aUsdc.mint(caller, caller, 1, 1, 1e27);
        vm.expectRevert(expected);
        aUsdc.burn(ann, caller, 1, 1, 1e27);
        vm.expectRevert(expected);
        aUsdc.transferOnLiquidation(ann, caller, 1, 1, 1e27);
        vm.expectRevert(expected);
        aUsdc.transferUnderlyingTo(caller, 1);
        vm.stopPrank();
    }

    function test_metadata_isWhatWasGiven() public view {
        assertEq(aUsdc.decimals(), 6, "decimals");
        assertEq(keccak256(bytes(aUsdc.name())) == keccak256("aToken") ? 1 : 0, 1, "name");
        assertEq(keccak256(bytes(aUsdc.symbol())) == keccak256("aTKN") ? 1 : 0, 1, "symbol");
        assertEq(address(aUsdc.POOL()), address(pool), "pool");
        assertEq(aUsdc.UNDERLYING_ASSET_ADDRESS(), address(usdc), "underlying");
        assertEq(aUsdc.RESERVE_TREASURY_ADDRESS(), treasury, "treasury");
    }
}
