// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IVaultLens
/// @notice Reads vaults for recording, as flat lists of words, in one call; conventions as in `ILabLens`.
interface IVaultLens {
    /// @notice Two lists that belong together differ in length.
    error VaultLens_LengthMismatch(uint256 vaults, uint256 feeds);

    /// @notice A getter reverted or answered less than it should; `SPOT` where a vault is of neither kind.
    error VaultLens_ReadFailed(address target, bytes4 selector);

    /// @notice Eighteen words a vault, whichever its kind:
    /// 0 kind: 1 loop, 2 basis · 1 supply [shares] · 2 net assets, fees that are due not taken [asset] · 3 share price
    /// [wad] · 4 idle [asset] · 5 owed [asset] · 6 pending [shares] · 7 waiting since [seconds] · 8 instant assets
    /// [asset] · 9 fees taken up to [seconds] · 10 high-water mark [wad] · 11 paused · 12 answer of the share's feed
    /// (two's complement), 0 without a feed or where it reverts · then
    /// loop: 13 supplied [collateral] · 14 debt [debt asset] · 15 rebalanced at · 16 fulfilled at · 17 ripcord at
    /// [seconds];
    /// basis: 13 parked [asset] · 14 spot [spot token] · 15 rebalanced at · 16 fulfilled at · 17 hedged at [seconds].
    /// What a basis vault has on the exchange is read where every account of it is: by the perps' lens.
    /// @param feeds The share's feed by vault; the zero address for none.
    function vaults(
        address[] calldata vaults_,
        address[] calldata feeds
    ) external view returns (uint256[] memory words);
}
