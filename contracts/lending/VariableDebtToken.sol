// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ILendingPool} from "./ILendingPool.sol";
import {IVariableDebtToken} from "./IVariableDebtToken.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {ScaledToken} from "./ScaledToken.sol";

/// @title VariableDebtToken
contract VariableDebtToken is ScaledToken, EIP712, Nonces, IVariableDebtToken {
    bytes32 private constant DELEGATION_TYPEHASH = keccak256(
        "DelegationWithSig(address delegatee,uint256 value,uint256 nonce,uint256 deadline)"
    );

    mapping(address fromUser => mapping(address toUser => uint256)) public borrowAllowance; // [asset]

    constructor(
        ILendingPool pool,
        address underlying,
        string memory name_,
        string memory symbol_,
        uint8 decimals_
    ) ScaledToken(pool, underlying, name_, symbol_, decimals_) EIP712(name_, "1") {}

    /// @inheritdoc IVariableDebtToken
    function approveDelegation(address delegatee, uint256 amount) external {
        _approveDelegation(msg.sender, delegatee, amount);
    }

    /// @inheritdoc IVariableDebtToken
    function delegationWithSig(
        address delegator,
        address delegatee,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, VariableDebtToken_DelegationExpired(deadline));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(DELEGATION_TYPEHASH, delegatee, value, _useNonce(delegator), deadline))
        );
        address signer = ECDSA.recover(digest, v, r, s);
        require(signer == delegator, VariableDebtToken_DelegationSignerMismatch(signer, delegator));

        _approveDelegation(delegator, delegatee, value);
    }

    /// @inheritdoc IVariableDebtToken
    function mint(
        address caller,
        address onBehalfOf,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external onlyPool {
        if (caller != onBehalfOf) _spendCredit(onBehalfOf, caller, amount, scaledAmount, index);

        _mintScaled(caller, onBehalfOf, amount, scaledAmount, index);
    }

    /// @inheritdoc IVariableDebtToken
    function burn(
        address from,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external onlyPool returns (bool last) {
        return _burnScaled(from, address(0), amount, scaledAmount, index);
    }

    function transfer(address, uint256) external pure returns (bool) {
        revert VariableDebtToken_NotTransferable();
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        revert VariableDebtToken_NotTransferable();
    }

    function approve(address, uint256) external pure returns (bool) {
        revert VariableDebtToken_NotTransferable();
    }

    function allowance(address, address) external pure returns (uint256) {
        revert VariableDebtToken_NotTransferable();
    }

    function _approveDelegation(address delegator, address delegatee, uint256 amount) private {
        borrowAllowance[delegator][delegatee] = amount;
        emit BorrowAllowanceDelegated(delegator, delegatee, UNDERLYING_ASSET_ADDRESS, amount);
    }

    /// @dev Where rounding adds more debt than `amount`, the allowance pays for it as far as it goes.
    function _spendCredit(
        address delegator,
        address delegatee,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) private {
        uint256 allowed = borrowAllowance[delegator][delegatee];
        require(allowed >= amount, VariableDebtToken_InsufficientBorrowAllowance(delegatee, allowed, amount));
        uint256 owed = amount;
        if (ScaledMath.isDirectional(ARITHMETIC)) {
            uint256 scaledBefore = scaledBalanceOf[delegator];
            owed = _toBalance(scaledBefore + scaledAmount, index) - _toBalance(scaledBefore, index);
        }
        borrowAllowance[delegator][delegatee] = allowed > owed ? allowed - owed : 0;
    }

    function _toBalance(uint256 scaled, uint256 index) internal view override returns (uint256) {
        return ScaledMath.debtBalance(ARITHMETIC, scaled, index);
    }

    function _currentIndex() internal view override returns (uint256) {
        return POOL.getReserveNormalizedVariableDebt(UNDERLYING_ASSET_ADDRESS);
    }
}
