// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IVaultLens} from "../../../contracts/lens/IVaultLens.sol";
import {VaultLens} from "../../../contracts/lens/VaultLens.sol";
import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {RevertingFeed} from "../../../contracts/mocks/RevertingFeed.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice LENS-3, of vaults with fees, a queue, a price that moved and time that passed.
/// hardhat-config: fuzz.runs = 64
contract VaultLensTest is VaultWorld {
    uint256 private constant WORDS = 18;

    VaultLens private lens;
    LoopVault private dollars;
    address[] private vaults;
    address[] private feeds_;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        lens = new VaultLens();
        VaultTypes.Terms memory terms = plainTerms();
        (terms.managementFee, terms.performanceFee) = (100, 1_000);
        vault = newVaultWith(wsteth, weth, CORRELATED, terms, plainConfig(wsteth));
        dollars = newVaultWith(usdc, weth, 0, terms, plainConfig(usdc));
        openVault(vault, 100e18);
        openVault(dollars, 100_000e6);
        vaults = [address(vault), address(dollars)];
        feeds_ = [address(navFeedOf(vault)), address(navFeedOf(dollars))];
    }

    function test_vaults_equalTheDirectGetters(uint256 shares, uint256 left, uint256 elapsed, bool paused) public {
        _use(shares, left, elapsed, paused);

        uint256[] memory words = lens.vaults(vaults, feeds_);

        assertEq(words.length, 2 * WORDS, "words");
        _assertShared(words, 0, vault);
        _assertLoop(words, 0, vault);
        _assertShared(words, WORDS, dollars);
        _assertLoop(words, WORDS, dollars);
        for (uint256 i = 0; i < 2; ++i) {
            assertEq(words[i * WORDS + 12], uint256(NavFeed(feeds_[i]).latestAnswer()), "answer");
        }
        assertEq(words[11], paused ? 1 : 0, "paused");
    }

    function test_vaults_showNoAnswerWithoutAFeedThatGivesOne() public {
        address[4] memory silent = [address(0), address(new RevertingFeed()), actor("no contract"), address(oracle)];
        for (uint256 i = 0; i < 4; ++i) {
            feeds_[0] = silent[i];
            assertEq(lens.vaults(vaults, feeds_)[12], 0, "no answer");
        }
    }

    function test_vaults_showAnAnswerBelowZeroAsItIs() public {
        feeds_[1] = address(new BadAnswerFeed(8, -7));

        assertEq(int256(lens.vaults(vaults, feeds_)[WORDS + 12]), -7, "two's complement");
    }

    function test_vaults_revertForListsOfDifferentLength() public {
        feeds_.pop();

        vm.expectRevert(abi.encodeWithSelector(IVaultLens.VaultLens_LengthMismatch.selector, 2, 1));
        lens.vaults(vaults, feeds_);
    }

    function test_vaults_revertForWhatIsNoVault() public {
        address[3] memory others = [address(usdc), address(pool), actor("no contract")];
        for (uint256 i = 0; i < 3; ++i) {
            vaults[1] = others[i];
            vm.expectRevert(
                abi.encodeWithSelector(IVaultLens.VaultLens_ReadFailed.selector, others[i], IBasisVault.SPOT.selector)
            );
            lens.vaults(vaults, feeds_);
        }
    }

    function test_vaults_revertWhereNetAssetsHaveNoPrice() public {
        setSource(address(wsteth), new BadAnswerFeed(8, 0));

        vm.expectRevert(
            abi.encodeWithSelector(IVaultLens.VaultLens_ReadFailed.selector, vault, vault.totalAssets.selector)
        );
        lens.vaults(vaults, feeds_);
    }

    /// @dev A queue on one vault, a fulfilment not yet claimed on it, a ripcord on the other.
    function _use(uint256 shares, uint256 left, uint256 elapsed, bool paused) private {
        requestAs(alice, vault, bound(shares, 1e18, 50e24));
        fulfil(vault, true);
        requestAs(alice, vault, bound(shares, 1, 10e24));
        fall(wsteth, weth, bound(left, 9_800, 10_200));
        setPrice(address(weth), (WETH_PRICE * 115) / 100);
        align(weth, usdc);
        dollars.ripcord(true);
        skip(bound(elapsed, 1, 30 days));
        vault.setPaused(paused);
    }

    function _assertShared(uint256[] memory words, uint256 at, IQueuedVault of_) private view {
        assertEq(words[at + 1], of_.totalSupply(), "supply");
        assertEq(words[at + 2], of_.totalAssets(), "net assets");
        assertEq(words[at + 3], of_.sharePrice(), "share price");
        assertEq(words[at + 4], of_.idleAssets(), "idle");
        assertEq(words[at + 5], of_.owedAssets(), "owed");
        assertEq(words[at + 6], of_.pendingShares(), "pending");
        assertEq(words[at + 7], of_.waitingSince(), "waiting since");
        assertEq(words[at + 8], of_.instantAssets(), "instant");
        assertEq(words[at + 9], of_.getFeeState().accruedAt, "fees taken up to");
        assertEq(words[at + 10], of_.getFeeState().highWaterMark, "high-water mark");
    }

    function _assertLoop(uint256[] memory words, uint256 at, LoopVault of_) private view {
        LoopTypes.Position memory position = of_.getPosition();
        LoopTypes.Clock memory clock = of_.getClock();
        assertEq(words[at], 1, "kind");
        assertEq(words[at + 13], position.supplied, "supplied");
        assertEq(words[at + 14], position.debt, "debt");
        assertEq(words[at + 15], clock.rebalancedAt, "rebalanced at");
        assertEq(words[at + 16], clock.fulfilledAt, "fulfilled at");
        assertEq(words[at + 17], clock.ripcordAt, "ripcord at");
    }
}
