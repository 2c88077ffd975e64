// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {IScaledToken} from "../../../contracts/lending/IScaledToken.sol";
import {LendingTypes} from "../../../contracts/lending/LendingTypes.sol";
import {ILabLens} from "../../../contracts/lens/ILabLens.sol";
import {LabLens} from "../../../contracts/lens/LabLens.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {NoDeficitPool} from "../../../contracts/mocks/NoDeficitPool.sol";
import {IPriceOracle} from "../../../contracts/oracles/IPriceOracle.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

contract LabLensTest is LoopWorld {
    LabLens private lens;
    address private borrower;
    address[] private assets;
    address[] private aTokens;
    address[] private debtTokens;
    address[] private users;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
        lens = new LabLens();
        borrower = actor("borrower");
        MintableToken[4] memory tokens = [weth, usdc, wbtc, wsteth];
        for (uint256 i = 0; i < tokens.length; ++i) {
            assets.push(address(tokens[i]));
            aTokens.push(address(aTokenOf(tokens[i])));
            debtTokens.push(address(debtTokenOf(tokens[i])));
        }
        users = [looper, lender, borrower, actor("nobody")];
        enterEMode(looper);
        ILeverageRouter.OpenParams memory params = opening(wsteth, weth, 1e18, 3e18);
        vm.prank(looper);
        router.openFlash(params);
        _use();
    }

    function test_chain_isTheBlockItRunsIn(uint64 number, uint64 time) public {
        number = uint64(bound(number, block.number, type(uint64).max));
        time = uint64(bound(time, block.timestamp, type(uint64).max));
        vm.roll(number);
        vm.warp(time);

        uint256[] memory words = lens.chain();

        assertEq(words.length, 3, "words");
        assertEq(words[0], number, "number");
        assertEq(words[1], time, "timestamp");
        assertEq(words[2], block.basefee, "base fee");
    }

    function test_reserves_equalTheDirectGetters(uint256 elapsed) public {
        skip(bound(elapsed, 0, 365 days));
        _use();

        uint256[] memory words = lens.reserves(address(pool), address(oracle), assets);

        assertEq(words.length, 12 * assets.length, "words");
        for (uint256 i = 0; i < assets.length; ++i) _assertReserve(words, 12 * i, assets[i]);
    }

    function test_reserves_showADeficit() public {
        _loseEverything();

        uint256[] memory words = lens.reserves(address(pool), address(oracle), assets);

        assertEq(words[12 + 10], pool.getReserveDeficit(address(usdc)), "deficit");
        assertGe(words[12 + 10], 1, "there is one");
    }

    function test_reserves_showNoDeficitWhereThePoolCannotTell() public {
        _loseEverything();
        NoDeficitPool older = new NoDeficitPool(pool);

        uint256[] memory words = lens.reserves(address(older), address(oracle), assets);

        assertEq(words[12 + 10], 0, "deficit");
        assertEq(words[12 + 1], pool.getReserveData(address(usdc)).liquidityIndex, "and all else");
    }

    function test_reserves_revertForAnAssetWithoutPrice() public {
        address[] memory unlisted = new address[](1);
        unlisted[0] = address(new MintableToken("Other", "OTH", 18, address(this)));

        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_NoPrice.selector, unlisted[0]));
        lens.reserves(address(pool), address(oracle), unlisted);
    }

    function test_accounts_equalTheDirectGetters(uint256 elapsed) public {
        skip(bound(elapsed, 0, 365 days));
        _use();

        uint256[] memory words = lens.accounts(address(pool), aTokens, debtTokens, users);

        assertEq(words.length, 10 * users.length, "words");
        for (uint256 i = 0; i < users.length; ++i) _assertAccount(words, 10 * i, users[i]);
    }

    function test_accounts_takeReservesInAnyOrder(uint256 first, uint256 second) public view {
        (first, second) = (first % 4, second % 4);
        address[] memory claims = new address[](2);
        address[] memory debts = new address[](2);
        (claims[0], claims[1]) = (aTokens[first], aTokens[second]);
        (debts[0], debts[1]) = (debtTokens[first], debtTokens[second]);

        uint256[] memory words = lens.accounts(address(pool), claims, debts, users);

        for (uint256 i = 0; i < users.length; ++i) {
            assertEq(words[6 * i + 2], IScaledToken(claims[0]).scaledBalanceOf(users[i]), "first claim");
            assertEq(words[6 * i + 3], IScaledToken(debts[0]).scaledBalanceOf(users[i]), "first debt");
            assertEq(words[6 * i + 4], IScaledToken(claims[1]).scaledBalanceOf(users[i]), "second claim");
            assertEq(words[6 * i + 5], IScaledToken(debts[1]).scaledBalanceOf(users[i]), "second debt");
        }
    }

    function test_accounts_revertForListsOfDifferentLength() public {
        address[] memory one = new address[](1);
        one[0] = debtTokens[0];

        vm.expectRevert(abi.encodeWithSelector(ILabLens.LabLens_LengthMismatch.selector, 4, 1));
        lens.accounts(address(pool), aTokens, one, users);
    }

    function test_accounts_revertWhereThereIsNothingToRead() public {
        address[] memory claims = aTokens;
        claims[2] = borrower;

        vm.expectRevert(
            abi.encodeWithSelector(
                ILabLens.LabLens_ReadFailed.selector,
                borrower,
                IScaledToken.scaledBalanceOf.selector,
                looper
            )
        );
        lens.accounts(address(pool), claims, debtTokens, users);
    }

    function test_amm_equalsThePools(uint256 amount) public {
        dump(weth, usdc, bound(amount, 1, 100_000e18));
        address[] memory markets = _markets();

        uint256[] memory words = lens.amm(markets);

        assertEq(words.length, 3 * markets.length, "words");
        _assertAmm(words, 0, markets);
    }

    function test_feeds_equalTheirLatestRounds(uint256 price, uint256 elapsed) public {
        skip(bound(elapsed, 0, 365 days));
        setPrice(address(weth), bound(price, 1, 1e30));
        address[] memory aggregators = _aggregators();

        uint256[] memory words = lens.feeds(aggregators);

        assertEq(words.length, 3 * aggregators.length, "words");
        _assertFeeds(words, 0);
    }

    function test_balances_areHolderByHolder() public view {
        uint256[] memory words = lens.balances(assets, users);

        assertEq(words.length, assets.length * users.length, "words");
        _assertBalances(words, 0);
    }

    function test_record_isAllOfThemOneAfterAnother(uint256 elapsed) public {
        skip(bound(elapsed, 0, 365 days));
        _use();
        ILabLens.Query memory query = ILabLens.Query({
            pool: address(pool),
            oracle: address(oracle),
            assets: assets,
            aTokens: aTokens,
            debtTokens: debtTokens,
            users: users,
            ammPools: _markets(),
            feeds: _aggregators(),
            tokens: assets,
            holders: users
        });

        uint256[] memory words = lens.record(query);

        assertEq(words.length, 3 + 48 + 40 + 9 + 12 + 16, "words");
        assertEq(words[0], block.number, "number");
        assertEq(words[1], block.timestamp, "timestamp");
        for (uint256 i = 0; i < 4; ++i) _assertReserve(words, 3 + 12 * i, assets[i]);
        for (uint256 i = 0; i < 4; ++i) _assertAccount(words, 51 + 10 * i, users[i]);
        _assertAmm(words, 91, query.ammPools);
        _assertFeeds(words, 100);
        _assertBalances(words, 112);
    }

    function test_record_ofNothingIsTheChainAlone() public view {
        ILabLens.Query memory query;

        uint256[] memory words = lens.record(query);

        assertEq(words.length, 3, "words");
        assertEq(words[1], block.timestamp, "timestamp");
    }

    /// @dev Two debts, and collateral that is partly switched off.
    function _use() private {
        supplyAs(borrower, weth, 10e18);
        supplyAs(borrower, usdc, 1_000e6);
        borrowAs(borrower, usdc, 1_000e6);
        borrowAs(borrower, wbtc, 0.01e8);
        vm.prank(borrower);
        pool.setUserUseReserveAsCollateral(address(usdc), false);
    }

    function _loseEverything() private {
        address unlucky = actor("unlucky");
        supplyAs(unlucky, weth, 10e18);
        borrowAs(unlucky, usdc, 15_000e6);
        setPrice(address(weth), 1_000e8);
        fund(lender, usdc, 20_000e6);
        vm.prank(lender);
        pool.liquidationCall(address(weth), address(usdc), unlucky, type(uint256).max, false);
    }

    function _assertReserve(uint256[] memory words, uint256 at, address asset) private view {
        LendingTypes.ReserveDataLegacy memory data = pool.getReserveData(asset);
        assertEq(words[at], oracle.getAssetPrice(asset), "price");
        assertEq(words[at + 1], data.liquidityIndex, "liquidity index");
        assertEq(words[at + 2], data.variableBorrowIndex, "borrow index");
        assertEq(words[at + 3], data.currentLiquidityRate, "liquidity rate");
        assertEq(words[at + 4], data.currentVariableBorrowRate, "borrow rate");
        assertEq(words[at + 5], data.lastUpdateTimestamp, "last update");
        assertEq(words[at + 6], IScaledToken(data.aTokenAddress).scaledTotalSupply(), "scaled supply");
        assertEq(words[at + 7], IScaledToken(data.variableDebtTokenAddress).scaledTotalSupply(), "scaled debt");
        assertEq(words[at + 8], MintableToken(asset).balanceOf(data.aTokenAddress), "cash");
        assertEq(words[at + 9], data.accruedToTreasury, "accrued to treasury");
        assertEq(words[at + 10], pool.getReserveDeficit(asset), "deficit");
        assertEq(words[at + 11], data.configuration.data, "configuration");
    }

    function _assertAccount(uint256[] memory words, uint256 at, address user) private view {
        assertEq(words[at], pool.getUserEMode(user), "e-mode");
        assertEq(words[at + 1], pool.getUserConfiguration(user).data, "configuration");
        for (uint256 j = 0; j < aTokens.length; ++j) {
            assertEq(words[at + 2 + 2 * j], IScaledToken(aTokens[j]).scaledBalanceOf(user), "claim");
            assertEq(words[at + 3 + 2 * j], IScaledToken(debtTokens[j]).scaledBalanceOf(user), "debt");
        }
    }

    function _assertAmm(uint256[] memory words, uint256 at, address[] memory markets) private view {
        for (uint256 i = 0; i < markets.length; ++i) {
            (uint160 root, int24 tick, , , , , ) = IUniswapV3Pool(markets[i]).slot0();
            assertEq(words[at + 3 * i], root, "root of the price");
            assertTrue(int256(words[at + 3 * i + 1]) == tick, "tick");
            assertEq(words[at + 3 * i + 2], IUniswapV3Pool(markets[i]).liquidity(), "liquidity");
        }
    }

    function _assertFeeds(uint256[] memory words, uint256 at) private view {
        for (uint256 i = 0; i < assets.length; ++i) {
            (uint80 round, int256 answer, , uint256 updatedAt, ) = feeds[assets[i]].latestRoundData();
            assertEq(words[at + 3 * i], uint256(answer), "answer");
            assertEq(words[at + 3 * i + 1], updatedAt, "updated at");
            assertEq(words[at + 3 * i + 2], round, "round");
        }
    }

    function _assertBalances(uint256[] memory words, uint256 at) private view {
        for (uint256 i = 0; i < users.length; ++i) {
            for (uint256 j = 0; j < assets.length; ++j) {
                assertEq(words[at + 4 * i + j], MintableToken(assets[j]).balanceOf(users[i]), "balance");
            }
        }
    }

    function _markets() private view returns (address[] memory markets) {
        markets = new address[](3);
        markets[0] = factory.getPool(address(weth), address(usdc), FEE);
        markets[1] = factory.getPool(address(wsteth), address(weth), FEE);
        markets[2] = factory.getPool(address(wbtc), address(usdc), FEE);
    }

    function _aggregators() private view returns (address[] memory aggregators) {
        aggregators = new address[](4);
        for (uint256 i = 0; i < 4; ++i) aggregators[i] = address(feeds[assets[i]]);
    }
}
