// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReadingToken} from "../../../contracts/mocks/ReadingToken.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {NavTwapFeed} from "../../../contracts/oracles/NavTwapFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {BasisVault} from "../../../contracts/vaults/BasisVault.sol";
import {ScriptedReceiver} from "../../support/ScriptedReceiver.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice The price of a basis vault's share, read in the middle of its trades and of a flash loan, and pushed by
/// whoever may push.
/// hardhat-config: fuzz.runs = 64
contract NavFeedBasisTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
    }

    /// @dev Spot is bought before the short is opened, and sold after it is closed: half-written books are far off.
    function test_price_duringATradeIsThatBeforeIt(uint256 action, bool account) public {
        ReadingToken reader = new ReadingToken();
        NavFeed nav = _tradeVia(address(reader));
        address holder = _listed(nav);
        _prepare(action);
        (address target, bytes memory call) = account
            ? (address(pool), abi.encodeCall(pool.getUserAccountData, (holder)))
            : (address(nav), abi.encodeCall(IAggregatorV3.latestAnswer, ()));
        (, bytes memory before) = target.staticcall(call);
        reader.arm(target, call);

        _act(action);

        assertGe(reader.answered(), 1, "read in the middle");
        assertEq(reader.refused(), 0, "every time");
        assertTrue(keccak256(reader.answer()) == keccak256(before), "as before");
    }

    function test_mean_pokedDuringATradeKeepsThePriceBeforeIt(uint256 action) public {
        ReentrantToken poker = new ReentrantToken();
        _tradeVia(address(poker));
        NavTwapFeed mean = new NavTwapFeed(feeds[address(dollar)], new ShareRate(basis), 1 hours, "mean");
        _prepare(action);
        skip(1);
        uint256 before = basis.sharePrice();
        poker.arm(address(mean), abi.encodeCall(mean.poke, ()));

        _act(action);

        assertGe(poker.successes(), 1, "poked in the middle");
        skip(mean.window());
        assertEq(mean.meanRateDown(), before, "told the price before");
    }

    /// @dev The AMM is not what spot is valued by, and what is parked is owed whatever cash there is.
    function test_price_movesWithNeitherTheAmmNorTheReservesCash(uint256 amount, bool down) public {
        openBasis(500_000);
        uint256 before = basis.sharePrice();
        amount = bound(amount, 1e18, 20_000e18);

        if (down) dump(weth, dollar, amount);
        else dump(dollar, weth, (amount * 2_000 * one) / 1e18);
        assertEq(basis.sharePrice(), before, "a swap");
        drain(dollar);
        assertEq(basis.sharePrice(), before, "a full reserve");
        assertLe(basis.instantAssets(), basis.idleAssets(), "which shows in what can leave at once");
    }

    /// @dev SHARE-1. A trade on the exchange at the vault's side moves no mark that is the index.
    function test_price_movesWithNoTradeAgainstTheMarket(int256 size) public {
        openBasis(500_000);
        uint256 before = basis.sharePrice();

        tradePerp(bob, size % 2 == 0 ? int256(500e18) : -500e18);

        assertEq(basis.sharePrice(), before, "the mark is the index");
    }

    /// @dev SHARE-1.
    function test_flashLoan_broughtIntoTheVaultComesBackSmaller(uint256 amount) public {
        openBasis(500_000);
        amount = bound(amount, 1_000 * one, pool.getVirtualUnderlyingBalance(address(dollar)));
        ScriptedReceiver thief = new ScriptedReceiver(address(pool));
        dollar.mint(address(thief), amount / 100);
        thief.addStep(address(dollar), abi.encodeCall(dollar.approve, (address(basis), amount)));
        thief.addStep(address(basis), abi.encodeCall(basis.deposit, (amount, address(thief))));
        uint256 shares = basis.previewDeposit(amount);
        thief.addStep(address(basis), abi.encodeCall(basis.redeem, (shares, address(thief), address(thief))));
        uint256 price = basis.sharePrice();

        pool.flashLoanSimple(address(thief), address(dollar), amount, "", 0);

        uint256 premium = (amount * FLASH_PREMIUM) / 1e4;
        assertLe(dollar.balanceOf(address(thief)) + premium + 1, amount / 100, "less than nothing after the premium");
        assertGe(basis.sharePrice(), price, "the others keep his fees");
    }

    /// @dev A basis vault that trades through `hop`, worth a dollar, with a little at work.
    function _tradeVia(address hop) private returns (NavFeed) {
        createMarket(MintableToken(hop), 1e8, dollar, USDC_PRICE, SIDE_VALUE);
        createMarket(MintableToken(hop), 1e8, weth, WETH_PRICE, SIDE_VALUE);
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), basisConfig());
        setup.path = abi.encodePacked(dollar, FEE, hop, FEE, weth);
        basis = new BasisVault(setup);
        basis.setKeeper(steward, true);
        openBasis(500_000);
        return new NavFeed(feeds[address(dollar)], new ShareRate(basis), "share / USD");
    }

    /// @dev Somebody who borrows against shares.
    function _listed(NavFeed nav) private returns (address holder) {
        holder = alice;
        list(address(basis), basis.decimals(), uint256(nav.latestAnswer()), 7_000, 7_500, 10_800);
        setSource(address(basis), nav);
        uint256 shares = basis.balanceOf(alice) / 4;
        vm.startPrank(alice);
        basis.approve(address(pool), shares);
        pool.supply(address(basis), shares, alice, 0);
        vm.stopPrank();
        borrowAs(alice, weth, 1e18);
    }

    /// @dev More to put to work, the queue, or spot as a gift, for which the short is too small.
    function _prepare(uint256 action) private {
        action %= 3;
        if (action == 0) enter(bob, basis, 200_000 * one);
        else if (action == 1) ask(alice, basis.balanceOf(alice) / 4);
        else weth.mint(address(basis), 100e18);
    }

    function _act(uint256 action) private {
        action %= 3;
        vm.prank(steward);
        if (action == 0) basis.rebalance();
        else if (action == 1) basis.fulfil(type(uint256).max, false);
        else basis.hedge();
    }
}
