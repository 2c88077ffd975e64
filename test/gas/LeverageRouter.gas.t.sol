// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILeverageRouter} from "../../contracts/loops/ILeverageRouter.sol";
import {LoopWorld} from "../support/LoopWorld.sol";

/// @notice wstETH against WETH in e-mode; the test itself is the looper and already stands at 3×, a day later.
contract LeverageRouterGas is LoopWorld {
    ILeverageRouter.OpenParams private opened;
    ILeverageRouter.DeleverageParams private lowered;
    ILeverageRouter.CloseParams private closed;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
        looper = address(this);
        grantAll(address(this));
        enterEMode(address(this));
        router.openFlash(opening(wsteth, weth, 10e18, 3e18));
        skip(1 days);
        opened = opening(wsteth, weth, 1e18, 5e18);
        opened.minLeverage = 4.99e18;
        lowered = lowering(wsteth, weth, 2e18);
        lowered.maxLeverage = 2.01e18;
        closed = closing(wsteth, weth);
    }

    function test_openFlash() public {
        router.openFlash(opened);
    }

    function test_openIterative() public {
        router.openIterative(opened);
    }

    function test_deleverage() public {
        router.deleverage(lowered);
    }

    function test_close() public {
        router.close(closed);
    }
}
