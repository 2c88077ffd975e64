// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchangeAdmin} from "../../../contracts/perps/IPerpExchangeAdmin.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {PerpExchange} from "../../../contracts/perps/PerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeAdminTest is PerpWorld {
    address private alice;

    function setUp() public {
        buildEmptyWorld(6);
        alice = actor("alice");
    }

    // Access

    function test_everySetting_isTheOwnersAlone(address caller) public {
        vm.assume(caller != address(this));
        PerpTypes.MarketConfig memory market = exchange.getConfig(ETH);
        PerpTypes.CollateralConfig memory collateral = collateralConfig(weth, 0, 0);
        bytes[7] memory calls = [
            abi.encodeCall(IPerpExchangeAdmin.setPool, (alice)),
            abi.encodeCall(IPerpExchangeAdmin.listMarket, (market)),
            abi.encodeCall(IPerpExchangeAdmin.configureMarket, (ETH, market)),
            abi.encodeCall(IPerpExchangeAdmin.setStatus, (ETH, PerpTypes.Status.Paused)),
            abi.encodeCall(IPerpExchangeAdmin.configureCollateral, (address(weth), collateral)),
            abi.encodeCall(IPerpExchangeAdmin.configurePool, (PerpTypes.PoolConfig(0, 0, 0))),
            abi.encodeCall(IPerpExchangeAdmin.collectFees, (alice))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool success, bytes memory answer) = address(exchange).call(calls[i]);
            bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_NotOwner.selector, caller);
            assertTrue(!success && keccak256(answer) == keccak256(reason), "let in");
        }
    }

    // Pool

    function test_setPool_worksOnce() public {
        bytes4 selector = IPerpErrors.PerpExchange_ConfigInvalid.selector;
        uint256 current = uint160(address(pool));
        vm.expectRevert(abi.encodeWithSelector(selector, bytes32("pool"), current, 0));
        exchange.setPool(alice);

        PerpExchange other = new PerpExchange(usdc, address(this));
        vm.expectRevert(abi.encodeWithSelector(selector, bytes32("pool"), 0, 0));
        other.setPool(address(0));
        other.setPool(alice);
        assertEq(other.pool(), alice, "pool");
    }

    function test_configurePool_storesShares(uint256 a, uint256 b, uint256 c) public {
        PerpTypes.PoolConfig memory config = PerpTypes.PoolConfig(
            bound(a, 0, 1e18),
            bound(b, 0, 1e18),
            bound(c, 0, 1e18)
        );
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.PoolConfigured(config);
        exchange.configurePool(config);
        assertTrue(keccak256(abi.encode(exchange.getPoolConfig())) == keccak256(abi.encode(config)), "stored");
    }

    function test_configurePool_revertsAboveTheWhole(uint256 word) public {
        uint256 share = bound(word, 1e18 + 1, type(uint256).max);
        _expectInvalid("pool.feeShare", share, 1e18);
        exchange.configurePool(PerpTypes.PoolConfig(share, 0, 0));
        _expectInvalid("pool.maxProfitForWithdrawal", share, 1e18);
        exchange.configurePool(PerpTypes.PoolConfig(0, share, 0));
        _expectInvalid("pool.maxProfitForPayout", share, 1e18);
        exchange.configurePool(PerpTypes.PoolConfig(0, 0, share));
    }

    function test_collectFees_paysThemOut(uint256 word) public {
        exchange.configurePool(PerpTypes.PoolConfig(0, 0, 0));
        address trader_ = trader("trader", 1_000_000);
        tradeAs(trader_, ETH, int256(bound(word, 1e12, 1_000e18)));
        uint256 fees = exchange.getBooks().fees;
        assertTrue(fees > 0, "premise");

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.FeesCollected(alice, fees);
        assertEq(exchange.collectFees(alice), fees, "told");

        assertEq(usdc.balanceOf(alice), fees, "paid");
        assertEq(exchange.getBooks().fees, 0, "left");
        assertBooks();
    }

    function test_fundInsurance_takesFromAnyone(uint256 word) public {
        uint256 amount = bound(word, 1, 1e18);
        fund(alice, usdc, amount);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.InsuranceFunded(alice, amount);
        vm.prank(alice);
        exchange.fundInsurance(amount);

        assertEq(exchange.getBooks().insurance, amount, "insurance");
        assertEq(exchange.engineEquity(), int256(amount), "engine");
        assertBooks();
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        exchange.fundInsurance(0);
    }

    // Markets

    function test_listMarket_opensItUnderTheNextId() public {
        PerpTypes.MarketConfig memory config = defaultConfig(feeds[ETH], 5e18);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.MarketListed(2, address(feeds[ETH]));
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.MarketConfigured(2, config);
        assertEq(exchange.listMarket(config), 2, "id");

        assertEq(exchange.marketCount(), 3, "count");
        assertTrue(exchange.getStatus(2) == PerpTypes.Status.Open, "status");
        assertTrue(keccak256(abi.encode(exchange.getConfig(2))) == keccak256(abi.encode(config)), "stored");
        (uint256[] memory times, int256[] memory sums) = exchange.getPremiums(2, 0);
        assertEq(times[0], block.timestamp, "time");
        assertEq(sums[0], 0, "sum");
    }

    function test_listMarket_takesAsManyAsAnAccountHasBits() public {
        PerpTypes.MarketConfig memory config = defaultConfig(feeds[ETH], 5e18);
        for (uint256 id = 2; id < 64; ++id) exchange.listMarket(config);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_TooManyMarkets.selector, 64));
        exchange.listMarket(config);

        address trader_ = trader("trader", 1_000);
        tradeAs(trader_, 63, 1e12);
        assertEq(exchange.getAccount(trader_).markets, 1 << 63, "bit");
        closeAs(trader_, 63);
        assertEq(exchange.getAccount(trader_).markets, 0, "bit left");
    }

    function test_configureMarket_accruesAtTheOldSettings() public {
        address trader_ = trader("trader", 10_000_000);
        tradeAs(trader_, ETH, 3_500e18);
        skip(1 days);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.funding.maxVelocity = 0;
        config.trading.skewScale = 1e30;
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.MarketConfigured(ETH, config);
        configure(ETH, config);
        assertEq(exchange.getStoredMarket(ETH).fundingRate, 0.09e18, "rate");
        assertEq(exchange.getStoredMarket(ETH).fundingIndex, -90e18, "index");
        assertEq(exchange.getStoredMarket(ETH).premiumSum, 0.01e18 * 1 days, "premium");
    }

    function test_setStatus_isTold() public {
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.StatusSet(BTC, PerpTypes.Status.ReduceOnly);
        exchange.setStatus(BTC, PerpTypes.Status.ReduceOnly);
        assertTrue(exchange.getStatus(BTC) == PerpTypes.Status.ReduceOnly, "status");
    }

    function test_unknownMarkets_haveNoSettings(uint256 word) public {
        uint256 id = bound(word, 2, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketUnknown.selector, id, 2);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        vm.expectRevert(reason);
        exchange.configureMarket(id, config);
        vm.expectRevert(reason);
        exchange.setStatus(id, PerpTypes.Status.Paused);
        vm.expectRevert(reason);
        exchange.getConfig(id);
        vm.expectRevert(reason);
        exchange.getMarket(id);
        vm.expectRevert(reason);
        exchange.getHolders(id, true);
    }

    // Collateral

    function test_configureCollateral_listsAndReplaces() public {
        MintableToken token = new MintableToken("New", "NEW", 9, address(this));
        PerpTypes.CollateralConfig memory config = PerpTypes.CollateralConfig(feeds[BTC], 0.3e18, 5, 0.1e18, 9, 60);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.CollateralConfigured(address(token), config);
        exchange.configureCollateral(address(token), config);
        config.cap = 6;
        exchange.configureCollateral(address(token), config);

        assertEq(exchange.getCollaterals().length, 4, "listed twice");
        assertEq(exchange.getCollaterals()[3], address(token), "token");
        assertEq(exchange.getCollateralConfig(address(token)).cap, 6, "not replaced");
    }

    function test_configureCollateral_revertsWhatMakesNoSense() public {
        PerpTypes.CollateralConfig memory config = collateralConfig(weth, 1e18 + 1, 0);
        _expectInvalid("collateral.haircut", 1e18 + 1, 1e18);
        exchange.configureCollateral(address(weth), config);
        config.haircut = 1e18;
        config.saleDiscount = 1e18 + 1;
        _expectInvalid("collateral.saleDiscount", 1e18 + 1, 1e18);
        exchange.configureCollateral(address(weth), config);
        config.saleDiscount = 1e18;
        config.decimals = 17;
        _expectInvalid("collateral.decimals", 17, 18);
        exchange.configureCollateral(address(weth), config);
        _expectInvalid("collateral.token", uint160(address(usdc)), uint160(address(usdc)));
        exchange.configureCollateral(address(usdc), config);
        _expectInvalid("collateral.token", 0, uint160(address(usdc)));
        exchange.configureCollateral(address(0), config);
        config.feed = IAggregatorV3(alice);
        _expectInvalid("collateral.feed", uint160(alice), 0);
        exchange.configureCollateral(address(weth), config);
        config.feed = new BadAnswerFeed(37, 1);
        _expectInvalid("collateral.feed", 37, 36);
        exchange.configureCollateral(address(weth), config);
    }

    function test_configureCollateral_takesAsManyAsAnAccountHasBits() public {
        PerpTypes.CollateralConfig memory config = collateralConfig(weth, 0, 0);
        MintableToken token;
        for (uint256 i = 3; i < 33; ++i) {
            token = new MintableToken("Token", "TKN", 18, address(this));
            if (i == 32) _expectInvalid("collaterals", 33, 32);
            exchange.configureCollateral(address(token), config);
            if (i == 31) depositAs(alice, token, 1e18);
        }
        assertEq(exchange.getAccount(alice).collaterals, 1 << 31, "bit");
        assertEq(marginOf(alice).equity, 2_000e6, "not counted");
    }

    function _expectInvalid(bytes32 name, uint256 value, uint256 limit) private {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_ConfigInvalid.selector, name, value, limit));
    }
}
