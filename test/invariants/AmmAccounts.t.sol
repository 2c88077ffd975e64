// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LiquidityMinter} from "../../contracts/amm/LiquidityMinter.sol";
import {ExternalMarket} from "../../contracts/market/ExternalMarket.sol";
import {TickLib} from "../../contracts/oracles/TickLib.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {Test} from "../support/Test.sol";
import {IUniswapV3PoolSetup, UniswapTest} from "../support/UniswapTest.sol";

/// @notice Liquidity comes and goes, traders trade at posted prices, the market moves the pool, prices are posted.
contract AmmHandler is UniswapTest {
    uint256 private constant STOCK = 1e30;

    LiquidityMinter public immutable minter;
    ExternalMarket public immutable market;
    IUniswapV3PoolSetup public immutable pool;
    MintableToken public immutable token0;
    MintableToken public immutable token1;

    bool public tradedAtALoss;
    bool public missedTheLimit;

    constructor() {
        MintableToken a = new MintableToken("A", "A", 18, address(this));
        MintableToken b = new MintableToken("B", "B", 6, address(this));
        (token0, token1) = a < b ? (a, b) : (b, a);
        pool = createPool(deployFactory(), address(token0), address(token1), 500, PRICE_ONE);
        minter = new LiquidityMinter(address(this));
        market = new ExternalMarket(address(this));
        _stock(token0);
        _stock(token1);
        post(1, 1);
    }

    function mint(uint256 place, uint128 liquidity) external {
        (int24 lower, int24 upper) = _band(place);
        minter.mint(pool, lower, upper, uint128(bound(liquidity, 1, 1e22)));
    }

    function burn(uint256 place, uint128 liquidity) external {
        (int24 lower, int24 upper) = _band(place);
        try minter.burn(pool, lower, upper, uint128(bound(liquidity, 0, 1e22))) {} catch {}
    }

    function post(uint256 price0, uint256 price1) public {
        address[] memory assets = new address[](2);
        uint256[] memory prices = new uint256[](2);
        (assets[0], assets[1]) = (address(token0), address(token1));
        (prices[0], prices[1]) = (bound(price0, 1e15, 1e22), bound(price1, 1e15, 1e22));
        market.post(assets, prices);
    }

    function trade(bool zeroForOne, uint256 amountIn) external {
        (MintableToken tokenIn, MintableToken tokenOut) = zeroForOne ? (token0, token1) : (token1, token0);
        uint256 before = _scaledValue();
        try market.trade(address(tokenIn), address(tokenOut), bound(amountIn, 0, 1e24)) {} catch {}
        if (_scaledValue() < before) tradedAtALoss = true;
    }

    function reprice(int24 seed) external {
        uint160 target = TickLib.sqrtPriceUp(int24(int256(bound(uint24(seed), 0, 20_000)) - 10_000));
        market.reprice(pool, target);
        (uint160 reached, , , , , , ) = pool.slot0();
        if (reached != target) missedTheLimit = true;
    }

    // Inventory at posted prices, in units that both tokens' decimals divide, so nothing is rounded.
    function _scaledValue() private view returns (uint256) {
        return _scaledValueOf(token0) + _scaledValueOf(token1);
    }

    function _scaledValueOf(MintableToken token) private view returns (uint256) {
        return token.balanceOf(address(market)) * market.priceOf(address(token)) * 10 ** (18 - token.decimals());
    }

    function _band(uint256 place) private pure returns (int24 lower, int24 upper) {
        lower = int24(int256(place % 20)) * 1_000 - 10_000;
        upper = lower + 3_000;
    }

    function _stock(MintableToken token) private {
        token.mint(address(this), STOCK);
        token.mint(address(market), STOCK);
        token.approve(address(minter), type(uint256).max);
        token.approve(address(market), type(uint256).max);
    }
}

contract AmmAccountsInvariants is Test {
    AmmHandler private handler;

    function setUp() public {
        handler = new AmmHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_AMM_1_theMinterHoldsNoTokens() public view {
        assertEq(handler.token0().balanceOf(address(handler.minter())), 0, "token0");
        assertEq(handler.token1().balanceOf(address(handler.minter())), 0, "token1");
    }

    function invariant_AMM_2_aTradeNeverLowersTheWorthOfTheInventory() public view {
        assertTrue(!handler.tradedAtALoss(), "traded at a loss");
    }

    function invariant_AMM_3_aRepricedPoolStandsAtTheLimit() public view {
        assertTrue(!handler.missedTheLimit(), "missed the limit");
    }
}
