// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReadingToken} from "../../../contracts/mocks/ReadingToken.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {CappedRatioFeed} from "../../../contracts/oracles/CappedRatioFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {ICappedRatioFeed} from "../../../contracts/oracles/ICappedRatioFeed.sol";
import {MinFeed} from "../../../contracts/oracles/MinFeed.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {NavTwapFeed} from "../../../contracts/oracles/NavTwapFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {ScriptedReceiver} from "../../support/ScriptedReceiver.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Prices of a share read in the middle of the vault's own trades, by a token on its path that calls out while
/// it moves, and in the middle of a flash loan.
/// hardhat-config: fuzz.runs = 64
contract NavFeedReentrancyTest is VaultWorld {
    ReadingToken private reader;
    NavFeed private nav;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        reader = new ReadingToken();
        _tradeVia(address(reader));
        _borrowOnShares();
    }

    /// @dev Live, capped and smaller-of-two, and what the pool makes of them.
    function test_prices_duringATradeAreThoseBeforeIt(uint256 action, uint256 read, bool flash) public {
        (address target, bytes memory call) = _read(read);
        _prepare(action);
        (, bytes memory before) = target.staticcall(call);
        reader.arm(target, call);

        _act(action, flash);

        assertGe(reader.answered(), 1, "read in the middle");
        assertEq(reader.refused(), 0, "every time");
        assertTrue(keccak256(reader.answer()) == keccak256(before), "as before");
    }

    /// @dev A mean is worse than a read: what it is told stays. It is told the price before the trade.
    function test_mean_pokedDuringATradeKeepsThePriceBeforeIt(uint256 action, bool flash) public {
        ReentrantToken poker = new ReentrantToken();
        _tradeVia(address(poker));
        NavTwapFeed mean = _mean();
        _prepare(action);
        uint256 before = vault.sharePrice();
        skip(1);
        poker.arm(address(mean), abi.encodeCall(mean.poke, ()));

        _act(action, flash);

        assertGe(poker.successes(), 1, "poked in the middle");
        skip(mean.window());
        assertClose(mean.meanRateDown(), before, before / 1e8, "a second's interest apart");
    }

    /// @dev With all cash of both reserves in a stranger's hands the price is what it was.
    function test_mean_pokedDuringAFlashLoanKeepsThePriceBeforeIt(bool collateral) public {
        NavTwapFeed mean = _mean();
        uint256 before = vault.sharePrice();
        MintableToken token = collateral ? wsteth : weth;
        ScriptedReceiver thief = new ScriptedReceiver(address(pool));
        thief.addStep(address(mean), abi.encodeCall(mean.poke, ()));
        uint256 cash = pool.getVirtualUnderlyingBalance(address(token));
        token.mint(address(thief), cash / 100);

        pool.flashLoanSimple(address(thief), address(token), cash, "", 0);

        assertEq(thief.loans(), 1, "poked in the middle");
        skip(1);
        assertClose(mean.meanRateDown(), before, before / 1e8, "the price outside");
    }

    /// @dev Nothing that is lent for one transaction can be brought in and taken out at a gain.
    function test_flashLoan_broughtIntoTheVaultComesBackSmaller(uint256 amount) public {
        ScriptedReceiver thief = new ScriptedReceiver(address(pool));
        amount = bound(amount, 1e18, pool.getVirtualUnderlyingBalance(address(wsteth)));
        wsteth.mint(address(thief), amount / 100);
        thief.addStep(address(wsteth), abi.encodeCall(wsteth.approve, (address(vault), amount)));
        thief.addStep(address(vault), abi.encodeCall(vault.deposit, (amount, address(thief))));
        uint256 shares = vault.previewDeposit(amount);
        thief.addStep(address(vault), abi.encodeCall(vault.redeem, (shares, address(thief), address(thief))));
        uint256 price = vault.sharePrice();

        pool.flashLoanSimple(address(thief), address(wsteth), amount, "", 0);

        uint256 premium = (amount * FLASH_PREMIUM) / 1e4;
        assertLe(wsteth.balanceOf(address(thief)) + premium + 1, amount / 100, "less than nothing after the premium");
        assertGe(vault.sharePrice(), price, "the others keep his fees");
    }

    function _read(uint256 kind) private returns (address target, bytes memory call) {
        call = abi.encodeCall(IAggregatorV3.latestAnswer, ());
        kind %= 4;
        if (kind == 0) return (address(nav), call);
        if (kind == 1) return (address(_capped()), call);
        if (kind == 2) return (address(new MinFeed(nav, _capped(), "min")), call);
        return (address(pool), abi.encodeCall(pool.getUserAccountData, (alice)));
    }

    /// @dev Raising, lowering, a ripcord, or the queue.
    function _prepare(uint256 action) private {
        action %= 4;
        if (action == 0) depositAs(bob, vault, 20e18);
        else if (action == 1) setPrice(address(wsteth), (WSTETH_PRICE * 9_300) / 1e4);
        else if (action == 2) setPrice(address(wsteth), (WSTETH_PRICE * 8_700) / 1e4);
        else requestAs(alice, vault, 10e24);
        _alignAll();
    }

    function _act(uint256 action, bool flash) private {
        action %= 4;
        vm.prank(steward);
        if (action < 2) vault.rebalance(flash);
        else if (action == 2) vault.ripcord(flash);
        else vault.fulfil(type(uint256).max, flash);
    }

    /// @dev A vault on wstETH against WETH that trades through a token worth a dollar.
    function _tradeVia(address hop) private {
        createMarket(MintableToken(hop), 1e8, weth, WETH_PRICE, SIDE_VALUE);
        createMarket(MintableToken(hop), 1e8, wsteth, WSTETH_PRICE, SIDE_VALUE);
        LoopTypes.Setup memory setup = setupOf(wsteth, weth, CORRELATED, plainTerms(), plainConfig(wsteth));
        setup.path = abi.encodePacked(weth, FEE, hop, FEE, wsteth);
        vault = new LoopVault(setup);
        vault.setKeeper(steward, true);
        openVault(vault, 100e18);
    }

    function _borrowOnShares() private {
        listShares(vault, 7_000, 7_500, 10_800);
        nav = NavFeed(oracle.getSourceOfAsset(address(vault)));
        supplyShares(alice, vault, 50e24);
        borrowAs(alice, usdc, 10_000e6);
    }

    /// @dev Trades on the vault's path until both of its pools stand where the oracle does.
    function _alignAll() private {
        MintableToken hop = MintableToken(address(reader));
        (uint256 held, uint256 other) = marketReserves(wsteth, hop);
        uint256 worthOfHeld = (held * oracle.getAssetPrice(address(wsteth))) / 1e8;
        if (worthOfHeld >= other) return;
        // A constant product of the two, at a price lower by `gap`: the side grows by half of it.
        dump(wsteth, hop, (held * (other - worthOfHeld)) / (2 * worthOfHeld));
    }

    function _mean() private returns (NavTwapFeed) {
        return new NavTwapFeed(feeds[address(wsteth)], new ShareRate(vault), 1 hours, "mean");
    }

    function _capped() private returns (CappedRatioFeed) {
        ICappedRatioFeed.Snapshot memory now_ = ICappedRatioFeed.Snapshot(
            uint128(vault.sharePrice()),
            uint64(block.timestamp),
            1_000
        );
        return new CappedRatioFeed(feeds[address(wsteth)], new ShareRate(vault), 0, now_, "capped", address(this));
    }
}
