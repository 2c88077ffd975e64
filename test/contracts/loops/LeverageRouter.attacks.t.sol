// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {LeverageRouter} from "../../../contracts/loops/LeverageRouter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

/// @notice The looper has granted the router everything; an attacker wants it.
contract LeverageRouterAttacksTest is LoopWorld {
    address private attacker;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
        attacker = actor("attacker");
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        vm.prank(looper);
        router.openFlash(params);
    }

    function test_executeOperation_revertsForAnyCallerButThePool(address caller) public {
        vm.assume(caller != address(pool));
        (address[] memory assets, uint256[] memory amounts, ) = _loan(0);
        bytes memory plan = _stealingPlan();

        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_CallerNotPool.selector, caller));
        vm.prank(caller);
        router.executeOperation(assets, amounts, amounts, address(router), plan);
    }

    function test_executeOperation_revertsForALoanThatAnotherStarted(uint256 mode) public {
        mode = mode % 2 == 0 ? 0 : 2;
        (address[] memory assets, uint256[] memory amounts, uint256[] memory modes) = _loan(mode);
        bytes memory plan = _stealingPlan();

        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_InitiatorNotRouter.selector, attacker));
        vm.prank(attacker);
        pool.flashLoan(address(router), assets, amounts, modes, attacker, plan, 0);
    }

    function test_executeOperation_hasNoEntryForSimpleFlashLoans() public {
        bytes memory plan = _stealingPlan();

        vm.expectRevert();
        vm.prank(attacker);
        pool.flashLoanSimple(address(router), address(usdc), 1e6, plan, 0);
    }

    function test_open_doesNotTouchThePositionOfAnother(bool flash) public {
        uint256 collateral = supplied(looper, weth);
        uint256 debt = owed(looper, usdc);
        weth.mint(attacker, 1e18);
        grantAll(attacker);
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 1e18, 2e18);

        vm.prank(attacker);
        flash ? router.openFlash(params) : router.openIterative(params);

        assertEq(supplied(looper, weth), collateral, "collateral");
        assertEq(owed(looper, usdc), debt, "debt");
    }

    function test_everyAction_refusesToBeReentered(uint256 action, bool flash) public {
        ReentrantToken hop = new ReentrantToken();
        createMarket(MintableToken(address(hop)), 1e8, usdc, USDC_PRICE, SIDE_VALUE);
        createMarket(MintableToken(address(hop)), 1e8, weth, WETH_PRICE, SIDE_VALUE);
        hop.arm(address(router), _call(action % 4));
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 2.9e18);
        params.path = abi.encodePacked(usdc, FEE, hop, FEE, weth);

        vm.prank(looper);
        flash ? router.openFlash(params) : router.openIterative(params);

        assertEq(hop.successes(), 0, "no call went through");
        bytes4 reentered = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        assertTrue(bytes4(hop.failure()) == reentered, "refused as a re-entry");
        assertEmpty(address(router));
    }

    /// @dev Withdraws the looper's collateral to pay a loan that the attacker takes.
    function _stealingPlan() private view returns (bytes memory) {
        return abi.encode(LeverageRouter.Plan(false, looper, weth, aTokenOf(weth), 1e18, 1e18, ""));
    }

    function _loan(
        uint256 mode
    ) private view returns (address[] memory assets, uint256[] memory amounts, uint256[] memory modes) {
        (assets, amounts, modes) = (new address[](1), new uint256[](1), new uint256[](1));
        (assets[0], amounts[0], modes[0]) = (address(weth), 1e18, mode);
    }

    function _call(uint256 action) private returns (bytes memory) {
        if (action == 0) return abi.encodeCall(router.openFlash, (opening(weth, usdc, 0, 2e18)));
        if (action == 1) return abi.encodeCall(router.openIterative, (opening(weth, usdc, 0, 2e18)));
        if (action == 2) return abi.encodeCall(router.deleverage, (lowering(weth, usdc, 2e18)));
        return abi.encodeCall(router.close, (closing(weth, usdc)));
    }
}
