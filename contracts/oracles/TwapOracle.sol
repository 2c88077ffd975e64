// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {ITwapOracle} from "./ITwapOracle.sol";
import {PoolFeed} from "./PoolFeed.sol";
import {TickLib} from "./TickLib.sol";

/// @title TwapOracle
contract TwapOracle is ITwapOracle, PoolFeed {
    /// @inheritdoc ITwapOracle
    uint32 public immutable window; // [seconds]

    constructor(
        IUniswapV3Pool pool_,
        address baseToken_,
        IAggregatorV3 quoteFeed_,
        uint32 window_,
        uint8 decimals_,
        string memory description_
    ) PoolFeed(pool_, baseToken_, quoteFeed_, decimals_, description_) {
        require(window_ > 0, TwapOracle_ZeroWindow());

        window = window_;
    }

    /// @inheritdoc ITwapOracle
    function meanTickDown() public view returns (int24 tick) {
        uint32[] memory secondsAgos = new uint32[](2);
        secondsAgos[0] = window;
        (int56[] memory cumulatives, ) = pool.observe(secondsAgos);

        int56 sum = cumulatives[1] - cumulatives[0];
        int56 length = int56(uint56(window));
        tick = int24(sum / length);
        if (sum < 0 && sum % length != 0) --tick;
    }

    function _sqrtPrice() internal view override returns (uint160) {
        return TickLib.sqrtPriceUp(meanTickDown());
    }
}
