// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingPool} from "../../../contracts/lending/ILendingPool.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {RevertingToken} from "../../../contracts/mocks/RevertingToken.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";
import {ScriptedReceiver} from "../../support/ScriptedReceiver.sol";

contract LendingPoolTokensTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        buildWorld(Presets.aaveV36());
    }

    function test_supply_refusesATokenThatKeepsAFee(uint256 amount) public {
        amount = bound(amount, 100, 1e27);
        FeeOnTransferToken token = new FeeOnTransferToken();
        list(address(token), 18, 1e8, 5_000, 6_000, 10_500);
        token.mint(ann, amount);
        vm.startPrank(ann);
        token.approve(address(pool), amount);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_TransferAmountMismatch.selector,
                address(token),
                amount - amount / 100,
                amount
            )
        );
        pool.supply(address(token), amount, ann, 0);
        vm.stopPrank();
    }

    function test_flashLoan_refusesATokenThatKeepsAFee() public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        list(address(token), 18, 1e8, 5_000, 6_000, 10_500);
        ScriptedReceiver receiver = new ScriptedReceiver(address(pool));
        token.mint(address(receiver), 1e24);
        token.mint(pool.getReserveAToken(address(token)), 1e24);

        // Donated cash is not the pool's under virtual accounting, so there is nothing to lend either.
        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        pool.flashLoanSimple(address(receiver), address(token), 1e20, "", 0);
    }

    function test_pool_worksWithATokenThatReturnsNothing(uint8 decimals, uint256 amount) public {
        decimals = uint8(bound(decimals, 0, 30));
        amount = bound(amount, 4, 1e15);
        NoReturnToken token = new NoReturnToken(decimals);
        list(address(token), decimals, 1e8, 5_000, 6_000, 10_500);
        token.mint(ann, amount);

        vm.startPrank(ann);
        token.approve(address(pool), 2 * amount);
        pool.supply(address(token), amount, ann, 0);
        pool.withdraw(address(token), amount / 2, ann);
        vm.stopPrank();
        supplyAs(ben, weth, 1e18);
        if (amount >= 8 && decimals >= 12) {
            vm.startPrank(ben);
            token.approve(address(pool), amount);
            pool.borrow(address(token), amount / 4, 2, 0, ben);
            pool.repay(address(token), type(uint256).max, 2, ben);
            vm.stopPrank();
        }

        assertEq(token.balanceOf(ann), amount / 2, "withdrawn");
        assertEq(token.balanceOf(pool.getReserveAToken(address(token))), amount - amount / 2, "cash");
    }

    function test_pool_passesOnARefusedTransferAndRecovers() public {
        RevertingToken token = new RevertingToken();
        list(address(token), 18, 1e8, 5_000, 6_000, 10_500);
        token.mint(ann, 100e18);
        vm.prank(ann);
        token.approve(address(pool), 100e18);
        vm.prank(ann);
        pool.supply(address(token), 50e18, ann, 0);

        token.setStopped(true);
        vm.expectRevert(RevertingToken.RevertingToken_Stopped.selector);
        vm.prank(ann);
        pool.supply(address(token), 50e18, ann, 0);
        vm.expectRevert(RevertingToken.RevertingToken_Stopped.selector);
        vm.prank(ann);
        pool.withdraw(address(token), 50e18, ann);

        token.setStopped(false);
        vm.prank(ann);
        pool.withdraw(address(token), 50e18, ann);
        assertEq(token.balanceOf(ann), 100e18, "whole");
    }

    function test_pool_ignoresDonationsUnderVirtualAccountingAlone(uint256 seed, uint256 donation) public {
        buildWorld(preset(seed));
        populate();
        donation = bound(donation, 1, 1e15);
        uint256 counted = pool.getVirtualUnderlyingBalance(address(usdc));

        usdc.mint(address(aTokenOf(usdc)), donation);

        uint256 after_ = pool.getVirtualUnderlyingBalance(address(usdc));
        assertEq(after_ - counted, seed % 3 == 2 ? 0 : donation, "counted");
    }

    function _listReentrant() private returns (ReentrantToken token) {
        token = new ReentrantToken();
        list(address(token), 18, 1e8, 5_000, 6_000, 10_500);
        token.mint(ann, 1_000e18);
        vm.startPrank(ann);
        token.approve(address(pool), type(uint256).max);
        pool.supply(address(token), 500e18, ann, 0);
        vm.stopPrank();
    }

    /// @dev Every action that a token could call while it moves.
    function _attack(uint256 which, address token) private view returns (bytes memory) {
        which %= 11;
        if (which == 0) return abi.encodeCall(ILendingPool.supply, (token, 1, ann, 0));
        if (which == 1) return abi.encodeCall(ILendingPool.withdraw, (token, 1, ann));
        if (which == 2) return abi.encodeCall(ILendingPool.borrow, (token, 1, 2, 0, ann));
        if (which == 3) return abi.encodeCall(ILendingPool.repay, (token, 1, 2, ann));
        if (which == 4) return abi.encodeCall(ILendingPool.repayWithATokens, (token, 1, 2));
        if (which == 5) return abi.encodeCall(ILendingPool.setUserUseReserveAsCollateral, (token, false));
        if (which == 6) return abi.encodeCall(ILendingPool.setUserEMode, (1));
        if (which == 7) return abi.encodeCall(ILendingPool.liquidationCall, (token, token, ann, 1, false));
        if (which == 8) return abi.encodeCall(ILendingPool.flashLoanSimple, (ann, token, 1, "", 0));
        if (which == 9) return abi.encodeCall(ILendingPool.mintToTreasury, (new address[](0)));
        return abi.encodeCall(ILendingPool.eliminateReserveDeficit, (token, 1));
    }

    function _assertRefused(ReentrantToken token) private view {
        assertEq(token.successes(), 0, "the call went through");
        assertTrue(bytes4(token.failure()) == ILendingErrors.LendingPool_Reentered.selector, "another reason");
    }

    function test_pool_refusesToBeEnteredWhileATokenMoves(uint256 which, bool incoming) public {
        ReentrantToken token = _listReentrant();
        token.arm(address(pool), _attack(which, address(token)));

        vm.startPrank(ann);
        if (incoming) {
            pool.supply(address(token), 1e18, ann, 0);
        } else {
            pool.withdraw(address(token), 1e18, ann);
        }
        vm.stopPrank();

        _assertRefused(token);
    }

    function test_aToken_refusesToMoveWhileAnUnderlyingMoves() public {
        ReentrantToken token = _listReentrant();
        address aToken = pool.getReserveAToken(address(token));
        token.arm(aToken, abi.encodeWithSignature("transfer(address,uint256)", ben, 0));

        vm.prank(ann);
        pool.withdraw(address(token), 1e18, ann);

        _assertRefused(token);
    }

    function test_flashLoan_closesTheLockAgainForItsSettlement(uint256 which) public {
        ReentrantToken token = _listReentrant();
        ScriptedReceiver receiver = new ScriptedReceiver(address(pool));
        token.mint(address(receiver), 1e18);
        bytes memory attack = _attack(which, address(token));
        receiver.addStep(address(token), abi.encodeCall(token.arm, (address(pool), attack)));

        pool.flashLoanSimple(address(receiver), address(token), 100e18, "", 0);

        _assertRefused(token);
    }

    function test_pool_opensAgainAfterEveryAction() public {
        supplyAs(ann, weth, 1e18);
        supplyAs(ann, weth, 1e18);
        assertEq(supplied(ann, weth), 2e18, "twice");
    }
}
