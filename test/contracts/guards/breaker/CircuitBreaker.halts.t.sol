// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {RevertingFeed} from "../../../../contracts/mocks/RevertingFeed.sol";
import {RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {SetMargin} from "../../../support/SetMargin.sol";

/// @notice What a price halt does to whatever takes backing out, by who takes it.
/// hardhat-config: fuzz.runs = 128
contract CircuitBreakerHaltsTest is BreakerWorld {
    BreakerTypes.PriceConfig private config;

    function setUp() public {
        buildBreaker();
        config = haltingTerms(address(wethFeed), 1e18);
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        pass(10);
    }

    // GUARD-26
    function test_onRisk_whileHaltedJudgesWhatTakesBackingOutByWhoOwes(uint256 which, uint256 debt) public {
        RiskAction[5] memory outs = [
            RiskAction.Withdraw,
            RiskAction.Transfer,
            RiskAction.CollateralOff,
            RiskAction.EModeChange,
            RiskAction.MarginOut
        ];
        RiskAction action = outs[which % 5];
        address[] memory watched = new address[](1);
        watched[0] = address(weth);
        breaker.setWatched(venue, watched);
        SetMargin margin = new SetMargin();
        breaker.setMarginView(venue, address(margin));
        margin.set(1e30, bound(debt, 1, type(uint256).max));
        assertTrue(tryReport(action, address(weth), 1), "calm: whatever it owes");

        wethFeed.transmit(1_500e8);
        assertTrue(!tryReport(action, address(weth), 1), "who owes, however little");
        assertTrue(tryReport(RiskAction.VaultExit, address(weth), 1), "shares back no debt at their vault");
        margin.set(1e30, 0);
        assertTrue(tryReport(action, address(weth), 1), "who owes nothing");
        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "and may not begin to");
        assertTrue(!tryReport(RiskAction.Order, address(weth), 1), "nor open");
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "liquidation");

        config.stopsWithdrawals = true;
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        wethFeed.transmit(1_000e8);
        assertTrue(!tryReport(action, address(weth), 1), "by choice nobody");
        assertTrue(!tryReport(RiskAction.VaultExit, address(weth), 1), "and no shares");
        breaker.setVault(venue, user, true);
        bool lowers = action == RiskAction.Withdraw || action == RiskAction.MarginOut;
        assertTrue(tryReport(action, address(weth), 1) == lowers, "but a vault that lowers itself");
    }

    function test_onRisk_whileHaltedKeepsNobodyInWhoseMarginCannotBeRead() public {
        wethFeed.transmit(1_500e8);
        breaker.setMarginView(venue, address(new RevertingFeed()));
        assertTrue(tryReport(RiskAction.Withdraw, address(weth), 1), "withdrawal");
        assertTrue(tryReport(RiskAction.Transfer, address(weth), 1), "transfer");
        assertTrue(!tryReport(RiskAction.MarginOut, address(weth), 1), "margin");
        assertTrue(!tryReport(RiskAction.CollateralOff, address(weth), 0), "collateral off");
    }
}
