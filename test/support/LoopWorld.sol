// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQuoter} from "../../contracts/amm/IQuoter.sol";
import {ISwapRouter} from "../../contracts/amm/ISwapRouter.sol";
import {IUniswapV3Pool} from "../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../contracts/amm/LiquidityMinter.sol";
import {Presets} from "../../contracts/lending/Presets.sol";
import {Rules} from "../../contracts/lending/Rules.sol";
import {ILeverageRouter} from "../../contracts/loops/ILeverageRouter.sol";
import {LeverageRouter} from "../../contracts/loops/LeverageRouter.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LendingWorld} from "./LendingWorld.sol";
import {IUniswapV3Factory, IUniswapV3PoolSetup, UniswapTest} from "./UniswapTest.sol";

/// @notice The lending market with real Uniswap v3 beside it, all prices aligned, and a looper who granted everything.
/// @dev Pools are full range: selling v into a side worth y loses v / y, and the fee.
abstract contract LoopWorld is LendingWorld, UniswapTest {
    uint256 internal constant WSTETH_PRICE = 2_300e8;
    uint256 internal constant WAD = 1e18;
    uint24 internal constant FEE = 500; // [millionths]
    uint256 internal constant SIDE_VALUE = 400_000_000e8; // what one side of a pool is worth, $
    uint256 internal constant LENT_VALUE = 100_000_000e8; // what each reserve holds at the start, $
    uint8 internal constant CORRELATED = 1; // e-mode of WETH and wstETH: 94.5 % LTV

    /// @dev Where iteration stops below a target, and the last units of an amount. [wad]
    uint256 internal constant TOLERANCE = 1.01e12;

    string private constant PERIPHERY = "node_modules/@uniswap/v3-periphery/artifacts/contracts/";

    MintableToken internal wsteth;
    IUniswapV3Factory internal factory;
    ISwapRouter internal swapRouter;
    IQuoter internal quoter;
    LiquidityMinter internal minter;
    LeverageRouter internal router;
    address internal looper;
    address internal lender;

    function buildLoopWorld(Rules memory rules) internal {
        buildWorld(rules);
        wsteth = new MintableToken("Wrapped staked Ether", "wstETH", 18, address(this));
        list(address(wsteth), 18, WSTETH_PRICE, 7_850, 8_100, 10_600);
        configurator.setEModeCategory(CORRELATED, 9_450, 9_550, 10_100, "ETH correlated");
        _admit(weth);
        _admit(wsteth);

        factory = deployFactory();
        swapRouter = ISwapRouter(_deployPeriphery("SwapRouter.sol/SwapRouter.json"));
        quoter = IQuoter(_deployPeriphery("lens/Quoter.sol/Quoter.json"));
        minter = new LiquidityMinter(address(this));
        createMarket(weth, WETH_PRICE, usdc, USDC_PRICE, SIDE_VALUE);
        createMarket(wsteth, WSTETH_PRICE, weth, WETH_PRICE, SIDE_VALUE);
        createMarket(wbtc, WBTC_PRICE, usdc, USDC_PRICE, SIDE_VALUE);

        router = new LeverageRouter(pool, swapRouter, quoter);
        (looper, lender) = (actor("looper"), actor("lender"));
        _lend(weth, WETH_PRICE);
        _lend(wsteth, WSTETH_PRICE);
        _lend(usdc, USDC_PRICE);
        _lend(wbtc, WBTC_PRICE);
        grantAll(looper);
    }

    function rulesOf(uint256 preset) internal pure returns (Rules memory) {
        if (preset == 0) return Presets.aaveV2();
        return preset == 1 ? Presets.aaveV30() : Presets.aaveV36();
    }

    /// @dev A full-range pool at the ratio of two prices.
    function createMarket(
        MintableToken tokenA,
        uint256 priceA,
        MintableToken tokenB,
        uint256 priceB,
        uint256 sideValue
    ) internal returns (IUniswapV3PoolSetup market) {
        if (tokenA > tokenB) (tokenA, priceA, tokenB, priceB) = (tokenB, priceB, tokenA, priceA);
        uint256 amount0 = (sideValue * unitOf(tokenA)) / priceA;
        uint256 amount1 = (sideValue * unitOf(tokenB)) / priceB;
        uint256 ratio = Math.mulDiv(priceA * unitOf(tokenB), 1 << 192, priceB * unitOf(tokenA));
        market = createPool(factory, address(tokenA), address(tokenB), FEE, uint160(Math.sqrt(ratio)));

        tokenA.mint(address(this), 2 * amount0);
        tokenB.mint(address(this), 2 * amount1);
        tokenA.approve(address(minter), type(uint256).max);
        tokenB.approve(address(minter), type(uint256).max);
        minter.mint(market, -887_270, 887_270, uint128(Math.sqrt(amount0 * amount1)));
    }

    /// @dev Everything the router may ask of an account, without limit.
    function grantAll(address account) internal {
        MintableToken[4] memory tokens = [weth, wsteth, usdc, wbtc];
        vm.startPrank(account);
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].approve(address(router), type(uint256).max);
            aTokenOf(tokens[i]).approve(address(router), type(uint256).max);
            debtTokenOf(tokens[i]).approveDelegation(address(router), type(uint256).max);
        }
        vm.stopPrank();
    }

    function enterEMode(address account) internal {
        vm.prank(account);
        pool.setUserEMode(CORRELATED);
    }

    /// @dev Parameters of an opening without bounds; `equity` is minted to the looper.
    function opening(
        MintableToken collateral,
        MintableToken debt,
        uint256 equity,
        uint256 leverage
    ) internal returns (ILeverageRouter.OpenParams memory params) {
        collateral.mint(looper, equity);
        params.collateral = address(collateral);
        params.debt = address(debt);
        params.equity = equity;
        params.targetLeverage = leverage;
        params.minLeverage = leverage - TOLERANCE;
        params.maxIterations = 60;
        params.maxDebt = type(uint256).max;
        params.deadline = block.timestamp;
        params.path = pathOf(debt, collateral);
    }

    function lowering(
        MintableToken collateral,
        MintableToken debt,
        uint256 leverage
    ) internal view returns (ILeverageRouter.DeleverageParams memory params) {
        params.collateral = address(collateral);
        params.debt = address(debt);
        params.targetLeverage = leverage;
        params.maxLeverage = leverage + TOLERANCE;
        params.maxCollateralSold = type(uint256).max;
        params.deadline = block.timestamp;
        params.path = pathOf(debt, collateral);
    }

    function closing(
        MintableToken collateral,
        MintableToken debt
    ) internal view returns (ILeverageRouter.CloseParams memory params) {
        params.collateral = address(collateral);
        params.debt = address(debt);
        params.maxCollateralSold = type(uint256).max;
        params.deadline = block.timestamp;
        params.path = pathOf(debt, collateral);
    }

    /// @dev One hop, or through WETH or USDC where the two have no pool.
    function pathOf(MintableToken from, MintableToken to) internal view returns (bytes memory) {
        if (from == to) return "";
        if (factory.getPool(address(from), address(to), FEE) != address(0)) return abi.encodePacked(from, FEE, to);
        address middle = from == wsteth || to == wsteth ? address(weth) : address(usdc);
        return abi.encodePacked(from, FEE, middle, FEE, to);
    }

    /// @dev Moves a market: `amount` of `from`, minted for it, is sold by the test itself.
    function dump(MintableToken from, MintableToken to, uint256 amount) internal {
        from.mint(address(this), amount);
        from.approve(address(swapRouter), amount);
        swapRouter.exactInput(
            ISwapRouter.ExactInputParams(pathOf(from, to), address(this), block.timestamp, amount, 0)
        );
    }

    /// @dev What the full-range pool of two tokens holds of each at its price.
    function marketReserves(
        MintableToken first,
        MintableToken second
    ) internal view returns (uint256 ofFirst, uint256 ofSecond) {
        IUniswapV3Pool market = IUniswapV3Pool(factory.getPool(address(first), address(second), FEE));
        (uint160 root, , , , , , ) = market.slot0();
        ofFirst = Math.mulDiv(market.liquidity(), 1 << 96, root);
        ofSecond = Math.mulDiv(market.liquidity(), root, 1 << 96);
        if (market.token0() != address(first)) (ofFirst, ofSecond) = (ofSecond, ofFirst);
    }

    /// @dev What a constant product gives, fee and price impact included.
    function constantProduct(uint256 amountIn, uint256 reserveIn, uint256 reserveOut) internal pure returns (uint256) {
        uint256 net = (amountIn * (1e6 - FEE)) / 1e6;
        return Math.mulDiv(reserveOut, net, reserveIn + net);
    }

    function leverageOf(MintableToken collateral, MintableToken debt) internal view returns (uint256) {
        return router.leverageOf(looper, address(collateral), address(debt));
    }

    function assertEmpty(address holder) internal view {
        MintableToken[4] memory tokens = [weth, wsteth, usdc, wbtc];
        for (uint256 i = 0; i < tokens.length; ++i) {
            assertEq(tokens[i].balanceOf(holder), 0, "holds no token");
            assertEq(supplied(holder, tokens[i]), 0, "holds no aToken");
            assertEq(tokens[i].allowance(holder, address(pool)), 0, "leaves the pool no allowance");
            assertEq(tokens[i].allowance(holder, address(swapRouter)), 0, "leaves the swap router no allowance");
        }
    }

    function unitOf(MintableToken token) internal view returns (uint256) {
        return 10 ** token.decimals();
    }

    function _admit(MintableToken token) private {
        configurator.setAssetCollateralInEMode(address(token), CORRELATED, true);
        configurator.setAssetBorrowableInEMode(address(token), CORRELATED, true);
    }

    function _lend(MintableToken token, uint256 price) private {
        supplyAs(lender, token, (LENT_VALUE * unitOf(token)) / price);
    }

    function _deployPeriphery(string memory file) private returns (address) {
        bytes memory code = vm.parseJsonBytes(vm.readFile(string.concat(PERIPHERY, file)), ".bytecode");
        return deployBytecode(abi.encodePacked(code, abi.encode(factory, weth)));
    }
}
