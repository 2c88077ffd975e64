// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisSpotLib
/// @notice Spot against the asset on the AMM, within the slippage and within what may still be traded. What went and
/// what came is read from balances: an exhausted pool takes only a part.
library BasisSpotLib {
    using BasisMath for BasisTypes.Trade;
    using SafeERC20 for IERC20;

    /// @notice Buys spot for at most `assets`.
    /// @return spent [asset]
    /// @return bought [spot token]
    function buy(BasisTypes.Trade memory trade, uint256 assets) internal returns (uint256 spent, uint256 bought) {
        assets = Math.min(assets, trade.room);
        if (assets == 0) return (0, 0);

        uint256 paid = trade.asset.balanceOf(address(this));
        uint256 held = trade.spot.balanceOf(address(this));
        SwapLib.sell(trade.swapRouter, trade.asset, assets, trade.path);
        spent = paid - trade.asset.balanceOf(address(this));
        bought = trade.spot.balanceOf(address(this)) - held;
        trade.room -= spent;

        uint256 least = trade.lessSlippage(trade.spotForDown(spent));
        require(bought >= least, IBasisVault.BasisVault_BoughtTooLittle(bought, least));
    }

    /// @notice Sells at most `spot`, or reverts where that loses too much.
    /// @return sold [spot token]
    /// @return received [asset]
    function sell(BasisTypes.Trade memory trade, uint256 spot) internal returns (uint256 sold, uint256 received) {
        uint256 held = trade.spot.balanceOf(address(this));
        spot = _sellable(trade, spot, held);
        if (spot == 0) return (0, 0);

        uint256 cash = trade.asset.balanceOf(address(this));
        SwapLib.sell(trade.swapRouter, trade.spot, spot, trade.back);
        sold = held - trade.spot.balanceOf(address(this));
        received = trade.asset.balanceOf(address(this)) - cash;
        uint256 value = trade.spotValueDown(sold);
        trade.room -= Math.min(trade.room, value);

        uint256 least = trade.lessSlippage(value);
        require(received >= least, IBasisVault.BasisVault_BoughtTooLittle(received, least));
    }

    /// @notice Sells at most `spot`; nothing where that loses too much or the AMM cannot take it.
    /// @return sold [spot token]
    /// @return received [asset]
    function trySell(BasisTypes.Trade memory trade, uint256 spot) internal returns (uint256 sold, uint256 received) {
        uint256 held = trade.spot.balanceOf(address(this));
        spot = _sellable(trade, spot, held);
        uint256 value = trade.spotValueDown(spot);
        if (value == 0) return (0, 0);

        uint256 cash = trade.asset.balanceOf(address(this));
        trade.spot.forceApprove(address(trade.swapRouter), spot);
        try
            trade.swapRouter.exactInput(
                ISwapRouter.ExactInputParams({
                    path: trade.back,
                    recipient: address(this),
                    deadline: block.timestamp,
                    amountIn: spot,
                    amountOutMinimum: trade.lessSlippage(value)
                })
            )
        {} catch {}
        trade.spot.forceApprove(address(trade.swapRouter), 0);

        sold = held - trade.spot.balanceOf(address(this));
        received = trade.asset.balanceOf(address(this)) - cash;
        trade.room -= Math.min(trade.room, trade.spotValueDown(sold));
    }

    function _sellable(BasisTypes.Trade memory trade, uint256 spot, uint256 held) private pure returns (uint256) {
        spot = Math.min(spot, held);
        return trade.spotValueDown(spot) > trade.room ? trade.spotForDown(trade.room) : spot;
    }
}
