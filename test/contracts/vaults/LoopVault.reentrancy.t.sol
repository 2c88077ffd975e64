// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ReadingToken} from "../../../contracts/mocks/ReadingToken.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Calls and reads from within an action, by an asset that calls out while it moves.
contract LoopVaultReentrancyTest is VaultWorld {
    LoopVault private other;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
    }

    function test_calls_areRefused(uint256 kind) public {
        ReentrantToken token = new ReentrantToken();
        _open(address(token));
        bytes[9] memory calls = [
            abi.encodeCall(IERC4626.deposit, (0, alice)),
            abi.encodeCall(IERC4626.mint, (0, alice)),
            abi.encodeCall(IQueuedVault.requestRedeem, (1, alice, alice)),
            abi.encodeCall(IQueuedVault.claimRedeem, (1, alice)),
            abi.encodeCall(IQueuedVault.takeFees, ()),
            abi.encodeCall(ILoopVault.ripcord, (true)),
            abi.encodeCall(IQueuedVault.fulfil, (1, true)),
            abi.encodeCall(ILoopVault.liquidationNav, ()),
            abi.encodeCall(ILoopVault.disown, (address(usdc)))
        ];
        token.arm(address(other), calls[kind % 9]);

        vm.startPrank(alice);
        other.deposit(1e18, alice);
        other.withdraw(1e18, alice, alice);

        assertEq(token.successes(), 0, "none went through");
        assertTrue(bytes4(token.failure()) == ReentrancyGuard.ReentrancyGuardReentrantCall.selector, "by the lock");
    }

    function test_reads_duringADepositOrWithdrawalAnswerAsBeforeIt(uint256 kind, bool out) public {
        ReadingToken token = new ReadingToken();
        _open(address(token));
        bytes[4] memory reads = [
            abi.encodeCall(IERC4626.totalAssets, ()),
            abi.encodeCall(IERC4626.convertToAssets, (1e24)),
            abi.encodeCall(IERC4626.previewRedeem, (1e24)),
            abi.encodeCall(IQueuedVault.sharePrice, ())
        ];
        (, bytes memory before) = address(other).staticcall(reads[kind % 4]);
        token.arm(address(other), reads[kind % 4]);

        vm.prank(alice);
        if (out) other.withdraw(1e18, alice, alice);
        else other.deposit(1e18, alice);

        assertEq(token.answered(), 1, "answered");
        assertTrue(keccak256(token.answer()) == keccak256(before), "as before");
    }

    function test_reads_duringAClaimAreRefused(uint256 kind) public {
        ReadingToken token = new ReadingToken();
        _open(address(token));
        requestAs(alice, other, 1e24);
        vm.prank(steward);
        other.fulfil(1e24, false);
        bytes[3] memory reads = [
            abi.encodeCall(IERC4626.totalAssets, ()),
            abi.encodeCall(IERC4626.convertToShares, (1e18)),
            abi.encodeCall(IQueuedVault.sharePrice, ())
        ];
        token.arm(address(other), reads[kind % 3]);

        vm.prank(alice);
        other.claimRedeem(1, alice);

        assertEq(token.answered(), 0, "half-written books");
        assertEq(token.refused(), 1, "refused");
    }

    function test_reads_ofWhatMayComeOrGoAreZeroOrRefusedDuringAnAction(uint256 kind) public {
        ReadingToken token = new ReadingToken();
        _open(address(token));
        bytes[4] memory reads = [
            abi.encodeCall(IERC4626.maxDeposit, (alice)),
            abi.encodeCall(IERC4626.maxMint, (alice)),
            abi.encodeCall(IERC4626.maxWithdraw, (alice)),
            abi.encodeCall(IERC4626.maxRedeem, (alice))
        ];
        token.arm(address(other), reads[kind % 4]);
        vm.prank(alice);
        other.withdraw(1e18, alice, alice);
        assertEq(abi.decode(token.answer(), (uint256)), 0, "nothing");

        token.arm(
            address(other),
            kind % 2 == 0 ? abi.encodeCall(IQueuedVault.instantAssets, ()) : abi.encodeCall(ILoopVault.leverage, ())
        );
        vm.prank(alice);
        other.withdraw(1e18, alice, alice);
        assertEq(token.refused(), 1, "refused");
    }

    /// @dev A vault of an asset that nobody trades, Alice in it and with a little more in hand.
    function _open(address token) private {
        list(token, 18, 1e8, 8_000, 8_300, 10_500);
        other = newVault(MintableToken(token), usdc, 0);
        depositAs(alice, other, 10e18);
        MintableToken(token).mint(alice, 10e18);
        vm.startPrank(alice);
        MintableToken(token).approve(address(other), 10e18);
        other.requestRedeem(1e23, alice, alice);
        vm.stopPrank();
    }
}
