// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../support/BreakerWorld.sol";
import {RiskAction} from "../../contracts/guards/IRiskHook.sol";

/// @notice What a report costs, with nothing set and with every control set.
contract CircuitBreakerGas is BreakerWorld {
    function setUp() public {
        buildBreaker();
        breaker.setPrice(everywhere(weth), haltingTerms(address(wethFeed), 1e18));
        breaker.setLiquidationQuota(everywhere(weth), BreakerTypes.QuotaConfig(1e30, 1 hours, 5 minutes));
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(1e30, 1 hours, 5 minutes));
        breaker.setLossStop(everywhere(weth), BreakerTypes.LossConfig(true, 0, 0));
        breaker.setOutflow(
            scopeOf(venue, address(weth)),
            BreakerTypes.OutflowConfig(address(0), 0.7e18, 0, 1 hours, 5 minutes, 1 days),
            1_000e18
        );
        for (uint256 i = 0; i < 6; ++i) {
            wethFeed.transmit(int256(PRICE + i));
            breaker.poke(everywhere(weth));
            pass(1);
        }
    }

    function test_onRisk_withNothingSet() public {
        report(RiskAction.Borrow, address(usdc), 1e6);
    }

    function test_onRisk_borrowWithEverythingSet() public {
        report(RiskAction.Borrow, address(weth), 1e18);
    }

    function test_onRisk_liquidationWithEverythingSet() public {
        report(RiskAction.Liquidation, address(weth), 1e18);
    }
}
