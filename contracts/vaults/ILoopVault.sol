// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {IFlashLoanReceiver} from "../lending/IFlashLoanReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IQueuedVault} from "./IQueuedVault.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title ILoopVault
/// @notice A queued vault that levers its asset, the collateral, through a lending pool with Aave's ABI: it supplies
/// the collateral, borrows the debt asset, buys collateral with it on Uniswap v3 and supplies that too.
///
/// **Net assets**, in collateral: idle + supplied − debt at the pool's oracle, rounded down, never below zero. Other
/// tokens that reach the vault count for nothing. **Leverage** = (idle + supplied) ÷ net assets. **Liquidation
/// net assets** are what is left when the AMM, not the oracle, says what the debt costs.
///
/// **Rebalance**, by keepers, as Index Coop's FLI: the new leverage is the old one moved toward the target by the
/// recentering speed, then brought between the least and the most. One call trades at most `maxTrade`, calls are
/// `cooldown` apart, and a swap that loses more than `slippage` against the oracle reverts. Raising sizes for that
/// slippage, so it ends at or below the new leverage; lowering sizes for none, so it ends at or above it (below only
/// where the AMM pays more than the oracle says). What is idle is then brought to `idleShare` of net assets as far as
/// the pool allows.
///
/// **Ripcord**, by anyone, from `ripcordLeverage` on: lowers toward the most leverage, not the target, within a size,
/// slippage and cool-down of its own, for a reward out of what is idle. Never stopped, not by a pause either.
///
/// **Fulfilment** of the queue unwinds the shares' part of the position and pays what remains of it, at most the share
/// price: redeemers bear what their unwinding costs, the others keep their leverage and their price. Where the reserve
/// is lent out, idle collateral serves as many shares as it can and the rest waits. When net assets are zero a keeper,
/// and nobody else, may fulfil: for nothing.
///
/// **Two ways to trade.** By flash loan, in one step: needs cash in the debt reserve. Step by step, within the pool's
/// limits: slow near them, impossible below a health factor of 1 without idle collateral.
///
/// **Liquidation.** The vault is an account like any other at the pool: below a health factor of 1 its collateral is
/// seized at a bonus, and net assets fall by what was seized less what was repaid. Nothing else changes.
///
/// **Instant withdrawals** never leave more than the most leverage. Without debt they reach into the pool's cash.
///
/// **Gifts** of what the vault counts (its asset, claims on it, repaid debt) are everyone's. Other collateral that
/// somebody supplies in its name counts for nothing, and anyone can have it disowned.
///
/// Warning: the pool's oracle says what the vault is worth. Where it is late, those who leave first leave at the
/// others' expense. Warning: two vaults that hold each other's shares must not both be priced by live net assets: each
/// would ask the other for ever.
interface ILoopVault is IQueuedVault, IFlashLoanReceiver {
    /// @notice Debt was opened and collateral bought with it.
    event Raised(uint256 borrowed, uint256 bought);

    /// @notice Debt was repaid with collateral; the flash loan's premium is in what was sold.
    event Lowered(uint256 repaid, uint256 sold);

    /// @notice A keeper moved leverage toward the target. [wad]
    event Rebalanced(address indexed keeper, uint256 leverageBefore, uint256 leverageAfter);

    /// @notice Somebody lowered in an emergency. Leverage [wad], reward [collateral asset].
    event RipcordPulled(address indexed caller, uint256 leverageBefore, uint256 leverageAfter, uint256 reward);

    /// @notice How the vault steers from now on.
    event ConfigSet(LoopTypes.Config config);

    /// @notice `asset` is the vault's own.
    error LoopVault_SameAsset(address asset);
    /// @notice The pool does not list `asset`.
    error LoopVault_ReserveNotListed(address asset);
    /// @notice A setting is out of its bounds; `field` names it.
    error LoopVault_BadConfig(string field);
    /// @notice The last action of the kind was too recent. [seconds]
    error LoopVault_Cooling(uint256 until);
    /// @notice Net assets are zero: leverage is not a number. [collateral asset, debt asset]
    error LoopVault_NoEquity(uint256 collateral, uint256 debt);
    /// @notice Leverage is below the ripcord's. [wad]
    error LoopVault_BelowRipcord(uint256 leverage, uint256 ripcordLeverage);
    /// @notice Leverage would be above the most. [wad]
    error LoopVault_LeverageAboveMaximum(uint256 leverage, uint256 maxLeverage);
    /// @notice A swap would lose more than the slippage allows. [collateral asset]
    error LoopVault_BoughtTooLittle(uint256 bought, uint256 minimum);
    /// @notice Neither idle collateral nor the pool lets anything be done.
    error LoopVault_NothingTraded();
    /// @notice The shares' part of the collateral does not pay for their part of the debt. [collateral asset]
    error LoopVault_UnwindingCostsMore(uint256 collateral, uint256 sold);
    /// @notice The pool lets out less than the shares' part: its health factor forbids it. [collateral asset]
    error LoopVault_CollateralStuck(uint256 freed, uint256 needed);
    error LoopVault_CallerNotPool(address caller);
    error LoopVault_InitiatorNotVault(address initiator);

    /// @notice Moves leverage toward the target and idle collateral toward its share. Keepers only.
    /// @param flash By flash loan, or step by step.
    /// @dev Reverts with `LoopVault_Cooling`, `LoopVault_NoEquity`, `QueuedVault_Paused` where it would raise,
    /// `LoopVault_BoughtTooLittle` or the swap router's own error where the AMM is too far from the oracle.
    /// @return leverage [wad]
    function rebalance(bool flash) external returns (uint256 leverage);

    /// @notice Lowers leverage in an emergency, for a reward to the caller.
    /// @dev Reverts with `LoopVault_BelowRipcord`, `LoopVault_Cooling`, `LoopVault_NoEquity` or
    /// `LoopVault_NothingTraded`.
    /// @return leverage [wad]
    function ripcord(bool flash) external returns (uint256 leverage);

    /// @notice Stops using `other` as the vault's collateral at the pool; never the vault's own asset.
    /// @dev Anyone can supply in the vault's name, and the pool then counts that as its collateral. Aave does not let
    /// an account withdraw anything else while it holds collateral without LTV, which a gift may become.
    function disown(address other) external;

    /// @notice Sets how the vault steers. Owner only.
    /// @dev Reverts with `LoopVault_BadConfig`.
    function setConfig(LoopTypes.Config calldata config_) external;

    /// @notice What would be left if all debt were bought on the AMM now: idle + supplied − its cost, 0 where the AMM
    /// cannot sell that much or asks for more. [collateral asset]
    /// @dev Quotes by swapping and reverting, so it is not a view; call it, do not send it.
    function liquidationNav() external returns (uint256 assets);

    /// @notice Collateral ÷ net assets, rounded up; the largest word without net assets, 1 without debt. [wad]
    function leverage() external view returns (uint256);

    /// @notice What the vault holds and owes.
    function getPosition() external view returns (LoopTypes.Position memory);

    function getConfig() external view returns (LoopTypes.Config memory);
    function getClock() external view returns (LoopTypes.Clock memory);

    /// @notice The asset that is borrowed.
    function DEBT_ASSET() external view returns (IERC20);

    function POOL() external view returns (ILendingPool);
    function SWAP_ROUTER() external view returns (ISwapRouter);
    function QUOTER() external view returns (IQuoter);

    /// @notice Uniswap v3 path from the debt asset to the collateral asset.
    function path() external view returns (bytes memory);
}
