// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IPerpExchange} from "../../perps/IPerpExchange.sol";
import {PerpMath} from "../../perps/PerpMath.sol";
import {PerpTypes} from "../../perps/PerpTypes.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title PerpAdapter
/// @notice Reads a perpetual exchange. Settled margin with the profit of all positions at mark, funding included, is
/// the quote token, held or owed; a position is so much of its market's base token.
/// @dev Sizes are rounded up to a unit of the base token.
contract PerpAdapter is IVenueAdapter {
    using Math for uint256;
    using SafeCast for *;

    IPerpExchange public immutable EXCHANGE;
    address private immutable _quote;
    uint256 private immutable _quoteUnit; // [quote]

    address[] private _bases;
    uint256[] private _units; // [base token]

    /// @notice The market was listed after this adapter was built.
    error PerpAdapter_MarketUnknown(uint256 market);

    /// @param bases Token of each market's base, in the order of markets.
    constructor(IPerpExchange exchange, address[] memory bases) {
        (EXCHANGE, _quote) = (exchange, exchange.quote());
        _quoteUnit = 10 ** IERC20Metadata(_quote).decimals();
        _bases = bases;
        for (uint256 i = 0; i < bases.length; ++i) _units.push(10 ** IERC20Metadata(bases[i]).decimals());
    }

    /// @inheritdoc IVenueAdapter
    function linesOf(address account) public view returns (Line[] memory lines) {
        PerpTypes.Account memory a = EXCHANGE.getAccount(account);
        uint256 tokens = _count(a.collaterals);
        lines = new Line[](1 + tokens + _count(a.markets));

        if (tokens != 0) _writeCollaterals(lines, account, a.collaterals);
        int256 cash = a.settled;
        uint256 at = 1 + tokens;
        uint256 id = 0;
        for (uint256 bits = a.markets; bits != 0; (++id, bits >>= 1)) {
            if (bits & 1 == 0) continue;
            PerpTypes.Position memory position = EXCHANGE.getPosition(account, id);
            cash += _profitDown(position, EXCHANGE.getMarket(id));
            lines[at++] = lineOf(id, position.size);
        }
        lines[0] = _cash(cash);
    }

    /// @inheritdoc IVenueAdapter
    function claimsOf(address account) external view returns (Line[] memory) {
        return linesOf(account);
    }

    /// @inheritdoc IVenueAdapter
    /// @dev Profit of all traders together, the engine's positions included, is what the pool lacks or has won.
    function totals() external view returns (Line[] memory lines) {
        address[] memory tokens = EXCHANGE.getCollaterals();
        uint256 markets = EXCHANGE.marketCount();
        lines = new Line[](1 + tokens.length + 2 * markets);
        int256 cash = EXCHANGE.getBooks().settledSum;
        for (uint256 id = 0; id < markets; ++id) {
            IPerpExchange.MarketView memory m = EXCHANGE.getMarket(id);
            cash += _profitOf(m.long, m, true) + _profitOf(m.short, m, false);
            lines[1 + tokens.length + 2 * id] = lineOf(id, uint256(m.long.size).toInt256());
            lines[2 + tokens.length + 2 * id] = lineOf(id, -uint256(m.short.size).toInt256());
        }
        lines[0] = _cash(cash);
        for (uint256 i = 0; i < tokens.length; ++i) {
            // What was seized is nobody's margin any more; what strangers sent never was, and is small.
            uint256 all = IERC20Metadata(tokens[i]).balanceOf(address(EXCHANGE));
            lines[1 + i] = Line(tokens[i], all - Math.min(all, EXCHANGE.getSeized(tokens[i])), 0, 0);
        }
    }

    /// @notice A position of `size` [wad base] as a line.
    function lineOf(uint256 market, int256 size) public view returns (Line memory line) {
        require(market < _bases.length, PerpAdapter_MarketUnknown(market));
        line.asset = _bases[market];
        line.size = SignedMath.abs(size).mulDiv(_units[market], PerpMath.WAD, Math.Rounding.Ceil).toInt256();
        if (size < 0) line.size = -line.size;
    }

    function _writeCollaterals(Line[] memory lines, address account, uint256 bits) private view {
        address[] memory tokens = EXCHANGE.getCollaterals();
        uint256 at = 1;
        for (uint256 i = 0; bits != 0; (++i, bits >>= 1)) {
            if (bits & 1 == 0) continue;
            lines[at++] = Line(tokens[i], EXCHANGE.getCollateral(account, tokens[i]), 0, 0);
        }
    }

    function _cash(int256 cash) private view returns (Line memory) {
        return cash < 0 ? Line(_quote, 0, uint256(-cash), 0) : Line(_quote, uint256(cash), 0, 0);
    }

    function _profitDown(
        PerpTypes.Position memory position,
        IPerpExchange.MarketView memory m
    ) private view returns (int256) {
        int256 value = PerpMath.valueDown(position.size, m.mark.toInt256(), _quoteUnit);
        int256 funding = PerpMath.valueDown(position.size, m.fundingIndex - position.funding, _quoteUnit);
        return value - position.cost + funding;
    }

    function _profitOf(
        PerpTypes.Side memory side,
        IPerpExchange.MarketView memory m,
        bool long
    ) private view returns (int256) {
        int256 worth = uint256(side.size).toInt256() * (m.mark.toInt256() + m.fundingIndex) - side.fundingWeight;
        int256 cost = uint256(side.cost).toInt256();
        int256 value = PerpMath.mulDivDown(long ? worth : -worth, _quoteUnit, PerpMath.WAD * PerpMath.WAD);
        return value - (long ? cost : -cost);
    }

    function _count(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }
}
