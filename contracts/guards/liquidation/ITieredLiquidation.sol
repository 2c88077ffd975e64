// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ITieredLiquidation
/// @notice Closes large debts in steps. By the size of all that an account owes a tier applies: of that debt a share is
/// repaid by liquidations, then nothing more until a cool-down, counted from the step's first liquidation, is over. A
/// step is a budget: small liquidations use it up by what they repay, so nobody shuts others out with dust.
///
/// No tier applies to a debt of at most the lowest tier's size, nor to an account whose health factor is below
/// `wholeBelow`: they are liquidated as the venue's own rules say. A step under way ends with that.
///
/// A venue asks before it liquidates and repays no more than it is told. Each venue has tiers and steps of its own; one
/// without tiers is told what it asked for. Repaying by the account itself is none of this.
///
/// Warning: where a venue allows no small leftovers, a step that would leave some is refused there until the next.
interface ITieredLiquidation {
    struct Tier {
        uint128 above; // [usd] debt beyond which it applies
        uint64 share; // [wad] of the debt that a step repays
        uint32 cooldown; // [seconds] from a step's first liquidation to the next step
    }

    /// @notice An account's step.
    struct Step {
        uint40 until; // [seconds] the next may begin
        uint128 budget; // [usd]
        uint128 used; // [usd]
    }

    /// @param wholeBelow [wad] health factor; 0 is never.
    event TiersSet(address indexed venue, Tier[] tiers, uint256 wholeBelow);
    event StepReset(address indexed venue, address indexed account);
    event StepBegun(address indexed venue, address indexed account, uint256 budget, uint256 until);

    error TieredLiquidation_CoolingDown(address venue, address account, uint256 until);
    error TieredLiquidation_BadTier(uint256 index);
    error TieredLiquidation_TooManyTiers(uint256 count);
    error TieredLiquidation_WholeBelowTooHigh(uint256 wholeBelow);

    /// @notice The caller, a venue, is about to liquidate `account`.
    /// @param debt All that the account owes there. [usd]
    /// @param healthFactor [wad]
    /// @param asked What would be repaid. [usd]
    /// @return allowed What may be, and counts as repaid from now on. [usd]
    /// @dev Reverts with `TieredLiquidation_CoolingDown` when that would be nothing.
    function take(
        address account,
        uint256 debt,
        uint256 healthFactor,
        uint256 asked
    ) external returns (uint256 allowed);

    /// @notice Sets a venue's tiers, the smallest first; none switches them off. Owner only.
    /// @dev 8 at most, each share at least 1 %, each cool-down at most an hour, `wholeBelow` at most 1.
    function setTiers(address venue, Tier[] calldata tiers, uint256 wholeBelow) external;

    /// @notice Lets an account's next step begin at once. Owner only.
    function reset(address venue, address account) external;

    /// @notice What `take` would allow at most. [usd]
    function room(address venue, address account, uint256 debt, uint256 healthFactor) external view returns (uint256);

    function stepOf(address venue, address account) external view returns (Step memory);
    function tiersOf(address venue) external view returns (Tier[] memory tiers, uint256 wholeBelow);
}
