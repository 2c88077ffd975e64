// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";
import {Vm} from "../../support/Vm.sol";

contract LeverageRouterEventsTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    function test_openFlash_logsOneStepAndTheLoop(uint256 leverage) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, bound(leverage, 1.1e18, 4e18));
        vm.recordLogs();
        vm.prank(looper);
        uint256 reached = router.openFlash(params);

        Vm.Log[] memory logs = _ownLogs();
        assertEq(logs.length, 2, "logs");
        _assertStep(logs[0], 1, owed(looper, usdc), supplied(looper, weth));
        _assertPair(logs[1], ILeverageRouter.LoopOpened.selector, reached);
    }

    function test_openIterative_logsTheEquityEachStepAndTheLoop(uint256 leverage) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, bound(leverage, 1.1e18, 4e18));
        vm.recordLogs();
        vm.prank(looper);
        uint256 reached = router.openIterative(params);

        Vm.Log[] memory logs = _ownLogs();
        _assertStep(logs[0], 0, 0, 10e18);
        uint256 debt;
        uint256 collateral;
        for (uint256 i = 0; i < logs.length - 1; ++i) {
            (uint256 borrowed, uint256 bought) = abi.decode(logs[i].data, (uint256, uint256));
            _assertStep(logs[i], i, borrowed, bought);
            debt += borrowed;
            collateral += bought;
        }
        assertClose(owed(looper, usdc), debt, logs.length, "debt of all steps");
        assertClose(supplied(looper, weth), collateral, logs.length, "collateral of all steps");
        _assertPair(logs[logs.length - 1], ILeverageRouter.LoopOpened.selector, reached);
    }

    function test_deleverage_logsTheUnwindAndTheLoop(uint256 leverage) public {
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 10e18, 4e18);
        ILeverageRouter.DeleverageParams memory params = lowering(weth, usdc, bound(leverage, 1.1e18, 3.9e18));
        vm.startPrank(looper);
        router.openFlash(opened);
        vm.recordLogs();
        uint256 reached = router.deleverage(params);

        Vm.Log[] memory logs = _ownLogs();
        assertEq(logs.length, 2, "logs");
        assertTrue(logs[0].topics[0] == ILeverageRouter.LoopUnwind.selector, "unwind");
        assertEq(address(uint160(uint256(logs[0].topics[1]))), looper, "account");
        _assertPair(logs[1], ILeverageRouter.LoopDeleveraged.selector, reached);
    }

    function test_close_logsTheUnwindAndWhatCameBack(uint256 leverage) public {
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 10e18, bound(leverage, 1.1e18, 4e18));
        ILeverageRouter.CloseParams memory params = closing(weth, usdc);
        vm.prank(looper);
        router.openFlash(opened);
        (uint256 debt, uint256 collateral) = (owed(looper, usdc), supplied(looper, weth));
        vm.recordLogs();
        vm.prank(looper);
        uint256 returned = router.close(params);

        Vm.Log[] memory logs = _ownLogs();
        assertEq(logs.length, 2, "logs");
        (uint256 repaid, uint256 sold) = abi.decode(logs[0].data, (uint256, uint256));
        assertEq(repaid, debt, "repaid");
        assertEq(sold, collateral - returned, "sold");
        _assertPair(logs[1], ILeverageRouter.LoopClosed.selector, returned);
    }

    function _assertStep(Vm.Log memory log, uint256 iteration, uint256 borrowed, uint256 bought) private view {
        (uint256 loggedDebt, uint256 loggedCollateral) = abi.decode(log.data, (uint256, uint256));
        assertTrue(log.topics[0] == ILeverageRouter.LoopStep.selector, "step");
        assertEq(address(uint160(uint256(log.topics[1]))), looper, "account");
        assertEq(uint256(log.topics[2]), iteration, "iteration");
        assertClose(loggedDebt, borrowed, 1, "borrowed");
        assertClose(loggedCollateral, bought, 1, "supplied");
    }

    function _assertPair(Vm.Log memory log, bytes32 signature, uint256 figure) private view {
        assertTrue(log.topics[0] == signature, "event");
        assertEq(address(uint160(uint256(log.topics[1]))), looper, "account");
        assertEq(address(uint160(uint256(log.topics[2]))), address(weth), "collateral");
        assertEq(address(uint160(uint256(log.topics[3]))), address(usdc), "debt");
        assertEq(abi.decode(log.data, (uint256)), figure, "figure");
    }

    function _ownLogs() private returns (Vm.Log[] memory own) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 count;
        for (uint256 i = 0; i < logs.length; ++i) if (logs[i].emitter == address(router)) ++count;
        own = new Vm.Log[](count);
        uint256 at;
        for (uint256 i = 0; i < logs.length; ++i) if (logs[i].emitter == address(router)) own[at++] = logs[i];
    }
}
