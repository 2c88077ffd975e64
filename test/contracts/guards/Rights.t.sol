// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BreakerTypes} from "../../../contracts/guards/breaker/BreakerTypes.sol";
import {CircuitBreaker} from "../../../contracts/guards/breaker/CircuitBreaker.sol";
import {GuardTypes} from "../../../contracts/guards/registry/GuardTypes.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingPoolAdmin} from "../../../contracts/lending/ILendingPoolAdmin.sol";
import {IMarginScaling} from "../../../contracts/guards/margin/IMarginScaling.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {ITieredLiquidation} from "../../../contracts/guards/liquidation/ITieredLiquidation.sol";
import {MarginScaling} from "../../../contracts/guards/margin/MarginScaling.sol";
import {TieredLiquidation} from "../../../contracts/guards/liquidation/TieredLiquidation.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";

/// @notice Every function of a guard that is its owner's, and every way to give a venue a guard, tried by whoever is
/// not the owner: strangers, guardians, keepers, the venues and the guards themselves.
/// hardhat-config: fuzz.runs = 64
contract GuardRightsTest is GuardWorld {
    struct Door {
        address target;
        bytes call_;
    }

    CircuitBreaker private breaker;
    MarginScaling private margins;
    TieredLiquidation private tiers;
    address private guardian;
    Door[] private doors;

    function setUp() public {
        buildGuardWorld();
        guardian = actor("guardian");
        breaker = new CircuitBreaker(address(this));
        margins = new MarginScaling(address(this), 1 hours);
        tiers = new TieredLiquidation(address(this));
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(1 days, 3 days));
        registry.setGuardian(guardian);
        _listRegistry();
        _listBreaker();
        _listMargins();
        _listVenues();
        address[4] memory owned = [address(registry), address(breaker), address(margins), address(tiers)];
        for (uint256 i = 0; i < 4; ++i) {
            _list(owned[i], abi.encodeCall(Ownable.transferOwnership, (bob)));
            _list(owned[i], abi.encodeCall(Ownable.renounceOwnership, ()));
        }
    }

    function test_ownersFunctions_areClosedToEveryStranger(address stranger) public {
        vm.assume(stranger != address(this) && stranger != address(configurator));
        _assertClosedTo(stranger);
    }

    function test_ownersFunctions_areClosedToWhoeverHasAnotherPart() public {
        address[9] memory parts = [
            guardian,
            steward,
            alice,
            address(pool),
            address(exchange),
            address(vault),
            address(basis),
            address(registry),
            address(breaker)
        ];
        for (uint256 i = 0; i < parts.length; ++i) _assertClosedTo(parts[i]);
    }

    /// @dev So that the tests above try calls that are otherwise good.
    function test_ownersFunctions_areOpenToTheOwner() public {
        for (uint256 i = 0; i < doors.length; ++i) {
            if (bytes4(doors[i].call_) == Ownable.renounceOwnership.selector) continue;
            if (bytes4(doors[i].call_) == Ownable.transferOwnership.selector) continue;
            vm.prank(doors[i].target == address(pool) ? address(configurator) : address(this));
            (bool done, ) = doors[i].target.call(doors[i].call_);
            assertTrue(done, "open");
        }
    }

    function _assertClosedTo(address stranger) private {
        for (uint256 i = 0; i < doors.length; ++i) {
            vm.prank(stranger);
            (bool done, bytes memory reason) = doors[i].target.call(doors[i].call_);
            bytes4 why = bytes4(reason);
            assertTrue(
                !done &&
                    (why == Ownable.OwnableUnauthorizedAccount.selector ||
                        why == IPerpErrors.PerpExchange_NotOwner.selector ||
                        why == ILendingErrors.LendingPool_CallerNotConfigurator.selector),
                "closed"
            );
        }
    }

    function _listRegistry() private {
        address at = address(registry);
        _list(at, abi.encodeCall(registry.setVenue, (bob, true)));
        _list(at, abi.encodeCall(registry.setRelay, (bob)));
        _list(at, abi.encodeCall(registry.setAdapter, (shareAdapter, true, 1)));
        _list(at, abi.encodeCall(registry.setHands, (shareAdapter)));
        _list(at, abi.encodeCall(registry.setVault, (bob, shareAdapter)));
        _list(at, abi.encodeCall(registry.setClaims, (new GuardTypes.Claim[](0))));
        _list(at, abi.encodeCall(registry.setCap, (GuardTypes.Scope.Account, bob, 2e18, 0)));
        _list(at, abi.encodeCall(registry.setTerms, (GuardTypes.Terms(1, 0, 0))));
        _list(at, abi.encodeCall(registry.setMode, (GuardTypes.Mode.Observe)));
        _list(at, abi.encodeCall(registry.setGuardian, (bob)));
    }

    function _listBreaker() private {
        address at = address(breaker);
        BreakerTypes.Scope memory s = BreakerTypes.Scope(address(pool), address(weth));
        BreakerTypes.PriceConfig memory price;
        BreakerTypes.OutflowConfig memory outflow;
        _list(at, abi.encodeCall(breaker.setVenue, (bob, true)));
        _list(at, abi.encodeCall(breaker.setReporter, (bob, bob, true)));
        _list(at, abi.encodeCall(breaker.setVault, (bob, bob, true)));
        _list(at, abi.encodeCall(breaker.setMarginView, (bob, bob)));
        _list(at, abi.encodeCall(breaker.setWatched, (bob, new address[](0))));
        _list(at, abi.encodeCall(breaker.setPrice, (s, price)));
        _list(at, abi.encodeCall(breaker.setLiquidationQuota, (s, BreakerTypes.QuotaConfig(0, 0, 0))));
        _list(at, abi.encodeCall(breaker.setBorrowQuota, (s, BreakerTypes.QuotaConfig(0, 0, 0))));
        _list(at, abi.encodeCall(breaker.setLossStop, (s, BreakerTypes.LossConfig(false, 0, 0))));
        _list(at, abi.encodeCall(breaker.setGuardian, (bob, BreakerTypes.GuardianTerms(1, 1 hours))));
        (outflow.period, outflow.tick) = (1, 1);
        _list(at, abi.encodeCall(breaker.setOutflow, (s, outflow, 0)));
        for (uint8 i = 0; i <= uint8(type(BreakerTypes.Control).max); ++i) {
            _list(at, abi.encodeCall(breaker.reset, (BreakerTypes.Control(i), s)));
        }
        _lockSomething();
        _list(at, abi.encodeCall(breaker.release, (1)));
    }

    function _listMargins() private {
        IMarginScaling.Terms memory terms;
        address[] memory assets = new address[](0);
        _list(address(margins), abi.encodeCall(margins.setTerms, (address(weth), terms)));
        bytes memory call = abi.encodeCall(margins.setVenue, (bob, bob, IMarginScaling.Measure.Ltv, assets));
        _list(address(margins), call);
        _list(address(margins), abi.encodeCall(margins.aimThreshold, (address(weth), 8_000, 1 hours)));
        _list(address(tiers), abi.encodeCall(tiers.setTiers, (bob, new ITieredLiquidation.Tier[](0), 0)));
        _list(address(tiers), abi.encodeCall(tiers.reset, (bob, bob)));
    }

    function _listVenues() private {
        address weth_ = address(weth);
        address hook_ = address(registry);
        _list(address(configurator), abi.encodeCall(configurator.setRiskHook, (hook_)));
        _list(address(configurator), abi.encodeCall(configurator.setRiskTerms, (hook_)));
        _list(address(configurator), abi.encodeCall(configurator.setLiquidationSteps, (hook_)));
        _list(
            address(configurator),
            abi.encodeCall(configurator.setLiquidationIncentive, (weth_, address(fixedBonus)))
        );
        _list(address(pool), abi.encodeCall(ILendingPoolAdmin.setRiskHook, (hook_)));
        _list(address(pool), abi.encodeCall(ILendingPoolAdmin.setRiskTerms, (hook_)));
        _list(address(pool), abi.encodeCall(ILendingPoolAdmin.setLiquidationSteps, (hook_)));
        _list(address(pool), abi.encodeCall(ILendingPoolAdmin.setLiquidationIncentive, (weth_, address(fixedBonus))));
        _list(address(exchange), abi.encodeCall(exchange.setRiskHook, (hook_)));
        _list(address(vault), abi.encodeCall(vault.setRiskHook, (hook_)));
        _list(address(basis), abi.encodeCall(basis.setRiskHook, (hook_)));
    }

    /// @dev Something that the owner could let go.
    function _lockSomething() private {
        breaker.setVenue(address(this), true);
        BreakerTypes.Scope memory scope = BreakerTypes.Scope(address(this), address(weth));
        breaker.setOutflow(scope, BreakerTypes.OutflowConfig(address(0), 0.5e18, 0, 1 hours, 10 minutes, 1 days), 1e18);
        weth.mint(address(breaker), 1e18);
        breaker.onTokenOutflow(address(weth), 1e18, bob, false);
    }

    function _list(address target, bytes memory call_) private {
        doors.push(Door(target, call_));
    }
}
