// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILiquidityMinter} from "../amm/ILiquidityMinter.sol";
import {IExternalMarket} from "../market/IExternalMarket.sol";

/// @title ForeignCallbackPool
/// @notice A pool that lets a stranger ask for the payment while it is being called.
contract ForeignCallbackPool {
    ForeignCallbackPool private immutable _stranger;

    constructor(ForeignCallbackPool stranger) {
        _stranger = stranger;
    }

    function mint(address, int24, int24, uint128, bytes calldata) external returns (uint256, uint256) {
        _stranger.askMinter(ILiquidityMinter(msg.sender));
        return (0, 0);
    }

    function swap(address, bool, int256, uint160, bytes calldata) external returns (int256, int256) {
        _stranger.askMarket(IExternalMarket(msg.sender));
        return (0, 0);
    }

    function askMinter(ILiquidityMinter minter) external {
        minter.uniswapV3MintCallback(1, 1, "");
    }

    function askMarket(IExternalMarket market) external {
        market.uniswapV3SwapCallback(1, -1, "");
    }

    function slot0() external pure returns (uint160, int24, uint16, uint16, uint16, uint8, bool) {
        return (1 << 96, 0, 0, 0, 0, 0, true);
    }
}
