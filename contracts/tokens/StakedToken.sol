// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IRateProvider} from "../oracles/IRateProvider.sol";
import {IStakedToken} from "./IStakedToken.sol";

/// @title StakedToken
contract StakedToken is IStakedToken, ERC20, Ownable {
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;

    /// @inheritdoc IStakedToken
    IERC20 public immutable underlying;

    uint8 private immutable _decimals;

    // The rate at the last update. [wad]
    uint256 private _rate;

    /// @inheritdoc IStakedToken
    uint256 public yearlyGrowth; // [wad]

    // When `_rate` held. [seconds]
    uint256 private _updatedAt;

    constructor(
        string memory name_,
        string memory symbol_,
        IERC20Metadata underlying_,
        uint256 rate_,
        uint256 yearlyGrowth_,
        address owner_
    ) ERC20(name_, symbol_) Ownable(owner_) {
        underlying = underlying_;
        _decimals = underlying_.decimals();
        _write(rate_, yearlyGrowth_);
    }

    /// @inheritdoc IStakedToken
    function deposit(uint256 assets, address receiver) external returns (uint256 shares) {
        shares = toSharesDown(assets);
        require(shares > 0, StakedToken_AmountTooSmall(assets));

        _mint(receiver, shares);

        emit Deposited(msg.sender, receiver, assets, shares);

        underlying.safeTransferFrom(msg.sender, address(this), assets);
    }

    /// @inheritdoc IStakedToken
    function redeem(uint256 shares, address receiver) external returns (uint256 assets) {
        assets = toAssetsDown(shares);
        require(assets > 0, StakedToken_AmountTooSmall(shares));
        uint256 held = underlying.balanceOf(address(this));
        require(assets <= held, StakedToken_ReserveShort(assets, held));

        _burn(msg.sender, shares);

        emit Redeemed(msg.sender, receiver, assets, shares);

        underlying.safeTransfer(receiver, assets);
    }

    /// @inheritdoc IStakedToken
    function mint(address to, uint256 shares) external onlyOwner {
        _mint(to, shares);
    }

    /// @inheritdoc IStakedToken
    function slash(uint256 fraction) external onlyOwner {
        require(fraction < WAD, StakedToken_SlashTooLarge(fraction));
        uint256 rateBefore = exchangeRate();
        uint256 rateAfter = Math.mulDiv(rateBefore, WAD - fraction, WAD);

        _write(rateAfter, yearlyGrowth);

        emit Slashed(fraction, rateBefore, rateAfter);
    }

    /// @inheritdoc IStakedToken
    function setYearlyGrowth(uint256 yearlyGrowth_) external onlyOwner {
        _write(exchangeRate(), yearlyGrowth_);
    }

    /// @inheritdoc IStakedToken
    function exchangeRate() public view returns (uint256 rate) {
        uint256 elapsed = block.timestamp - _updatedAt;
        return _rate + Math.mulDiv(_rate, yearlyGrowth * elapsed, WAD * 365 days);
    }

    /// @inheritdoc IRateProvider
    function getRate() external view returns (uint256 rate) {
        return exchangeRate();
    }

    /// @inheritdoc IStakedToken
    function stEthPerToken() external view returns (uint256 rate) {
        return exchangeRate();
    }

    /// @inheritdoc IStakedToken
    function toSharesDown(uint256 assets) public view returns (uint256 shares) {
        return Math.mulDiv(assets, WAD, exchangeRate());
    }

    /// @inheritdoc IStakedToken
    function toAssetsDown(uint256 shares) public view returns (uint256 assets) {
        return Math.mulDiv(shares, exchangeRate(), WAD);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    // Growth restarts from `rate` at this moment, so it compounds only where the owner acts, never with use.
    function _write(uint256 rate, uint256 yearlyGrowth_) private {
        require(rate > 0, StakedToken_ZeroRate());

        _rate = rate;
        yearlyGrowth = yearlyGrowth_;
        _updatedAt = block.timestamp;

        emit RateUpdated(rate, yearlyGrowth_);
    }
}
