// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {NavTwapFeed} from "../../../contracts/oracles/NavTwapFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Shares as collateral: in the market that the vault itself borrows from, in a second vault, and in a circle.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultStackTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 200e18);
    }

    function test_shares_carryDebtAtTheirOwnTerms(uint256 shares) public {
        listShares(vault, 7_000, 7_500, 10_800);
        shares = bound(shares, 1e24, 100e24);
        supplyShares(alice, vault, shares);

        (uint256 collateral, , uint256 available, uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(alice);

        assertClose(collateral, (vault.convertToAssets(shares) * WSTETH_PRICE) / 1e18, 1e4, "worth net assets");
        assertEq(ltv, 7_000, "LTV");
        assertEq(threshold, 7_500, "threshold");
        borrowAs(alice, usdc, available / 1e2 - 1);
    }

    /// @dev One price falls by a tenth; shares fall by three tenths and their borrower with them.
    function test_shares_areLiquidatedAfterALossOfNetAssets(uint256 left) public {
        listShares(vault, 7_000, 7_500, 10_800);
        supplyShares(alice, vault, 100e24);
        _borrowAll(alice);
        uint256 supply = vault.totalSupply();

        fall(wsteth, weth, bound(left, 8_500, 9_500));
        assertLe(healthOf(alice), 1e18 - 1, "liquidatable");
        uint256 worth = vault.totalAssets();
        uint256 debt = owed(alice, usdc);
        fund(bob, usdc, debt);
        vm.prank(bob);
        pool.liquidationCall(address(vault), address(usdc), alice, debt / 4, false);

        uint256 repaid = debt - owed(alice, usdc);
        uint256 seized = (vault.convertToAssets(vault.balanceOf(bob)) * oracle.getAssetPrice(address(wsteth))) / 1e20;
        assertClose(seized, (repaid * 10_800) / 1e4, repaid / 1e4, "shares for the debt and the bonus");
        assertEq(vault.totalSupply(), supply, "shares changed hands");
        assertEq(vault.totalAssets(), worth, "the vault did not notice");
        uint256 held = vault.balanceOf(bob);
        requestAs(bob, vault, held);
        assertEq(vault.pendingShares(), held, "and the liquidator may ask for assets");
    }

    /// @dev The vault is liquidated first; the bonus that it loses makes the borrowers of its shares fall next.
    function test_liquidation_ofTheVaultTravelsToTheBorrowersOfItsShares() public {
        listShares(vault, 5_000, 5_500, 10_800);
        supplyShares(alice, vault, 100e24);
        setPrice(address(wsteth), (WSTETH_PRICE * 6_950) / 1e4);
        assertLe(healthOf(address(vault)), 1e18 - 1, "the vault may be liquidated");
        (, , uint256 available, , , ) = pool.getUserAccountData(alice);
        borrowAs(alice, usdc, available / 1e2 - 1);
        uint256 health = healthOf(alice);
        assertGe(health, 1e18, "its shareholder may not");
        uint256 price = vault.sharePrice();

        uint256 debt = owed(address(vault), weth);
        fund(bob, weth, debt);
        vm.prank(bob);
        pool.liquidationCall(address(wsteth), address(weth), address(vault), debt, false);

        assertLe(vault.sharePrice(), (price * 90) / 100, "the bonus of a whole position out of a thin margin");
        assertLe(healthOf(alice), (health * 90) / 100, "travels to who borrowed on it");
    }

    /// @dev A second vault levers the first one's shares against USDC: leverage on leverage.
    function test_vaultOnShares_losesLeverageTimesLeverage(bool flash) public {
        LoopVault top = _vaultOnShares();
        depositShares(top, 2e24);
        for (uint256 i = 0; i < 3; ++i) rebalance(top, flash);
        assertClose(top.leverage(), 2e18, 0.05e18, "of the second");
        uint256 before = _usd(top);
        uint256 below = _usd(vault);

        setPrice(address(wsteth), (WSTETH_PRICE * 98) / 100);

        uint256 lost = 1e18 - (_usd(top) * 1e18) / before;
        uint256 lostBelow = 1e18 - (_usd(vault) * 1e18) / below;
        assertClose(lostBelow, 0.06e18, 0.005e18, "three times two per cent below");
        assertClose(lost, 2 * lostBelow, 0.005e18, "and twice that above");
    }

    function test_vaultOnShares_redeemsShares(bool flash) public {
        LoopVault top = _vaultOnShares();
        depositShares(top, 2e24);
        for (uint256 i = 0; i < 3; ++i) rebalance(top, flash);
        uint256 held = vault.balanceOf(alice);

        uint256 id = requestAs(alice, top, top.balanceOf(alice) / 2);
        (, uint256 assets) = fulfil(top, flash);
        vm.prank(alice);
        top.claimRedeem(id, alice);

        assertEq(vault.balanceOf(alice) - held, assets, "in shares of the vault below");
        assertClose(assets, 1e24, 0.02e24, "about half");
    }

    /// @dev Mutual recursion: each vault supplies what the other borrows, and the shares of each carry loans that are
    /// deposited in the other.
    function test_twoVaults_thatLendToEachOthersShareholdersUnwind() public {
        LoopVault long = newVault(weth, usdc, 0);
        LoopVault short = newVault(usdc, weth, 0);
        depositAs(alice, long, 500e18);
        depositAs(bob, short, 1_000_000e6);
        for (uint256 i = 0; i < 3; ++i) {
            rebalance(long, true);
            rebalance(short, true);
        }
        listShares(long, 6_000, 6_500, 10_800);
        listShares(short, 6_000, 6_500, 10_800);
        _recurse(alice, long, usdc, short);
        _recurse(bob, short, weth, long);
        uint256 shortsOfAlice = short.balanceOf(alice);
        assertGe(
            _usd(long) + _usd(short),
            2_400_000e8,
            "more net assets than were ever brought: some are counted twice"
        );

        // Ether falls: the long vault's shares fall by three times that, the short vault's rise.
        fall(weth, usdc, 9_300);
        uint256 longPrice = long.sharePrice();
        fund(steward, usdc, 1e13);
        uint256 debt = owed(alice, usdc);
        assertLe(healthOf(alice), 1e18 - 1, "who borrowed on long shares falls");
        assertGe(healthOf(bob), 1e18, "who borrowed ether on short shares does not");
        vm.prank(steward);
        pool.liquidationCall(address(long), address(usdc), alice, debt, false);

        assertEq(long.sharePrice(), longPrice, "a liquidation of shares moves no vault");
        requestAs(steward, long, long.balanceOf(steward));
        requestAs(alice, short, shortsOfAlice);
        rebalance(long, false);
        (uint256 done, ) = fulfil(long, false);
        assertGe(done, 1, "and the shares can be redeemed");
        (done, ) = fulfil(short, false);
        assertGe(done, 1, "of either");
        assertGe(weth.balanceOf(address(long)), long.owedAssets(), "claims of one are in hand");
        assertGe(usdc.balanceOf(address(short)), short.owedAssets(), "and of the other");
    }

    /// @dev Two vaults may even hold each other's shares, if one of the two prices looks back instead of asking.
    function test_twoVaults_thatHoldEachOtherNeedAPriceThatIsStored() public {
        LoopVault top = _vaultOnShares();
        depositShares(top, 2e24);
        NavTwapFeed stored = new NavTwapFeed(_assetFeed(top), new ShareRate(top), 1 hours, "mean");
        list(address(top), top.decimals(), uint256(stored.latestAnswer()), 5_000, 5_500, 10_800);
        setSource(address(top), stored);
        vm.startPrank(alice);
        top.approve(address(pool), 1e24);
        pool.supply(address(top), 1e24, address(vault), 0); // the lower vault now has the upper one's shares
        vm.stopPrank();

        requestAs(alice, vault, 10e24);
        fulfil(vault, true);
        rebalance(top, true);
        assertGe(top.totalAssets(), 1, "both can be priced");
    }

    function depositShares(LoopVault top, uint256 shares) private {
        vm.startPrank(alice);
        vault.approve(address(top), shares);
        top.deposit(shares, alice);
        vm.stopPrank();
    }

    /// @dev Shares of the vault against USDC, twice; with a market of shares and USDC to trade on.
    function _vaultOnShares() private returns (LoopVault top) {
        listShares(vault, 7_000, 7_500, 10_800);
        MintableToken share = MintableToken(address(vault));
        depositAs(address(this), vault, 500e18);
        for (uint256 i = 0; i < 6; ++i) {
            rebalance(vault, true);
            align(wsteth, weth);
        }
        assertClose(vault.leverage(), TARGET, 0.05e18, "of the first");
        uint256 amount = vault.balanceOf(address(this));
        uint256 price = oracle.getAssetPrice(address(vault));
        openPool(share, amount, usdc, (amount * price) / 1e26);
        supplyAs(lender, usdc, 1e12);

        LoopTypes.Config memory config = plainConfig(share);
        (config.minLeverage, config.targetLeverage) = (2e18, 2e18);
        (config.maxLeverage, config.ripcordLeverage) = (2.5e18, 2.8e18);
        config.recenteringSpeed = 1e18;
        top = newVaultWith(share, usdc, 0, plainTerms(), config);
    }

    /// @dev Borrows on a vault's shares and deposits what was borrowed into the other.
    function _recurse(address account, LoopVault from, MintableToken token, LoopVault into) private {
        supplyShares(account, from, from.balanceOf(account));
        (, , uint256 available, , , ) = pool.getUserAccountData(account);
        uint256 amount = (available * unitOf(token)) / oracle.getAssetPrice(address(token));
        borrowAs(account, token, (amount * 999) / 1_000);
        vm.startPrank(account);
        token.approve(address(into), token.balanceOf(account));
        into.deposit(token.balanceOf(account), account);
        vm.stopPrank();
    }

    function _borrowAll(address account) private {
        (, , uint256 available, , , ) = pool.getUserAccountData(account);
        borrowAs(account, usdc, available / 1e2 - 1);
    }

    function _assetFeed(LoopVault of_) private view returns (NavFeed) {
        return NavFeed(oracle.getSourceOfAsset(of_.asset()));
    }

    /// @dev Net assets. [base currency]
    function _usd(LoopVault of_) private view returns (uint256) {
        MintableToken token = MintableToken(of_.asset());
        return (of_.totalAssets() * oracle.getAssetPrice(address(token))) / unitOf(token);
    }
}
