// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {INavTwapFeed} from "./INavTwapFeed.sol";
import {IRateProvider} from "./IRateProvider.sol";
import {NavFeed} from "./NavFeed.sol";

/// @title NavTwapFeed
contract NavTwapFeed is INavTwapFeed, NavFeed {
    using SafeCast for uint256;

    // The rate from `at` on, and the sum of rate × seconds of all time before.
    struct Checkpoint {
        uint64 at; // [seconds]
        uint192 rate; // [wad]
        uint256 sum; // [wad × seconds]
    }

    /// @inheritdoc INavTwapFeed
    uint32 public immutable window; // [seconds]

    Checkpoint[] private _checkpoints;

    constructor(
        IAggregatorV3 baseFeed_,
        IRateProvider rateProvider_,
        uint32 window_,
        string memory description_
    ) NavFeed(baseFeed_, rateProvider_, description_) {
        require(window_ > 0, NavTwapFeed_ZeroWindow());

        window = window_;
        _poke(rateProvider_);
    }

    /// @inheritdoc INavTwapFeed
    function poke() external returns (uint256 rate) {
        return _poke(rateProvider);
    }

    /// @inheritdoc INavTwapFeed
    function meanRateDown() public view returns (uint256 rate) {
        uint256 from = Math.max(Math.saturatingSub(block.timestamp, window), _checkpoints[0].at);
        if (from == block.timestamp) return _checkpoints[_checkpoints.length - 1].rate;

        return (_sumAt(block.timestamp) - _sumAt(from)) / (block.timestamp - from);
    }

    /// @inheritdoc INavTwapFeed
    function checkpointCount() external view returns (uint256) {
        return _checkpoints.length;
    }

    function _rate() internal view override returns (uint256) {
        return meanRateDown();
    }

    function _poke(IRateProvider provider) private returns (uint256 rate) {
        rate = provider.getRate();
        uint256 length = _checkpoints.length;

        if (length != 0 && _checkpoints[length - 1].at == block.timestamp) {
            _checkpoints[length - 1].rate = rate.toUint192();
        } else {
            uint256 sum = length == 0 ? 0 : _sumAt(block.timestamp);
            _checkpoints.push(Checkpoint(uint64(block.timestamp), rate.toUint192(), sum));
        }

        emit Checkpointed(msg.sender, rate);
    }

    // The sum up to a moment at or after the first checkpoint. [wad × seconds]
    function _sumAt(uint256 time) private view returns (uint256) {
        (uint256 low, uint256 high) = (0, _checkpoints.length - 1);
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (_checkpoints[middle].at <= time) low = middle;
            else high = middle - 1;
        }
        Checkpoint memory last = _checkpoints[low];
        return last.sum + last.rate * (time - last.at);
    }
}
