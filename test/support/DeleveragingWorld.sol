// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpEvents} from "../../contracts/perps/IPerpEvents.sol";
import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "./PerpWorld.sol";
import {Vm} from "./Vm.sol";

/// @notice A market without fees, premium and funding, in which a long of 15 base goes bankrupt at 91, the price being
/// 90, and five shorts stand against it, with profits of 8, 4, 0.5, 0 and 0 dollars (arXiv 2512.01112).
/// @dev Prices of entry are a hair in the trader's favour, so that fills rounded against him cost whole dollars.
abstract contract DeleveragingWorld is PerpWorld {
    int256 internal constant BASE = 1e18;

    address internal loser;
    address[5] internal winners;
    mapping(address account => uint256) internal takenFrom; // [quote] by the last round
    mapping(IPerpEvents.Bearer => uint256) internal borne; // [quote] in the last round

    function plainConfig() internal view returns (PerpTypes.MarketConfig memory config) {
        config = defaultConfig(feeds[ETH], uint128(type(int128).max));
        (config.trading.makerFee, config.trading.takerFee) = (0, 0);
        config.margin.minPositionMargin = 0;
        config.margin.initialSlope = 0;
        config.funding.maxVelocity = 0;
        config.liquidation.minReward = 0;
        config.liquidation.maxReward = 0;
        config.adl.scope = PerpTypes.AdlScope.Deficit;
        config.adl.severity = 0.5e18;
    }

    function setPolicy(PerpTypes.AdlPolicy policy) internal {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.policy = policy;
        exchange.configureMarket(ETH, config);
    }

    /// @dev The second winner has the least equity for its position, so both queues take it first.
    function openPositions() internal {
        buildEmptyWorld(6);
        provide(provider, 500_000 * unit);
        configure(ETH, plainConfig());
        loser = trader("loser", 135);
        winners = [
            trader("first", 900),
            trader("second", 96),
            trader("third", 900),
            trader("fourth", 900),
            trader("fifth", 900)
        ];
        _open(100e8 - 1, loser, 15 * BASE);
        _open(90.8e8 + 1, winners[0], -10 * BASE);
        _open(90.5e8 + 1, winners[1], -8 * BASE);
        _open(90.1e8 + 1, winners[2], -5 * BASE);
        _open(90e8, winners[3], -5 * BASE);
        _open(90e8, winners[4], -3 * BASE);
    }

    function bankrupt() internal {
        exchange.takeOver(loser);
    }

    /// @dev The accounts that may be taken, first to last, no more than `most`.
    function orderOf(uint256 market, bool longs, uint256 price, uint256 most) internal view returns (address[] memory) {
        address[] memory holders = exchange.getHolders(market, longs);
        address[] memory order = new address[](holders.length);
        uint256[] memory scores = new uint256[](holders.length);
        uint256 count = 0;
        for (uint256 i = 0; i < holders.length; ++i) {
            (uint256 score, uint256 size) = exchange.getAdlTerms(market, holders[i], price);
            if (size == 0) continue;
            uint256 at = count++;
            for (; at > 0 && _precedes(score, holders[i], scores[at - 1], order[at - 1]); --at) {
                (order[at], scores[at]) = (order[at - 1], scores[at - 1]);
            }
            (order[at], scores[at]) = (holders[i], score);
        }
        return _first(order, count < most ? count : most);
    }

    function deleverage(address[] memory order, uint256 scan) internal returns (uint256 closed) {
        vm.recordLogs();
        closed = exchange.deleverage(ETH, false, order, scan);
        note();
    }

    /// @dev Takes down what the logs since the last recording say was taken and borne.
    function note() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IPerpEvents.LossBorne.selector) {
                borne[IPerpEvents.Bearer(uint256(logs[i].topics[2]))] += abi.decode(logs[i].data, (uint256));
            }
            if (logs[i].topics[0] != IPerpEvents.Deleveraged.selector) continue;
            (, , , , , uint256 taken, , ) = abi.decode(
                logs[i].data,
                (int256, int256, uint256, int256, uint256, uint256, int256, int256)
            );
            takenFrom[address(uint160(uint256(logs[i].topics[2])))] += taken;
        }
    }

    function list(address a, address b) internal pure returns (address[] memory order) {
        order = new address[](2);
        (order[0], order[1]) = (a, b);
    }

    function listOne(address a) internal pure returns (address[] memory order) {
        order = new address[](1);
        order[0] = a;
    }

    function _open(uint256 price, address account, int256 size) private {
        setPrice(ETH, price);
        tradeAs(account, ETH, size);
    }

    function _precedes(uint256 score, address a, uint256 other, address b) private pure returns (bool) {
        return score == other ? a < b : score > other;
    }

    function _first(address[] memory all, uint256 count) private pure returns (address[] memory some) {
        some = new address[](count);
        for (uint256 i = 0; i < count; ++i) some[i] = all[i];
    }
}
