// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice The vault as an account of the exchange: net assets, funding, deleveraging, liquidation and takeover.
/// hardhat-config: fuzz.runs = 32
contract BasisVaultExchangeTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
        openBasis(1_000_000);
    }

    function test_totalAssets_isWhatIsHeldAtTheOracleAndOnTheExchange(uint256 left) public {
        moveEth(bound(left, 5_000, 15_000));
        (int256 profit, ) = exchange.getProfit(ETH, address(basis));
        int256 equity = exchange.getAccount(address(basis)).settled + profit;
        uint256 held = dollar.balanceOf(address(basis)) + aTokenOf(dollar).balanceOf(address(basis));
        int256 net = int256(held + spotValue(weth.balanceOf(address(basis)))) + equity;

        assertEq(basis.totalAssets(), uint256(net), "net assets");
        assertEq(basis.getPosition().equity, equity, "equity");
    }

    function test_totalAssets_doesNotMoveWithThePrice(uint256 left) public {
        uint256 before = basis.totalAssets();

        moveEth(bound(left, 5_000, 15_000));

        assertClose(basis.totalAssets(), before, before / 1_000, "hedged");
    }

    function test_totalAssets_neverFallsBelowZero() public {
        vm.startPrank(address(basis));
        weth.transfer(address(this), weth.balanceOf(address(basis)));
        vm.stopPrank();

        moveEth(20_000);

        assertEq(basis.totalAssets(), 0, "nothing");
        assertEq(basis.hedgeRatio(), type(uint256).max, "a short and no spot");
    }

    function test_totalAssets_earnsFundingThatLongsPay() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.funding.maxVelocity = 9e18;
        configureMarket(config);
        tradePerp(bob, 5_000e18);
        uint256 before = basis.totalAssets();

        skip(3 days);

        assertGe(basis.totalAssets(), before + 1_000 * one, "funding");
    }

    function test_deleveraging_leavesNetAssetsAndTakesTheHedge() public {
        uint256 spotBefore = basis.getPosition().spot;
        uint256 before = basis.totalAssets();

        takeHedge(200e18);

        assertEq(basis.getPosition().spot, spotBefore, "spot");
        assertClose(basis.hedgeRatio(), 0.45e18, 0.02e18, "half of the hedge");
        assertGe(basis.totalAssets(), (before * 97) / 100, "profit is given up as far as the engine lacks it");
    }

    function test_liquidation_takesTheShortAndAPenalty() public {
        moveEth(12_920);
        exchange.flag(address(basis));
        uint256 before = basis.totalAssets();

        exchange.liquidate(ETH, address(basis));

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(p.size, 0, "no short");
        assertEq(basis.hedgeRatio(), 0, "unhedged");
        assertGe(basis.totalAssets(), (before * 98) / 100, "less the penalty");
        assertLe(basis.totalAssets(), before - 1, "not for nothing");
    }

    function test_takeover_leavesTheSpotAlone() public {
        uint256 spotBefore = basis.getPosition().spot;

        loseAccount();

        BasisTypes.Position memory p = basis.getPosition();
        assertEq(p.size, 0, "no short");
        assertClose(uint256(p.equity), 0, 1, "no margin");
        assertEq(p.spot, spotBefore, "the spot");
        assertEq(basis.totalAssets(), p.idle + p.parked + spotValue(p.spot), "is what is left");
    }

    function test_takeover_isUnwoundBySellingSpot() public {
        loseAccount();

        vm.prank(bob);
        uint256 reached = basis.hedge();

        assertEq(reached, 1e18, "neither spot nor short");
        assertEq(basis.getPosition().spot, 0, "all sold");
        assertGe(basis.idleAssets(), (basis.totalAssets() * 9) / 10, "and idle");
    }

    function test_takeover_isServedOutOfTheSpot() public {
        loseAccount();
        uint256 shares = basis.balanceOf(alice) / 2;
        uint256 price = basis.sharePrice();
        ask(alice, shares);

        (uint256 done, uint256 assets) = serve();

        assertEq(done, shares, "served");
        assertGe(assets, (shares * price * 995) / 1e27, "less the costs");
        assertGe(basis.sharePrice(), price, "the others' price");
    }

    /// @dev What an account overdrawn is short of is the vault's loss until somebody writes it off.
    function test_overdrawnAccount_countsAgainstNetAssets() public {
        moveEth(14_000);
        BasisTypes.Position memory p = basis.getPosition();
        assertTrue(p.equity < 0, "overdrawn");
        assertEq(basis.totalAssets(), p.idle + p.parked + spotValue(p.spot) - uint256(-p.equity), "net assets");
        uint256 before = basis.totalAssets();

        exchange.takeOver(address(basis));

        assertGe(basis.totalAssets(), before + uint256(-p.equity) - 2, "the exchange bears it");
    }

    function test_liquidationNav_isWhatSellingEverythingBrings(uint256 left) public {
        moveEth(bound(left, 8_500, 11_500));
        uint256 told = basis.liquidationNav();

        uint256 shares = basis.balanceOf(alice);
        ask(alice, shares);
        (, uint256 assets) = serve();

        assertClose(assets, told, 20, "what everyone got");
        assertLe(told, basis.totalAssets() + assets, "below net assets");
    }

    function test_liquidationNav_countsNoSpotThatCannotBeSold() public {
        abandon(weth, dollar);

        uint256 told = basis.liquidationNav();

        BasisTypes.Position memory p = basis.getPosition();
        assertClose(told, p.idle + p.parked + uint256(p.equity), uint256(p.equity) / 100, "all but the spot");
    }

    function test_liquidationNav_neverFallsBelowZero() public {
        abandon(weth, dollar);
        moveEthFeed(20_000);

        assertEq(basis.liquidationNav(), 0, "nothing");
    }

    function test_liquidationNav_isNetAssetsWhereNothingIsAtWork() public {
        basis = newBasis(basisConfig());
        enter(alice, basis, 1_000 * one);

        assertEq(basis.liquidationNav(), 1_000 * one, "idle");
        assertEq(basis.hedgeRatio(), 1e18, "neither spot nor short");
    }
}
