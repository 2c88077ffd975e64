// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {DerivedFeed} from "../../../contracts/oracles/DerivedFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPoolFeed} from "../../../contracts/oracles/IPoolFeed.sol";
import {ITwapOracle} from "../../../contracts/oracles/ITwapOracle.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {TickLib} from "../../../contracts/oracles/TickLib.sol";
import {TwapOracle} from "../../../contracts/oracles/TwapOracle.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV3PoolSetup, UniswapTest} from "../../support/UniswapTest.sol";

contract TwapOracleTest is UniswapTest {
    uint32 private constant WINDOW = 1_800;
    IAggregatorV3 private constant NO_FEED = IAggregatorV3(address(0));

    MintableToken private token0;
    MintableToken private token1;
    IUniswapV3PoolSetup private pool;
    uint256 private start;

    function setUp() public {
        _open(18, 6, 0);
    }

    function test_constructor_revertsOnAZeroWindow() public {
        vm.expectRevert(ITwapOracle.TwapOracle_ZeroWindow.selector);
        new TwapOracle(pool, address(token0), NO_FEED, 0, 8, "A / B");
    }

    function test_constructor_revertsOnATokenThatIsNotInThePool(address token) public {
        vm.assume(token != address(token0) && token != address(token1));
        vm.expectRevert(abi.encodeWithSelector(IPoolFeed.PoolFeed_NotInPool.selector, token));
        new TwapOracle(pool, token, NO_FEED, WINDOW, 8, "A / B");
    }

    function test_constructor_setsWhatTheFeedSaysOfItself() public {
        TwapOracle oracle = _oracle(address(token1), NO_FEED, 18);

        assertEq(address(oracle.pool()), address(pool), "pool");
        assertEq(oracle.baseToken(), address(token1), "base token");
        assertEq(address(oracle.quoteFeed()), address(0), "quote feed");
        assertEq(oracle.window(), WINDOW, "window");
        assertEq(oracle.decimals(), 18, "decimals");
        assertEq(oracle.version(), 1, "version");
        assertTrue(keccak256(bytes(oracle.description())) == keccak256("A / B"), "description");
    }

    function test_latestAnswer_revertsWhileThePoolsHistoryIsShorterThanTheWindow(uint256 age) public {
        TwapOracle oracle = _oracle(address(token0), NO_FEED, 8);
        vm.warp(start + bound(age, 0, WINDOW - 1));

        vm.expectRevert(bytes("OLD"));
        oracle.latestAnswer();
    }

    function test_meanTickDown_isTheTimeWeightedMeanRoundedToNegativeInfinity(int24 seed, uint256 share) public {
        int24 first = 0;
        int24 second = int24(int256(bound(uint24(seed), 0, 200_000)) - 100_000);
        uint256 lasted = bound(share, 0, WINDOW);
        TwapOracle oracle = _oracle(address(token0), NO_FEED, 8);

        vm.warp(start + WINDOW);
        int24 reached = _moveTo(second);
        assertTrue(reached == second || reached == second - 1, "the pool moved to the tick or its lower edge");
        vm.warp(start + WINDOW + lasted);

        int256 sum = int256(first) * int256(WINDOW - lasted) + int256(reached) * int256(lasted);
        int256 mean = sum / int256(uint256(WINDOW));
        if (mean * int256(uint256(WINDOW)) > sum) --mean;
        assertTrue(oracle.meanTickDown() == mean, "mean tick");
    }

    function test_latestAnswer_isThePriceAtAStandingTickForAnyDecimals(
        int24 seed,
        uint8 decimals0,
        uint8 decimals1
    ) public {
        uint8[3] memory kinds = [6, 8, 18];
        (decimals0, decimals1) = (kinds[decimals0 % 3], kinds[decimals1 % 3]);
        int24 tick = int24(int256(bound(uint24(seed), 0, 160_000)) - 80_000);
        _open(decimals0, decimals1, tick);
        vm.warp(start + WINDOW);

        uint256 price = uint256(_oracle(address(token0), NO_FEED, 18).latestAnswer());
        uint256 inverse = uint256(_oracle(address(token1), NO_FEED, 18).latestAnswer());

        uint256 root = TickLib.sqrtPriceUp(tick);
        uint256 expected = ((((root * root) >> 96) * 10 ** (18 + uint256(decimals0))) / 10 ** decimals1) >> 96;
        assertClose(price, expected, expected / 1e9 + 1, "price of token0");
        if (price > 1e9 && inverse > 1e9) assertClose((price * inverse) / 1e18, 1e18, 1e10, "product");
    }

    function test_latestAnswer_ofARealEtherPrice() public {
        // 2,000 USDC (6 decimals) for one WETH (18 decimals): raw ratio 2e-9, tick -200,312 (1.9999e-9).
        _open(18, 6, -200_312);
        vm.warp(start + WINDOW);

        uint256 price = uint256(_oracle(address(token0), NO_FEED, 8).latestAnswer());

        assertClose(price, 2_000e8, 0.2e8, "one tick of a price of 2,000 is 0.2");
    }

    function test_latestAnswer_isMultipliedByTheQuoteFeed(uint256 quote) public {
        quote = bound(quote, 1, 1e20);
        PriceFeed feed = new PriceFeed(8, "B / USD", address(this));
        feed.setTransmitter(address(this), true);
        feed.transmit(int256(quote));
        _open(18, 18, 6_931);
        uint256 quotedAt = block.timestamp;
        vm.warp(start + WINDOW);

        TwapOracle oracle = _oracle(address(token0), feed, 8);
        uint256 inQuote = uint256(_oracle(address(token0), NO_FEED, 18).latestAnswer());

        assertEq(uint256(oracle.latestAnswer()), (inQuote * quote) / 1e18, "price");
        (, , , uint256 updatedAt, ) = oracle.latestRoundData();
        assertEq(updatedAt, quotedAt, "as old as the quote");
    }

    function test_latestAnswer_isZeroWhenTheQuoteIsNotPositive(int256 quote) public {
        quote = quote > 0 ? -quote : quote;
        vm.warp(start + WINDOW);

        assertTrue(_oracle(address(token0), new BadAnswerFeed(8, quote), 8).latestAnswer() == 0, "answer");
    }

    function test_latestRoundData_isOfThisBlock() public {
        vm.warp(start + WINDOW);
        TwapOracle oracle = _oracle(address(token0), NO_FEED, 8);

        (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredIn) = oracle.latestRoundData();

        assertEq(id, block.number, "round");
        assertEq(answeredIn, block.number, "answered in");
        assertEq(uint256(answer), uint256(oracle.latestAnswer()), "answer");
        assertEq(startedAt, block.timestamp, "started");
        assertEq(updatedAt, block.timestamp, "updated");
        (uint80 same, , , , ) = oracle.getRoundData(id);
        assertEq(same, id, "the same by number");
    }

    function test_getRoundData_revertsForAnyOtherBlock(uint80 id) public {
        vm.assume(id != block.number);
        TwapOracle oracle = _oracle(address(token0), NO_FEED, 8);

        vm.expectRevert(abi.encodeWithSelector(DerivedFeed.DerivedFeed_NoHistory.selector, id));
        oracle.getRoundData(id);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        if (amount0 > 0) token0.mint(msg.sender, uint256(amount0));
        if (amount1 > 0) token1.mint(msg.sender, uint256(amount1));
    }

    function _open(uint8 decimals0, uint8 decimals1, int24 tick) private {
        token0 = new MintableToken("A", "A", decimals0, address(this));
        do {
            token1 = new MintableToken("B", "B", decimals1, address(this));
        } while (token1 < token0);
        pool = createPool(deployFactory(), address(token0), address(token1), 500, TickLib.sqrtPriceUp(tick));
        pool.increaseObservationCardinalityNext(10);
        start = block.timestamp;
    }

    function _oracle(address base, IAggregatorV3 quoteFeed, uint8 decimals) private returns (TwapOracle) {
        return new TwapOracle(pool, base, quoteFeed, WINDOW, decimals, "A / B");
    }

    // An empty pool goes where the limit says, for nothing.
    function _moveTo(int24 tick) private returns (int24 reached) {
        (uint160 current, , , , , , ) = pool.slot0();
        uint160 target = TickLib.sqrtPriceUp(tick);
        if (target != current) pool.swap(address(this), target < current, 1, target, "");
        (, reached, , , , , ) = pool.slot0();
    }
}
