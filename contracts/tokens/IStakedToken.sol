// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IRateProvider} from "../oracles/IRateProvider.sol";

/// @title IStakedToken
/// @notice Shares of a staked underlying, such as wstETH over ETH: balances stand still, the exchange rate grows at a
/// yearly rate (linear since the last update) and falls when the owner slashes.
///
/// Assumption: rewards arrive from outside the chain, so growth is a claim first and cash later. The contract redeems
/// out of what it holds and refuses beyond that; anyone may add reserves by sending the underlying. The owner stands
/// for the staking layer: it mints shares that are staked elsewhere. The underlying transfers in full.
/// Every rounding is against the caller.
interface IStakedToken is IERC20, IRateProvider {
    /// @notice The rate was written down: `rate` holds at this moment and grows by `yearlyGrowth` a year from it.
    /// @param rate Underlying per share [wad].
    /// @param yearlyGrowth Growth a year as a fraction of `rate` [wad].
    event RateUpdated(uint256 rate, uint256 yearlyGrowth);

    /// @notice The owner took `fraction` [wad] of every share's value; `rateAfter` holds at once.
    event Slashed(uint256 fraction, uint256 rateBefore, uint256 rateAfter);

    /// @notice `assets` underlying came in from `sender` and `shares` were created for `receiver`.
    event Deposited(address indexed sender, address indexed receiver, uint256 assets, uint256 shares);

    /// @notice `sender` gave up `shares` and `assets` underlying went to `receiver`.
    event Redeemed(address indexed sender, address indexed receiver, uint256 assets, uint256 shares);

    /// @notice A rate of zero prices nothing.
    error StakedToken_ZeroRate();

    /// @notice The fraction to slash must leave something: `fraction` is not below one [wad].
    error StakedToken_SlashTooLarge(uint256 fraction);

    /// @notice `amount` is worth less than the smallest unit on the other side.
    error StakedToken_AmountTooSmall(uint256 amount);

    /// @notice The redemption needs `needed` underlying and the contract holds `held`.
    error StakedToken_ReserveShort(uint256 needed, uint256 held);

    /// @notice The staked underlying.
    function underlying() external view returns (IERC20);

    /// @notice Underlying per share now [wad], rounded down.
    function exchangeRate() external view returns (uint256 rate);

    /// @notice `exchangeRate` under the name that wstETH gives it.
    function stEthPerToken() external view returns (uint256 rate);

    /// @notice Growth a year as a fraction of the rate at the last update [wad].
    function yearlyGrowth() external view returns (uint256);

    /// @notice Shares that `assets` underlying buy, rounded down.
    function toSharesDown(uint256 assets) external view returns (uint256 shares);

    /// @notice Underlying that `shares` redeem for, rounded down.
    function toAssetsDown(uint256 shares) external view returns (uint256 assets);

    /// @notice Pays `assets` underlying from the caller and creates shares for `receiver`.
    /// @dev Reverts with `StakedToken_AmountTooSmall` when no share would result.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Destroys `shares` of the caller and pays underlying to `receiver` at once.
    /// @dev Reverts with `StakedToken_AmountTooSmall` or `StakedToken_ReserveShort`.
    function redeem(uint256 shares, address receiver) external returns (uint256 assets);

    /// @notice Creates `shares` for `to` without underlying here: they are staked elsewhere. Owner only.
    function mint(address to, uint256 shares) external;

    /// @notice Takes `fraction` [wad] of every share's value at once, rate rounded down. Owner only.
    /// @dev Reverts with `StakedToken_SlashTooLarge`, or `StakedToken_ZeroRate` if nothing would be left.
    function slash(uint256 fraction) external;

    /// @notice Sets the growth a year [wad] from now on; what grew so far stays. Owner only.
    function setYearlyGrowth(uint256 yearlyGrowth_) external;
}
