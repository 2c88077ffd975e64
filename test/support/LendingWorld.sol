// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AToken} from "../../contracts/lending/AToken.sol";
import {FixedBonus} from "../../contracts/lending/FixedBonus.sol";
import {IPoolConfigurator} from "../../contracts/lending/IPoolConfigurator.sol";
import {InterestRateStrategy} from "../../contracts/lending/InterestRateStrategy.sol";
import {LendingPool} from "../../contracts/lending/LendingPool.sol";
import {PoolAddressesProvider} from "../../contracts/lending/PoolAddressesProvider.sol";
import {Presets} from "../../contracts/lending/Presets.sol";
import {PoolConfigurator} from "../../contracts/lending/PoolConfigurator.sol";
import {Rules} from "../../contracts/lending/Rules.sol";
import {VariableDebtToken} from "../../contracts/lending/VariableDebtToken.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {Test} from "./Test.sol";

/// @notice A lending market of three assets with 18, 6 and 8 decimals, its owner and oracle node being the test itself.
abstract contract LendingWorld is Test {
    uint256 internal constant WETH_PRICE = 2_000e8;
    uint256 internal constant USDC_PRICE = 1e8;
    uint256 internal constant WBTC_PRICE = 60_000e8;
    uint128 internal constant FLASH_PREMIUM = 5; // [bps]

    PoolAddressesProvider internal provider;
    LendingPool internal pool;
    PoolConfigurator internal configurator;
    PriceOracle internal oracle;
    InterestRateStrategy internal strategy;
    FixedBonus internal fixedBonus;
    address internal treasury;

    MintableToken internal weth;
    MintableToken internal usdc;
    MintableToken internal wbtc;
    mapping(address asset => PriceFeed) internal feeds;

    function buildWorld(Rules memory rules) internal {
        treasury = actor("treasury");
        provider = new PoolAddressesProvider("test", address(this));
        oracle = new PriceOracle(address(0), 1e8, address(this));
        pool = new LendingPool(provider, rules);
        configurator = new PoolConfigurator(provider, address(this));
        provider.setAddress("POOL", address(pool));
        provider.setAddress("POOL_CONFIGURATOR", address(configurator));
        provider.setPriceOracle(address(oracle));
        strategy = new InterestRateStrategy(0.8e27, 0, 0.04e27, 0.75e27);
        fixedBonus = new FixedBonus();
        configurator.updateFlashloanPremium(FLASH_PREMIUM);

        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        usdc = new MintableToken("USD Coin", "USDC", 6, address(this));
        wbtc = new MintableToken("Wrapped Bitcoin", "WBTC", 8, address(this));
        list(address(weth), 18, WETH_PRICE, 8_000, 8_300, 10_500);
        list(address(usdc), 6, USDC_PRICE, 7_500, 7_800, 10_450);
        list(address(wbtc), 8, WBTC_PRICE, 7_300, 7_800, 10_500);
    }

    function list(
        address asset,
        uint8 decimals,
        uint256 price,
        uint256 ltv,
        uint256 threshold,
        uint256 bonus
    ) internal {
        feeds[asset] = new PriceFeed(8, "USD", address(this));
        feeds[asset].setTransmitter(address(this), true);
        setPrice(asset, price);
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        assets[0] = asset;
        sources[0] = address(feeds[asset]);
        oracle.setAssetSources(assets, sources);

        IPoolConfigurator.ReserveInput memory input;
        input.asset = asset;
        input.aToken = address(new AToken(pool, asset, treasury, "aToken", "aTKN", decimals));
        input.variableDebtToken = address(new VariableDebtToken(pool, asset, "debt", "dTKN", decimals));
        input.rateStrategy = address(strategy);
        input.liquidationIncentive = address(fixedBonus);
        input.ltv = ltv;
        input.liquidationThreshold = threshold;
        input.liquidationBonus = bonus;
        input.reserveFactor = 1_000;
        input.borrowingEnabled = true;
        input.flashLoanEnabled = true;
        configurator.initReserve(input);
    }

    /// @dev Any of the three presets that differ most.
    function preset(uint256 seed) internal pure returns (Rules memory) {
        if (seed % 3 == 0) return Presets.aaveV2();
        return seed % 3 == 1 ? Presets.aaveV30() : Presets.aaveV36();
    }

    /// @dev Deep reserves that have earned half a year of interest, so that no index is a round number.
    function populate() internal {
        address lender = actor("lender");
        address debtor = actor("background debtor");
        supplyAs(lender, usdc, 5_000_000e6);
        supplyAs(lender, weth, 2_000e18);
        supplyAs(lender, wbtc, 100e8);
        supplyAs(debtor, weth, 2_000e18);
        borrowAs(debtor, usdc, 1_500_000e6);
        borrowAs(debtor, weth, 300e18);
        borrowAs(debtor, wbtc, 5e8);
        skip(180 days);
    }

    function setPrice(address asset, uint256 price) internal {
        feeds[asset].transmit(int256(price));
    }

    function skip(uint256 elapsed) internal {
        vm.warp(block.timestamp + elapsed);
    }

    /// @dev Gives `account` tokens and the pool's approval for them.
    function fund(address account, MintableToken token, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(pool), type(uint256).max);
    }

    function supplyAs(address account, MintableToken token, uint256 amount) internal {
        fund(account, token, amount);
        vm.prank(account);
        pool.supply(address(token), amount, account, 0);
    }

    function borrowAs(address account, MintableToken token, uint256 amount) internal {
        vm.prank(account);
        pool.borrow(address(token), amount, 2, 0, account);
    }

    /// @dev Lists a token worth $1 that is collateral in no reserve setting.
    function listBare() internal returns (address asset) {
        asset = address(new MintableToken("Bare", "BARE", 18, address(this)));
        list(asset, 18, 1e8, 0, 0, 0);
    }

    function supplyBare(address account, address asset, uint256 amount) internal {
        supplyAs(account, MintableToken(asset), amount);
    }

    function delegate(address from, address to, MintableToken token, uint256 amount) internal {
        VariableDebtToken debtToken = debtTokenOf(token);
        vm.prank(from);
        debtToken.approveDelegation(to, amount);
    }

    function aTokenOf(MintableToken token) internal view returns (AToken) {
        return AToken(pool.getReserveAToken(address(token)));
    }

    function debtTokenOf(MintableToken token) internal view returns (VariableDebtToken) {
        return VariableDebtToken(pool.getReserveVariableDebtToken(address(token)));
    }

    function supplied(address account, MintableToken token) internal view returns (uint256) {
        return aTokenOf(token).balanceOf(account);
    }

    function owed(address account, MintableToken token) internal view returns (uint256) {
        return debtTokenOf(token).balanceOf(account);
    }

    function healthOf(address account) internal view returns (uint256 healthFactor) {
        (, , , , , healthFactor) = pool.getUserAccountData(account);
    }
}
