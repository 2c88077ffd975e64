// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingPool} from "./ILendingPool.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {Arithmetic} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";

/// @title ScaledToken
/// @notice Storage and events that aTokens and debt tokens share. Every balance shown carries its interest.
abstract contract ScaledToken is IScaledToken {
    ILendingPool public immutable POOL;
    address public immutable UNDERLYING_ASSET_ADDRESS;
    Arithmetic internal immutable ARITHMETIC;

    uint8 public immutable decimals;
    string public name;
    string public symbol;

    uint256 public scaledTotalSupply; // [scaled]
    mapping(address user => uint256) public scaledBalanceOf; // [scaled]
    mapping(address user => uint256) public getPreviousIndex; // [ray]

    modifier onlyPool() {
        require(msg.sender == address(POOL), ScaledToken_CallerNotPool(msg.sender));
        _;
    }

    constructor(ILendingPool pool, address underlying, string memory name_, string memory symbol_, uint8 decimals_) {
        POOL = pool;
        UNDERLYING_ASSET_ADDRESS = underlying;
        ARITHMETIC = pool.getRules().arithmetic;
        name = name_;
        symbol = symbol_;
        decimals = decimals_;
    }

    function balanceOf(address user) external view returns (uint256) {
        return _toBalance(scaledBalanceOf[user], _currentIndex());
    }

    function totalSupply() external view returns (uint256) {
        return _toBalance(scaledTotalSupply, _currentIndex());
    }

    /// @inheritdoc IScaledToken
    function getScaledUserBalanceAndSupply(address user) external view returns (uint256, uint256) {
        return (scaledBalanceOf[user], scaledTotalSupply);
    }

    function _toBalance(uint256 scaled, uint256 index) internal view virtual returns (uint256);

    function _currentIndex() internal view virtual returns (uint256);

    /// @return first Whether the account held nothing before.
    function _mintScaled(
        address caller,
        address account,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) internal returns (bool first) {
        require(scaledAmount != 0, ScaledToken_AmountZero());
        uint256 scaledBefore = scaledBalanceOf[account];
        (uint256 shown, uint256 grown) = _shownAndGrown(account, scaledBefore, index);

        getPreviousIndex[account] = index;
        scaledBalanceOf[account] = scaledBefore + scaledAmount;
        scaledTotalSupply += scaledAmount;

        uint256 value =
            ScaledMath.isDirectional(ARITHMETIC)
                ? _toBalance(scaledBefore + scaledAmount, index) - shown
                : amount + grown;
        emit Transfer(address(0), account, value);
        emit Mint(caller, account, value, grown, index);
        return scaledBefore == 0;
    }

    /// @return last Whether the account holds nothing any more.
    function _burnScaled(
        address account,
        address target,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) internal returns (bool last) {
        require(scaledAmount != 0, ScaledToken_AmountZero());
        uint256 scaledBefore = scaledBalanceOf[account];
        require(scaledAmount <= scaledBefore, ScaledToken_InsufficientBalance(account, scaledBefore, scaledAmount));
        (uint256 shown, uint256 grown) = _shownAndGrown(account, scaledBefore, index);

        getPreviousIndex[account] = index;
        scaledBalanceOf[account] = scaledBefore - scaledAmount;
        scaledTotalSupply -= scaledAmount;

        (uint256 gain, uint256 loss) = ScaledMath.isDirectional(ARITHMETIC)
            ? (_toBalance(scaledBefore - scaledAmount, index), shown)
            : (grown, amount);
        if (gain > loss) {
            emit Transfer(address(0), account, gain - loss);
            emit Mint(account, account, gain - loss, grown, index);
        } else {
            emit Transfer(account, address(0), loss - gain);
            emit Burn(account, target, loss - gain, grown, index);
        }
        return scaledBefore == scaledAmount;
    }

    /// @return shown The balance at the account's last event. [asset]
    /// @return grown Interest since then. [asset]
    function _shownAndGrown(
        address account,
        uint256 scaled,
        uint256 index
    ) internal view returns (uint256 shown, uint256 grown) {
        shown = _toBalance(scaled, getPreviousIndex[account]);
        grown = _toBalance(scaled, index) - shown;
    }
}
