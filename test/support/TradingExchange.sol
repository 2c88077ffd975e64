// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {PerpExchange} from "../../contracts/perps/PerpExchange.sol";

/// @notice The exchange without liquidation.
contract TradingExchange is PerpExchange {
    error TradingExchange_NoLiquidation();

    constructor(IERC20Metadata quote_, address owner_) PerpExchange(quote_, owner_) {}

    function flag(address) external pure {
        revert TradingExchange_NoLiquidation();
    }

    function liquidate(uint256, address) external pure returns (uint256) {
        revert TradingExchange_NoLiquidation();
    }

    function takeOver(address) external pure {
        revert TradingExchange_NoLiquidation();
    }

    function dispose(uint256, uint256) external pure returns (uint256) {
        revert TradingExchange_NoLiquidation();
    }

    function deleverage(uint256, bool, address[] calldata, uint256) external pure returns (uint256) {
        revert TradingExchange_NoLiquidation();
    }

    function buySeized(address, uint256, uint256) external pure returns (uint256) {
        revert TradingExchange_NoLiquidation();
    }

    function getAdlTerms(uint256, address, uint256) external pure returns (uint256, uint256) {
        revert TradingExchange_NoLiquidation();
    }
}
