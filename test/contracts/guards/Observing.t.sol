// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {GuardTypes} from "../../../contracts/guards/registry/GuardTypes.sol";
import {ILendingPool} from "../../../contracts/lending/ILendingPool.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {IVenueAdapter} from "../../../contracts/guards/registry/IVenueAdapter.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";

/// @notice Any sequence of actions, played twice from the same state: with nobody asked, and with a registry that looks
/// on and would refuse whatever grows.
/// hardhat-config: fuzz.runs = 24
contract ObservingTest is GuardWorld {
    uint256 private constant ACTIONS = 16;

    error Outcome(bytes32 trail, bytes32 books, uint256 done);

    function setUp() public {
        buildGuardWorld();
        vm.startPrank(alice);
        vault.transfer(stacker, 60e24);
        vm.stopPrank();
        supplyShares(stacker, vault, 40e24);
        borrowAs(stacker, usdc, 20_000e6);
        openPerp(stacker, 2_000 * one, 3e18);
        fund(stacker, usdc, 1_000_000e6);
        vm.startPrank(stacker);
        usdc.approve(address(basis), type(uint256).max);
        usdc.approve(address(exchange), type(uint256).max);
        vm.stopPrank();
        fund(bob, usdc, 1_000_000e6);
        capAccounts(1e18);
    }

    // GUARD-4
    function test_observe_changesNoOutcomeOfAnySequence(uint256 seed) public {
        _assertAlike(seed);
    }

    /// @dev A sequence in which almost all goes through, and that an enforcing registry does change.
    function test_observe_changesNothingWhereEnforcingDoes() public {
        _assertAlike(7);
        registry.setMode(GuardTypes.Mode.Observe);
        bytes memory observed = _outcomeOf(address(registry), 7);
        registry.setMode(GuardTypes.Mode.Enforce);
        bytes memory enforced = _outcomeOf(address(registry), 7);
        assertTrue(keccak256(observed) != keccak256(enforced), "it has something to refuse");
    }

    function playAndTell(address hook_, uint256 seed) external {
        hook(hook_);
        bytes32 trail;
        uint256 count = 0;
        for (uint256 i = 0; i < ACTIONS; ++i) {
            (bool done, bytes memory result) = _act(uint256(keccak256(abi.encode(seed, i))));
            trail = keccak256(abi.encode(trail, done, result));
            if (done) ++count;
        }
        IVenueAdapter.Line[] memory a = lendingAdapter.totals();
        IVenueAdapter.Line[] memory b = perpAdapter.totals();
        IVenueAdapter.Line[] memory c = shareAdapter.totals();
        bytes32 books = keccak256(
            abi.encode(a, b, c, vault.getPosition(), basis.getPosition(), exchange.getBooks(), healthOf(stacker))
        );
        revert Outcome(trail, books, count);
    }

    function _act(uint256 word) private returns (bool done, bytes memory result) {
        uint256 amount = uint128(word >> 8);
        uint256 kind = word % 14;
        if (kind == 0) return _by(stacker, address(pool), _borrow(amount % 5_000e6));
        if (kind == 1) return _by(stacker, address(pool), _repay(amount % 5_000e6));
        if (kind == 2) return _by(stacker, address(exchange), _order(int256(amount % 5e18)));
        if (kind == 3) return _by(stacker, address(exchange), _order(-int256(amount % 3e18)));
        if (kind == 4) return _by(stacker, address(exchange), _marginOut(amount % (1_000 * one)));
        if (kind == 5) return _by(stacker, address(basis), abi.encodeCall(IERC4626.deposit, (amount % 1e11, stacker)));
        if (kind == 6) return _by(stacker, address(pool), _withdraw(amount % 5e24));
        if (kind == 7) return _by(alice, address(vault), _request(amount % 20e24));
        if (kind == 8) return _by(steward, address(vault), abi.encodeCall(IQueuedVault.fulfil, (20e24, word & 1 == 0)));
        if (kind == 9) return _by(steward, address(vault), abi.encodeCall(ILoopVault.rebalance, (word & 1 == 0)));
        if (kind == 10) return _by(bob, address(vault), abi.encodeCall(ILoopVault.ripcord, (word & 1 == 0)));
        if (kind == 11) return _by(bob, address(pool), _liquidation(amount % 5_000e6));
        if (kind == 12) return _by(steward, address(basis), abi.encodeWithSignature("rebalance()"));
        fall(wsteth, weth, 9_400 + (amount % 900));
        skip(amount % 2 hours);
        return (true, "");
    }

    function _by(address caller, address target, bytes memory call_) private returns (bool, bytes memory) {
        vm.prank(caller);
        return target.call(call_);
    }

    function _borrow(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(ILendingPool.borrow, (address(usdc), amount + 1, 2, 0, stacker));
    }

    function _repay(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(ILendingPool.repay, (address(usdc), amount + 1, 2, stacker));
    }

    function _order(int256 size) private pure returns (bytes memory) {
        return abi.encodeCall(IPerpExchange.trade, (ETH, size, size > 0 ? type(uint256).max : 0, false));
    }

    function _marginOut(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(IPerpExchange.withdraw, (address(dollar), amount + 1, stacker));
    }

    function _withdraw(uint256 shares) private view returns (bytes memory) {
        return abi.encodeCall(ILendingPool.withdraw, (address(vault), shares + 1, stacker));
    }

    function _request(uint256 shares) private view returns (bytes memory) {
        return abi.encodeCall(IQueuedVault.requestRedeem, (shares + 1, alice, alice));
    }

    function _liquidation(uint256 amount) private view returns (bytes memory) {
        return
            abi.encodeCall(ILendingPool.liquidationCall, (address(vault), address(usdc), stacker, amount + 1, false));
    }

    function _assertAlike(uint256 seed) private {
        registry.setMode(GuardTypes.Mode.Observe);
        bytes memory alone = _outcomeOf(address(0), seed);
        bytes memory observed = _outcomeOf(address(registry), seed);
        assertTrue(bytes4(alone) == Outcome.selector, "told");
        assertTrue(keccak256(alone) == keccak256(observed), "alike");
    }

    /// @dev Told by reverting, so that each begins with the same state.
    function _outcomeOf(address hook_, uint256 seed) private returns (bytes memory outcome) {
        uint256 start = block.timestamp;
        try this.playAndTell(hook_, seed) {} catch (bytes memory reason) {
            outcome = reason;
        }
        vm.warp(start);
    }
}
