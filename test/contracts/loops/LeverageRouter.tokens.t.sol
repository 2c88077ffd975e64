// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {VariableDebtToken} from "../../../contracts/lending/VariableDebtToken.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

contract LeverageRouterTokensTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    function test_everyAction_takesATokenThatReturnsNothing(bool flash, uint256 leverage) public {
        NoReturnToken token = new NoReturnToken(6);
        list(address(token), 6, 1e8, 8_000, 8_300, 10_500);
        token.mint(lender, 1_000_000e6);
        vm.startPrank(lender);
        token.approve(address(pool), type(uint256).max);
        pool.supply(address(token), 1_000_000e6, lender, 0);
        vm.stopPrank();
        MintableToken asset = MintableToken(address(token));
        ILeverageRouter.OpenParams memory params = opening(asset, asset, 1_000e6, bound(leverage, 1.5e18, 4.5e18));
        params.minLeverage = params.targetLeverage - 1e14;
        (address claim, address debt) = (address(aTokenOf(asset)), address(debtTokenOf(asset)));

        vm.startPrank(looper);
        token.approve(address(router), type(uint256).max);
        MintableToken(claim).approve(address(router), type(uint256).max);
        VariableDebtToken(debt).approveDelegation(address(router), type(uint256).max);
        flash ? router.openFlash(params) : router.openIterative(params);
        router.close(closing(asset, asset));
        vm.stopPrank();

        assertClose(token.balanceOf(looper), 1_000e6, 3e6, "all back but the premium");
        assertEq(token.balanceOf(address(router)), 0, "nothing left");
    }

    function test_open_refusesCollateralThatKeepsAFee(bool flash) public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        list(address(token), 18, 1e8, 8_000, 8_300, 10_500);
        MintableToken asset = MintableToken(address(token));
        ILeverageRouter.OpenParams memory params = opening(asset, asset, 1_000e18, 1e18);

        vm.startPrank(looper);
        token.approve(address(router), type(uint256).max);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        flash ? router.openFlash(params) : router.openIterative(params);
    }
}
