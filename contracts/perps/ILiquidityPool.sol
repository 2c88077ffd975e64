// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IPerpExchange} from "./IPerpExchange.sol";

/// @title ILiquidityPool
/// @notice The traders' counterparty as an ERC-4626 vault: its assets are the exchange's pool cash less what traders
/// have won and not taken. The cash itself lies in the exchange.
/// @dev Virtual shares (EIP-4626, inflation): 10^6 a unit. `maxWithdraw` and `maxRedeem` tell what the exchange lets
/// out while traders' profit is large, so they never promise more than a call delivers; all four limits are zero
/// while a market with positions is paused or has no fresh price, and `totalAssets` reverts where it has none at all.
interface ILiquidityPool is IERC4626 {
    /// @notice Where the cash lies.
    function exchange() external view returns (IPerpExchange);
}
