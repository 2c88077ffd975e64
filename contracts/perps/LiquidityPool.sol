// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ILiquidityPool} from "./ILiquidityPool.sol";
import {IPerpExchange} from "./IPerpExchange.sol";

/// @title LiquidityPool
contract LiquidityPool is ILiquidityPool, ERC4626, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @inheritdoc ILiquidityPool
    IPerpExchange public immutable exchange;

    constructor(
        IPerpExchange exchange_,
        string memory name_,
        string memory symbol_
    ) ERC20(name_, symbol_) ERC4626(IERC20(exchange_.quote())) {
        exchange = exchange_;
    }

    /// @inheritdoc IERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return exchange.poolEquity();
    }

    /// @inheritdoc IERC4626
    /// @dev Nothing while a price is missing or old; nor into a pool that owes all it has: that would pay its debts.
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        if (!exchange.isPoolPriced()) return 0;
        return totalSupply() != 0 && totalAssets() == 0 ? 0 : type(uint256).max;
    }

    /// @inheritdoc IERC4626
    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        return maxDeposit(receiver);
    }

    /// @inheritdoc IERC4626
    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        uint256 available = exchange.poolWithdrawable();
        return available == 0 ? 0 : Math.min(previewRedeem(balanceOf(owner)), available);
    }

    /// @inheritdoc IERC4626
    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        uint256 available = exchange.poolWithdrawable();
        return available == 0 ? 0 : Math.min(balanceOf(owner), _convertToShares(available, Math.Rounding.Floor));
    }

    function _transferIn(address from, uint256 assets) internal override nonReentrant {
        IERC20 token = IERC20(asset());
        token.safeTransferFrom(from, address(this), assets);
        token.safeTransfer(address(exchange), assets);
        exchange.depositPool(assets);
    }

    function _transferOut(address to, uint256 assets) internal override nonReentrant {
        exchange.withdrawPool(assets, to);
    }

    // Virtual shares make an inflated share price cost its maker a million times what it takes from others.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }
}
