// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {IPerpExchangeAdmin} from "../../../contracts/perps/IPerpExchangeAdmin.sol";
import {LiquidityPool} from "../../../contracts/perps/LiquidityPool.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {PerpExchange} from "../../../contracts/perps/PerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice Tokens that call out, keep a part, or return nothing.
contract PerpExchangeTokensTest is PerpWorld {
    ReentrantToken private token;
    address private alice;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 10_000);
        token = new ReentrantToken();
        exchange.configureCollateral(address(token), PerpTypes.CollateralConfig(newFeed(1e8), 0, 0, 0, 18, 0));
        token.mint(alice, 100e18);
        vm.prank(alice);
        token.approve(address(exchange), type(uint256).max);
        vm.prank(alice);
        exchange.deposit(address(token), 10e18, alice);
    }

    /// @dev In the middle of a deposit and of a withdrawal, every way in is closed.
    function test_everyEntryPoint_isLockedWhileATokenMoves() public {
        bytes[] memory calls = _calls();
        bytes32 reason = keccak256(abi.encodeWithSelector(IPerpErrors.PerpExchange_Reentered.selector));
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(exchange), calls[i]);
            vm.startPrank(alice);
            exchange.deposit(address(token), 2e18, alice);
            assertTrue(keccak256(token.failure()) == reason, "in by a deposit");
            exchange.withdraw(address(token), 1e18, alice);
            assertTrue(keccak256(token.failure()) == reason, "in by a withdrawal");
            vm.stopPrank();
        }
        assertEq(token.successes(), 0, "got in");
        assertEq(exchange.getCollateral(alice, address(token)), 10e18 + calls.length * 1e18, "books moved");
    }

    function test_ownersEntryPoints_areLockedWhileATokenMoves() public {
        PerpTypes.MarketConfig memory market = exchange.getConfig(ETH);
        bytes[6] memory calls = [
            abi.encodeCall(IPerpExchangeAdmin.collectFees, (address(token))),
            abi.encodeCall(IPerpExchangeAdmin.listMarket, (market)),
            abi.encodeCall(IPerpExchangeAdmin.configureMarket, (ETH, market)),
            abi.encodeCall(IPerpExchangeAdmin.setStatus, (ETH, PerpTypes.Status.Paused)),
            abi.encodeCall(IPerpExchangeAdmin.configurePool, (PerpTypes.PoolConfig(0, 0, 0))),
            abi.encodeCall(IPerpExchangeAdmin.configureCollateral, (address(weth), collateralConfig(weth, 0, 0)))
        ];
        PerpExchange owned = new PerpExchange(usdc, address(token));
        vm.prank(address(token));
        owned.configureCollateral(address(token), PerpTypes.CollateralConfig(feeds[ETH], 0, 0, 0, 18, 0));
        vm.startPrank(alice);
        token.approve(address(owned), type(uint256).max);
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(owned), calls[i]);
            owned.deposit(address(token), 1e18, alice);
            assertTrue(bytes4(token.failure()) == IPerpErrors.PerpExchange_Reentered.selector, "in");
        }
        vm.stopPrank();
    }

    function test_views_tellBooksThatAreWrittenWhileATokenMoves() public {
        token.arm(address(exchange), abi.encodeCall(IPerpExchange.getMargin, (alice)));
        vm.prank(alice);
        exchange.deposit(address(token), 1e18, alice);
        assertEq(token.successes(), 1, "a view is closed");
    }

    /// @dev With a quote token that calls out, the vault cannot be entered twice either.
    function test_pool_isLockedWhileItsTokenMoves() public {
        LiquidityPool vault = _reentrantVault();
        vm.startPrank(alice);
        vault.deposit(20e18, alice);
        bytes[4] memory calls = [
            abi.encodeCall(IERC4626.deposit, (1, alice)),
            abi.encodeCall(IERC4626.mint, (1, alice)),
            abi.encodeCall(IERC4626.withdraw, (0, alice, address(token))),
            abi.encodeCall(IERC4626.redeem, (0, alice, address(token)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(vault), calls[i]);
            vault.deposit(1e18, alice);
            assertTrue(token.failure().length == 4, "in by a deposit");
            vault.withdraw(1e18, alice, alice);
        }
        vm.stopPrank();
        assertEq(token.successes(), 0, "got in");
        assertEq(vault.totalAssets(), 20e18, "assets moved");
    }

    /// @dev Nor do shares change their price in the middle of a move: who looks in between sees what was before.
    function test_pool_showsNoOtherSharePriceWhileItsTokenMoves(uint256 word) public {
        LiquidityPool vault = _reentrantVault();
        SharePriceWatch watch = new SharePriceWatch(vault);
        vm.startPrank(alice);
        vault.deposit(20e18, alice);
        token.arm(address(watch), abi.encodeCall(SharePriceWatch.look, ()));
        vault.deposit(bound(word, 1, 30e18), alice);
        vault.redeem(vault.balanceOf(alice) / 2, alice, alice);
        vm.stopPrank();
        assertTrue(watch.looks() >= 3, "did not look");
        assertEq(watch.low(), watch.high(), "another price");
    }

    function test_pool_refusesAQuoteTokenThatKeepsAPart() public {
        FeeOnTransferToken short = new FeeOnTransferToken();
        PerpExchange other = new PerpExchange(IERC20Metadata(address(short)), address(this));
        LiquidityPool vault = new LiquidityPool(other, "Vault", "V");
        other.setPool(address(vault));
        short.mint(alice, 1_000e18);
        vm.startPrank(alice);
        short.approve(address(vault), 1_000e18);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        vault.deposit(1_000e18, alice);
        vm.stopPrank();
        assertEq(other.getBooks().poolCash, 0, "booked");
    }

    function test_pool_takesAQuoteTokenThatReturnsNothing() public {
        NoReturnToken silent = new NoReturnToken(6);
        PerpExchange other = new PerpExchange(IERC20Metadata(address(silent)), address(this));
        LiquidityPool vault = new LiquidityPool(other, "Vault", "V");
        other.setPool(address(vault));
        silent.mint(alice, 1_000e6);
        vm.startPrank(alice);
        silent.approve(address(vault), 1_000e6);
        vault.deposit(1_000e6, alice);
        vault.withdraw(400e6, alice, alice);
        vm.stopPrank();
        assertEq(silent.balanceOf(alice), 400e6, "out");
        assertEq(other.getBooks().poolCash, 600e6, "cash");
    }

    function _reentrantVault() private returns (LiquidityPool vault) {
        PerpExchange other = new PerpExchange(token, address(this));
        vault = new LiquidityPool(other, "Vault", "V");
        other.setPool(address(vault));
        vm.prank(alice);
        token.approve(address(vault), type(uint256).max);
    }

    function _calls() private view returns (bytes[] memory calls) {
        calls = new bytes[](14);
        calls[0] = abi.encodeCall(IPerpExchange.deposit, (address(usdc), 1, alice));
        calls[1] = abi.encodeCall(IPerpExchange.withdraw, (address(usdc), 1, alice));
        calls[2] = abi.encodeCall(IPerpExchange.trade, (ETH, 1e18, 0, false));
        calls[3] = abi.encodeCall(IPerpExchange.commitOrder, (ETH, 1e18, 0, false));
        calls[4] = abi.encodeCall(IPerpExchange.settleOrder, (ETH, alice));
        calls[5] = abi.encodeCall(IPerpExchange.clearOrder, (ETH, alice));
        calls[6] = abi.encodeCall(IPerpExchange.flag, (alice));
        calls[7] = abi.encodeCall(IPerpExchange.liquidate, (ETH, alice));
        calls[8] = abi.encodeCall(IPerpExchange.takeOver, (alice));
        calls[9] = abi.encodeCall(IPerpExchange.dispose, (ETH, 1));
        calls[10] = abi.encodeCall(IPerpExchange.deleverage, (ETH, true, new address[](0), 1));
        calls[11] = abi.encodeCall(IPerpExchange.buySeized, (address(weth), 1, 1));
        calls[12] = abi.encodeCall(IPerpExchange.fundInsurance, (1));
        calls[13] = abi.encodeCall(IPerpExchange.depositPool, (1));
    }
}

/// @notice Remembers the extremes of a vault's share price.
contract SharePriceWatch {
    LiquidityPool private immutable _vault;

    uint256 public looks;
    uint256 public low = type(uint256).max;
    uint256 public high;

    constructor(LiquidityPool vault) {
        _vault = vault;
    }

    function look() external {
        uint256 price = _vault.convertToAssets(1e24);
        ++looks;
        if (price < low) low = price;
        if (price > high) high = price;
    }
}
