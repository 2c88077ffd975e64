// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";
import {IBasisVault} from "../vaults/IBasisVault.sol";
import {ILoopVault} from "../vaults/ILoopVault.sol";
import {IQueuedVault} from "../vaults/IQueuedVault.sol";
import {IVaultLens} from "./IVaultLens.sol";

/// @title VaultLens
contract VaultLens is IVaultLens {
    uint256 private constant VAULT_WORDS = 18;
    uint256 private constant LOOP = 1;
    uint256 private constant BASIS = 2;

    /// @inheritdoc IVaultLens
    function vaults(
        address[] calldata vaults_,
        address[] calldata feeds
    ) external view returns (uint256[] memory words) {
        require(vaults_.length == feeds.length, VaultLens_LengthMismatch(vaults_.length, feeds.length));

        words = new uint256[](vaults_.length * VAULT_WORDS);
        for (uint256 i = 0; i < vaults_.length; ++i) _writeVault(words, i * VAULT_WORDS, vaults_[i], feeds[i]);
    }

    function _writeVault(uint256[] memory words, uint256 at, address vault, address feed) private view {
        words[at] = _kindOf(vault);
        _copy(words, at + 1, vault, IERC20.totalSupply.selector, 1);
        _copy(words, at + 2, vault, IERC4626.totalAssets.selector, 1);
        _copy(words, at + 3, vault, IQueuedVault.sharePrice.selector, 1);
        _copy(words, at + 4, vault, IQueuedVault.idleAssets.selector, 1);
        _copy(words, at + 5, vault, IQueuedVault.owedAssets.selector, 1);
        _copy(words, at + 6, vault, IQueuedVault.pendingShares.selector, 1);
        _copy(words, at + 7, vault, IQueuedVault.waitingSince.selector, 1);
        _copy(words, at + 8, vault, IQueuedVault.instantAssets.selector, 1);
        _copy(words, at + 9, vault, IQueuedVault.getFeeState.selector, 2);
        _copy(words, at + 11, vault, IQueuedVault.paused.selector, 1);
        words[at + 12] = _answer(feed);
        _writePosition(words, at + 13, vault, words[at]);
    }

    /// @dev Both positions begin with what is idle, which stands above; two words of each follow.
    function _writePosition(uint256[] memory words, uint256 at, address vault, uint256 kind) private view {
        bytes4 selector = kind == LOOP ? ILoopVault.getPosition.selector : IBasisVault.getPosition.selector;
        bytes memory position = _read(vault, selector, 3);
        (, words[at], words[at + 1]) = abi.decode(position, (uint256, uint256, uint256));
        bytes4 clock = kind == LOOP ? ILoopVault.getClock.selector : IBasisVault.getClock.selector;
        _copy(words, at + 2, vault, clock, 3);
    }

    /// @dev A vault is of the kind whose own getter it answers.
    function _kindOf(address vault) private view returns (uint256) {
        (bool answered, bytes memory answer) = vault.staticcall(abi.encodePacked(ILoopVault.DEBT_ASSET.selector));
        if (answered && answer.length == 32) return LOOP;
        _read(vault, IBasisVault.SPOT.selector, 1);
        return BASIS;
    }

    /// @dev Low-level, for a feed that is no contract is a feed that reverts.
    function _answer(address feed) private view returns (uint256) {
        (bool answered, bytes memory answer) = feed.staticcall(abi.encodePacked(IAggregatorV3.latestAnswer.selector));
        return answered && answer.length >= 32 ? abi.decode(answer, (uint256)) : 0;
    }

    /// @dev Writes the first `count` words that a getter answers.
    function _copy(uint256[] memory words, uint256 at, address target, bytes4 selector, uint256 count) private view {
        bytes memory answer = _read(target, selector, count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 word;
            // solhint-disable-next-line no-inline-assembly
            assembly ("memory-safe") {
                word := mload(add(answer, mul(32, add(i, 1))))
            }
            words[at + i] = word;
        }
    }

    function _read(address target, bytes4 selector, uint256 count) private view returns (bytes memory answer) {
        bool answered;
        (answered, answer) = target.staticcall(abi.encodePacked(selector));
        require(answered && answer.length >= 32 * count, VaultLens_ReadFailed(target, selector));
    }
}
