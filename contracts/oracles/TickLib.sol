// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title TickLib
/// @notice From a Uniswap v3 tick to its square root price, bit for bit as the pool computes it.
library TickLib {
    /// @notice `tick` lies outside what a pool can hold.
    error TickLib_OutOfRange(int24 tick);

    int24 internal constant MAX_TICK = 887272;

    /// @notice √(token1/token0) at `tick`, as Q64.96, rounded up.
    function sqrtPriceUp(int24 tick) internal pure returns (uint160) {
        uint256 steps = tick < 0 ? uint256(-int256(tick)) : uint256(int256(tick));
        require(steps <= uint256(int256(MAX_TICK)), TickLib_OutOfRange(tick));

        uint128[20] memory factors = _factors();
        uint256 ratio = 1 << 128; // Q128.128
        for (uint256 i = 0; i < factors.length; ++i) {
            if ((steps >> i) & 1 == 1) ratio = (ratio * factors[i]) >> 128;
        }
        if (tick > 0) ratio = type(uint256).max / ratio;

        return uint160((ratio + type(uint32).max) >> 32);
    }

    // 1.0001^(-2^i / 2) for i = 0 … 19, as Q0.128 rounded to the nearest.
    function _factors() private pure returns (uint128[20] memory) {
        return
            [
                uint128(0xfffcb933bd6fad37aa2d162d1a594001),
                0xfff97272373d413259a46990580e213a,
                0xfff2e50f5f656932ef12357cf3c7fdcc,
                0xffe5caca7e10e4e61c3624eaa0941cd0,
                0xffcb9843d60f6159c9db58835c926644,
                0xff973b41fa98c081472e6896dfb254c0,
                0xff2ea16466c96a3843ec78b326b52861,
                0xfe5dee046a99a2a811c461f1969c3053,
                0xfcbe86c7900a88aedcffc83b479aa3a4,
                0xf987a7253ac413176f2b074cf7815e54,
                0xf3392b0822b70005940c7a398e4b70f3,
                0xe7159475a2c29b7443b29c7fa6e889d9,
                0xd097f3bdfd2022b8845ad8f792aa5825,
                0xa9f746462d870fdf8a65dc1f90e061e5,
                0x70d869a156d2a1b890bb3df62baf32f7,
                0x31be135f97d08fd981231505542fcfa6,
                0x09aa508b5b7a84e1c677de54f3e99bc9,
                0x005d6af8dedb81196699c329225ee604,
                0x00002216e584f5fa1ea926041bedfe98,
                0x00000000048a170391f7dc42444e8fa2
            ];
    }
}
