// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IUniswapV2Pair} from "../amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IMarginScaling} from "../guards/margin/IMarginScaling.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IScaledToken} from "../lending/IScaledToken.sol";
import {LendingTypes} from "../lending/LendingTypes.sol";
import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {ILabLens} from "./ILabLens.sol";

/// @title LabLens
contract LabLens is ILabLens {
    uint256 private constant CHAIN_WORDS = 3;
    uint256 private constant RESERVE_WORDS = 12;
    uint256 private constant ACCOUNT_WORDS = 2; // and two a reserve
    uint256 private constant AMM_WORDS = 3;
    uint256 private constant FEED_WORDS = 3;
    uint256 private constant TERMS_WORDS = 9;

    /// @dev Where accounts are read, and the bit of each reserve that says "borrowed" in a user's configuration.
    struct Market {
        address pool;
        address[] aTokens;
        address[] debtTokens;
        uint256[] borrowMasks;
    }

    /// @inheritdoc ILabLens
    function chain() external view returns (uint256[] memory words) {
        words = new uint256[](CHAIN_WORDS);
        _writeChain(words, 0);
    }

    /// @inheritdoc ILabLens
    function reserves(
        address pool,
        address oracle,
        address[] calldata assets
    ) external view returns (uint256[] memory words) {
        words = new uint256[](assets.length * RESERVE_WORDS);
        _writeReserves(words, 0, pool, oracle, assets);
    }

    /// @inheritdoc ILabLens
    function accounts(
        address pool,
        address[] calldata aTokens,
        address[] calldata debtTokens,
        address[] calldata users
    ) external view returns (uint256[] memory words) {
        words = new uint256[](users.length * (ACCOUNT_WORDS + 2 * aTokens.length));
        _writeAccounts(words, 0, pool, aTokens, debtTokens, users);
    }

    /// @inheritdoc ILabLens
    function amm(address[] calldata ammPools) external view returns (uint256[] memory words) {
        words = new uint256[](ammPools.length * AMM_WORDS);
        _writeAmm(words, 0, ammPools);
    }

    /// @inheritdoc ILabLens
    function feeds(address[] calldata aggregators) external view returns (uint256[] memory words) {
        words = new uint256[](aggregators.length * FEED_WORDS);
        _writeFeeds(words, 0, aggregators);
    }

    /// @inheritdoc ILabLens
    function balances(
        address[] calldata tokens,
        address[] calldata holders
    ) external view returns (uint256[] memory words) {
        words = new uint256[](tokens.length * holders.length);
        _writeBalances(words, 0, tokens, holders);
    }

    /// @inheritdoc ILabLens
    function riskTerms(address pool, address[] calldata assets) external view returns (uint256[] memory words) {
        words = new uint256[](assets.length * TERMS_WORDS);
        IMarginScaling terms = IMarginScaling(ILendingPool(pool).getRiskTerms());
        if (address(terms) == address(0)) return words;
        for (uint256 i = 0; i < assets.length; ++i) {
            uint256 at = i * TERMS_WORDS;
            (words[at], words[at + 1], words[at + 2], words[at + 3], words[at + 4]) = terms.marginPath(assets[i]);
            (words[at + 5], words[at + 6], words[at + 7], words[at + 8]) = terms.thresholdPath(assets[i]);
        }
    }

    /// @inheritdoc ILabLens
    function record(Query calldata query) external view returns (uint256[] memory words) {
        words = new uint256[](
            CHAIN_WORDS +
                query.assets.length * RESERVE_WORDS +
                query.users.length * (ACCOUNT_WORDS + 2 * query.aTokens.length) +
                query.ammPools.length * AMM_WORDS +
                query.feeds.length * FEED_WORDS +
                query.tokens.length * query.holders.length
        );
        uint256 at = _writeChain(words, 0);
        at = _writeReserves(words, at, query.pool, query.oracle, query.assets);
        at = _writeAccounts(words, at, query.pool, query.aTokens, query.debtTokens, query.users);
        at = _writeAmm(words, at, query.ammPools);
        at = _writeFeeds(words, at, query.feeds);
        _writeBalances(words, at, query.tokens, query.holders);
    }

    function _writeChain(uint256[] memory words, uint256 at) private view returns (uint256) {
        words[at] = block.number;
        words[at + 1] = block.timestamp;
        words[at + 2] = block.basefee;
        return at + CHAIN_WORDS;
    }

    function _writeReserves(
        uint256[] memory words,
        uint256 at,
        address pool,
        address oracle,
        address[] calldata assets
    ) private view returns (uint256) {
        for (uint256 i = 0; i < assets.length; ++i) {
            LendingTypes.ReserveDataLegacy memory data = ILendingPool(pool).getReserveData(assets[i]);
            words[at] = IPriceOracle(oracle).getAssetPrice(assets[i]);
            words[at + 1] = data.liquidityIndex;
            words[at + 2] = data.variableBorrowIndex;
            words[at + 3] = data.currentLiquidityRate;
            words[at + 4] = data.currentVariableBorrowRate;
            words[at + 5] = data.lastUpdateTimestamp;
            words[at + 6] = IScaledToken(data.aTokenAddress).scaledTotalSupply();
            words[at + 7] = IScaledToken(data.variableDebtTokenAddress).scaledTotalSupply();
            words[at + 8] = IERC20(assets[i]).balanceOf(data.aTokenAddress);
            words[at + 9] = data.accruedToTreasury;
            words[at + 10] = _deficit(pool, assets[i]);
            words[at + 11] = data.configuration.data;
            at += RESERVE_WORDS;
        }
        return at;
    }

    function _writeAccounts(
        uint256[] memory words,
        uint256 at,
        address pool,
        address[] calldata aTokens,
        address[] calldata debtTokens,
        address[] calldata users
    ) private view returns (uint256) {
        require(aTokens.length == debtTokens.length, LabLens_LengthMismatch(aTokens.length, debtTokens.length));

        Market memory market = Market(pool, aTokens, debtTokens, _borrowMasks(pool, debtTokens));
        for (uint256 i = 0; i < users.length; ++i) at = _writeAccount(words, at, market, users[i]);
        return at;
    }

    function _writeAccount(
        uint256[] memory words,
        uint256 at,
        Market memory market,
        address user
    ) private view returns (uint256) {
        uint256 configuration = _read(market.pool, ILendingPool.getUserConfiguration.selector, user);
        words[at] = _read(market.pool, ILendingPool.getUserEMode.selector, user);
        words[at + 1] = configuration;
        at += ACCOUNT_WORDS;
        for (uint256 j = 0; j < market.aTokens.length; ++j) {
            words[at] = _read(market.aTokens[j], IScaledToken.scaledBalanceOf.selector, user);
            if (configuration & market.borrowMasks[j] != 0) {
                words[at + 1] = _read(market.debtTokens[j], IScaledToken.scaledBalanceOf.selector, user);
            }
            at += 2;
        }
        return at;
    }

    function _writeAmm(uint256[] memory words, uint256 at, address[] calldata ammPools) private view returns (uint256) {
        for (uint256 i = 0; i < ammPools.length; ++i) {
            try IUniswapV3Pool(ammPools[i]).slot0() returns (
                uint160 sqrtPriceX96,
                int24 tick,
                uint16,
                uint16,
                uint16,
                uint8,
                bool
            ) {
                words[at] = sqrtPriceX96;
                words[at + 1] = uint256(int256(tick));
                words[at + 2] = IUniswapV3Pool(ammPools[i]).liquidity();
            } catch {
                (words[at], words[at + 1], words[at + 2]) = IUniswapV2Pair(ammPools[i]).getReserves();
            }
            at += AMM_WORDS;
        }
        return at;
    }

    function _writeFeeds(
        uint256[] memory words,
        uint256 at,
        address[] calldata aggregators
    ) private view returns (uint256) {
        for (uint256 i = 0; i < aggregators.length; ++i) {
            (uint80 round, int256 answer, , uint256 updatedAt, ) = IAggregatorV3(aggregators[i]).latestRoundData();
            words[at] = uint256(answer);
            words[at + 1] = updatedAt;
            words[at + 2] = round;
            at += FEED_WORDS;
        }
        return at;
    }

    function _writeBalances(
        uint256[] memory words,
        uint256 at,
        address[] calldata tokens,
        address[] calldata holders
    ) private view {
        for (uint256 i = 0; i < holders.length; ++i) {
            for (uint256 j = 0; j < tokens.length; ++j) words[at++] = IERC20(tokens[j]).balanceOf(holders[i]);
        }
    }

    function _borrowMasks(address pool, address[] calldata debtTokens) private view returns (uint256[] memory masks) {
        masks = new uint256[](debtTokens.length);
        for (uint256 j = 0; j < debtTokens.length; ++j) {
            address asset = IScaledToken(debtTokens[j]).UNDERLYING_ASSET_ADDRESS();
            masks[j] = 1 << (2 * uint256(ILendingPool(pool).getReserveData(asset).id));
        }
    }

    /// @dev A getter of one account and one word. Solidity's own calls never give back the memory of an answer, which
    /// at thousands of calls costs more than the calls.
    function _read(address target, bytes4 selector, address user) private view returns (uint256 word) {
        bool success;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, user)
            success := staticcall(gas(), target, 0x00, 0x24, 0x00, 0x20)
            success := and(success, gt(returndatasize(), 0x1f))
            word := mload(0x00)
        }
        require(success, LabLens_ReadFailed(target, selector, user));
    }

    /// @dev Aave before 3.3 has no deficits and no getter for them.
    function _deficit(address pool, address asset) private view returns (uint256) {
        try ILendingPool(pool).getReserveDeficit(asset) returns (uint256 deficit) {
            return deficit;
        } catch {
            return 0;
        }
    }
}
