// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LabLens} from "../../contracts/lens/LabLens.sol";
import {IFlashLiquidator} from "../../contracts/liquidators/IFlashLiquidator.sol";
import {ILeverageRouter} from "../../contracts/loops/ILeverageRouter.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LiquidatorWorld} from "../support/LiquidatorWorld.sol";
import {Test} from "../support/Test.sol";

/// @notice Three loopers open, lower and close on three pairs while prices, pools and time move and keepers liquidate.
/// What an action refuses is left out: only its effects are judged.
contract LoopHandler is LiquidatorWorld {
    address[3] public loopers;
    LabLens public immutable lens;

    bool public missedTheBand;
    bool public touchedAnother;
    bool public leftSomething;
    bool public misstatedTheProfit;

    constructor() {
        buildLiquidatorWorld(rulesOf(2));
        lens = new LabLens();
        loopers = [actor("first"), actor("second"), actor("third")];
        for (uint256 i = 0; i < loopers.length; ++i) grantAll(loopers[i]);
        enterEMode(loopers[0]);
    }

    function open(uint256 who, uint256 pair, uint256 equity, uint256 leverage, bool flash) external {
        (MintableToken collateral, MintableToken debt) = _choose(who, pair);
        ILeverageRouter.OpenParams memory params = opening(
            collateral,
            debt,
            bound(equity, 0.1e18, 20e18),
            bound(leverage, 1e18, 14e18)
        );
        bytes memory call =
            flash ? abi.encodeCall(router.openFlash, (params)) : abi.encodeCall(router.openIterative, (params));

        bytes memory answer = _act(call);
        if (answer.length != 0 && abi.decode(answer, (uint256)) < params.minLeverage) missedTheBand = true;
    }

    function lower(uint256 who, uint256 pair, uint256 leverage) external {
        (MintableToken collateral, MintableToken debt) = _choose(who, pair);
        ILeverageRouter.DeleverageParams memory params = lowering(collateral, debt, bound(leverage, 1e18, 10e18));

        bytes memory answer = _act(abi.encodeCall(router.deleverage, (params)));
        if (answer.length != 0 && abi.decode(answer, (uint256)) > params.maxLeverage) missedTheBand = true;
    }

    function close(uint256 who, uint256 pair) external {
        (MintableToken collateral, MintableToken debt) = _choose(who, pair);

        bytes memory answer = _act(abi.encodeCall(router.close, (closing(collateral, debt))));
        if (answer.length == 0) return;
        if (supplied(looper, collateral) != 0 || owed(looper, debt) != 0) leftSomething = true;
    }

    function liquidateOne(uint256 who, uint256 pair, uint256 cover, uint256 minProfit) external {
        (MintableToken collateral, MintableToken debt) = _choose(who, pair);
        borrower = looper;
        IFlashLiquidator.LiquidationParams memory params = order(collateral, debt, bound(cover, 1, type(uint256).max));
        params.minProfit = bound(minProfit, 0, 1e3);
        uint256 premium = Math.ceilDiv(Math.min(params.debtToCover, owed(borrower, debt)) * FLASH_PREMIUM, 1e4);

        vm.recordLogs();
        vm.prank(keeper);
        try liquidator.liquidate(params) returns (uint256 paid) {
            Outcome memory outcome = outcomeLogged(params);
            if (paid != outcome.proceeds - outcome.repaid - premium) misstatedTheProfit = true;
            if (paid != outcome.profit || paid < params.minProfit) misstatedTheProfit = true;
        } catch {}
    }

    function shock(bool staked, uint256 price) external {
        if (staked) setPrice(address(wsteth), bound(price, WSTETH_PRICE / 2, WSTETH_PRICE * 2));
        else setPrice(address(weth), bound(price, WETH_PRICE / 2, WETH_PRICE * 2));
    }

    function trade(uint256 pair, bool back, uint256 amount) external {
        (MintableToken from, MintableToken to) = _choose(0, 1 + (pair % 2));
        if (back) (from, to) = (to, from);
        dump(from, to, bound(amount, 1, 2_000 * unitOf(from)));
    }

    function pass(uint256 elapsed) external {
        skip(bound(elapsed, 1, 30 days));
    }

    function requireNothingHeld() external view {
        assertEmpty(address(router));
        assertEmpty(address(liquidator));
    }

    /// @dev Every word that the lens reads of the loopers against the getter behind it.
    function requireLensTrue() external view {
        MintableToken[4] memory tokens = [weth, usdc, wbtc, wsteth];
        address[] memory claims = new address[](4);
        address[] memory debts = new address[](4);
        address[] memory users = new address[](3);
        for (uint256 j = 0; j < 4; ++j) {
            (claims[j], debts[j]) = (address(aTokenOf(tokens[j])), address(debtTokenOf(tokens[j])));
        }
        for (uint256 i = 0; i < 3; ++i) users[i] = loopers[i];

        uint256[] memory words = lens.accounts(address(pool), claims, debts, users);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(words[10 * i], pool.getUserEMode(users[i]), "e-mode");
            assertEq(words[10 * i + 1], pool.getUserConfiguration(users[i]).data, "configuration");
            for (uint256 j = 0; j < 4; ++j) {
                assertEq(words[10 * i + 2 + 2 * j], aTokenOf(tokens[j]).scaledBalanceOf(users[i]), "claim");
                assertEq(words[10 * i + 3 + 2 * j], debtTokenOf(tokens[j]).scaledBalanceOf(users[i]), "debt");
            }
        }
    }

    function _choose(uint256 who, uint256 pair) private returns (MintableToken, MintableToken) {
        looper = loopers[who % 3];
        if (pair % 3 == 0) return (weth, weth);
        return pair % 3 == 1 ? (wsteth, weth) : (weth, usdc);
    }

    /// @dev The looper calls the router; empty when refused.
    function _act(bytes memory call) private returns (bytes memory answer) {
        bytes32 others = _others();
        vm.prank(looper);
        (bool success, bytes memory returned) = address(router).call(call);
        if (success) answer = returned;
        if (_others() != others) touchedAnother = true;
    }

    /// @dev What everyone but the looper holds and owes.
    function _others() private view returns (bytes32 digest) {
        MintableToken[3] memory tokens = [weth, wsteth, usdc];
        for (uint256 i = 0; i < loopers.length; ++i) {
            if (loopers[i] == looper) continue;
            for (uint256 j = 0; j < tokens.length; ++j) {
                uint256 claim = aTokenOf(tokens[j]).scaledBalanceOf(loopers[i]);
                uint256 debt = debtTokenOf(tokens[j]).scaledBalanceOf(loopers[i]);
                digest = keccak256(abi.encode(digest, claim, debt, tokens[j].balanceOf(loopers[i])));
            }
        }
    }
}

contract RouterPositionsInvariants is Test {
    LoopHandler private handler;

    function setUp() public {
        handler = new LoopHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ROUTER_1_theRouterHoldsNothing() public view {
        handler.requireNothingHeld();
    }

    function invariant_ROUTER_2_anActionEndsWithinItsBand() public view {
        assertTrue(!handler.missedTheBand(), "outside the band");
    }

    function invariant_ROUTER_3_anActionTouchesNoOtherAccount() public view {
        assertTrue(!handler.touchedAnother(), "another account changed");
    }

    function invariant_ROUTER_4_aClosedPairIsEmpty() public view {
        assertTrue(!handler.leftSomething(), "something left");
    }

    function invariant_LIQ_1_theLiquidatorHoldsNothing() public view {
        handler.requireNothingHeld();
    }

    function invariant_LIQ_2_profitIsProceedsLessRepaidLessPremium() public view {
        assertTrue(!handler.misstatedTheProfit(), "another profit");
    }

    function invariant_LENS_1_wordsEqualTheGetters() public view {
        handler.requireLensTrue();
    }
}
