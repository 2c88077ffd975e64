// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20, SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingPool} from "./ILendingPool.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {ScaledToken} from "./ScaledToken.sol";

/// @title AToken
contract AToken is ScaledToken, EIP712, Nonces, IAToken {
    using SafeERC20 for IERC20;

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    address public immutable RESERVE_TREASURY_ADDRESS;
    mapping(address owner => mapping(address spender => uint256)) public allowance; // [asset]

    constructor(
        ILendingPool pool,
        address underlying,
        address treasury,
        string memory name_,
        string memory symbol_,
        uint8 decimals_
    ) ScaledToken(pool, underlying, name_, symbol_, decimals_) EIP712(name_, "1") {
        RESERVE_TREASURY_ADDRESS = treasury;
    }

    /// @inheritdoc IAToken
    function mint(
        address caller,
        address onBehalfOf,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external onlyPool returns (bool first) {
        return _mintScaled(caller, onBehalfOf, amount, scaledAmount, index);
    }

    /// @inheritdoc IAToken
    function burn(
        address from,
        address target,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external onlyPool returns (bool last) {
        return _burnScaled(from, target, amount, scaledAmount, index);
    }

    /// @inheritdoc IAToken
    function transferOnLiquidation(
        address from,
        address to,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external onlyPool {
        _move(from, to, amount, scaledAmount, index);
    }

    /// @inheritdoc IAToken
    function transferUnderlyingTo(address target, uint256 amount) external onlyPool {
        IERC20(UNDERLYING_ASSET_ADDRESS).safeTransfer(target, amount);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        uint256 index = _currentIndex();
        _transfer(msg.sender, to, amount, ScaledMath.supplyBurn(ARITHMETIC, amount, index), index);
        return true;
    }

    /// @dev Where rounding takes more than `amount` from the owner, the allowance pays for it as far as it goes.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 index = _currentIndex();
        uint256 scaledAmount = ScaledMath.supplyBurn(ARITHMETIC, amount, index);
        uint256 scaledBefore = scaledBalanceOf[from];
        require(scaledAmount <= scaledBefore, ScaledToken_InsufficientBalance(from, scaledBefore, scaledAmount));
        uint256 taken =
            ScaledMath.isDirectional(ARITHMETIC)
                ? _toBalance(scaledBefore, index) - _toBalance(scaledBefore - scaledAmount, index)
                : amount;

        _spendAllowance(from, msg.sender, amount, taken);
        _transfer(from, to, amount, scaledAmount, index);
        return true;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    /// @inheritdoc IAToken
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, AToken_PermitExpired(deadline));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline))
        );
        address signer = ECDSA.recover(digest, v, r, s);
        require(signer == owner, AToken_PermitSignerMismatch(signer, owner));

        _approve(owner, spender, value);
    }

    /// @inheritdoc IAToken
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _transfer(address from, address to, uint256 amount, uint256 scaledAmount, uint256 index) private {
        uint256 scaledBefore = scaledBalanceOf[from];
        _move(from, to, amount, scaledAmount, index);

        (uint256 moved, uint256 before) = ScaledMath.isDirectional(ARITHMETIC)
            ? (scaledAmount, scaledBefore)
            : (amount, _toBalance(scaledBefore, index));
        POOL.finalizeTransfer(UNDERLYING_ASSET_ADDRESS, from, to, moved, before);
    }

    function _move(address from, address to, uint256 amount, uint256 scaledAmount, uint256 index) private {
        uint256 scaledFrom = scaledBalanceOf[from];
        require(scaledAmount <= scaledFrom, ScaledToken_InsufficientBalance(from, scaledFrom, scaledAmount));
        (, uint256 grownFrom) = _shownAndGrown(from, scaledFrom, index);
        (, uint256 grownTo) = _shownAndGrown(to, scaledBalanceOf[to], index);

        getPreviousIndex[from] = index;
        getPreviousIndex[to] = index;
        scaledBalanceOf[from] = scaledFrom - scaledAmount;
        scaledBalanceOf[to] += scaledAmount;

        _emitGrowth(from, grownFrom, index);
        if (from != to) _emitGrowth(to, grownTo, index);
        emit Transfer(from, to, amount);
        emit BalanceTransfer(from, to, scaledAmount, index);
    }

    function _emitGrowth(address account, uint256 grown, uint256 index) private {
        if (grown == 0) return;
        emit Transfer(address(0), account, grown);
        emit Mint(msg.sender, account, grown, grown, index);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }

    function _spendAllowance(address owner, address spender, uint256 amount, uint256 taken) private {
        uint256 allowed = allowance[owner][spender];
        require(allowed >= amount, AToken_InsufficientAllowance(spender, allowed, amount));
        if (allowed == type(uint256).max) return;
        allowance[owner][spender] = allowed > taken ? allowed - taken : 0;
    }

    function _toBalance(uint256 scaled, uint256 index) internal view override returns (uint256) {
        return ScaledMath.supplyBalance(ARITHMETIC, scaled, index);
    }

    function _currentIndex() internal view override returns (uint256) {
        return POOL.getReserveNormalizedIncome(UNDERLYING_ASSET_ADDRESS);
    }
}
