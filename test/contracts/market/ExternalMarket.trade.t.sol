// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ExternalMarket} from "../../../contracts/market/ExternalMarket.sol";
import {IExternalMarket} from "../../../contracts/market/IExternalMarket.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {Test} from "../../support/Test.sol";

/// @notice Delivers one unit less than was sent.
contract ShortToken is MintableToken {
    constructor(address owner_) MintableToken("Short", "SHT", 18, owner_) {}

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) super._update(to, address(0), 1);
    }
}

/// @notice Trades again while it is being received.
contract TradingToken is MintableToken {
    ExternalMarket private immutable _market;

    constructor(ExternalMarket market, address owner_) MintableToken("Trading", "TRD", 18, owner_) {
        _market = market;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to == address(_market)) _market.trade(address(this), address(this), amount);
    }
}

contract ExternalMarketTradeTest is Test {
    uint256 private constant WAD = 1e18;

    ExternalMarket private market;
    MintableToken private weth;
    MintableToken private usdc;
    address private alice;

    function setUp() public {
        alice = actor("alice");
        market = new ExternalMarket(address(this));
        weth = _token(18);
        usdc = _token(6);
        _post(address(weth), 2_000e18);
        _post(address(usdc), WAD);
    }

    function test_post_setsThePriceOfEachAsset(uint256 first, uint256 second) public {
        (first, second) = (bound(first, 1, type(uint256).max), bound(second, 1, type(uint256).max));
        address[] memory assets = new address[](2);
        uint256[] memory prices = new uint256[](2);
        (assets[0], assets[1], prices[0], prices[1]) = (address(weth), address(usdc), first, second);

        vm.expectEmit(true, true, true, true, address(market));
        emit IExternalMarket.Posted(address(weth), first);
        vm.expectEmit(true, true, true, true, address(market));
        emit IExternalMarket.Posted(address(usdc), second);
        market.post(assets, prices);

        assertEq(market.priceOf(address(weth)), first, "first");
        assertEq(market.priceOf(address(usdc)), second, "second");
    }

    function test_post_revertsOnAZeroPrice() public {
        vm.expectRevert(abi.encodeWithSelector(IExternalMarket.ExternalMarket_ZeroPrice.selector, address(weth)));
        _post(address(weth), 0);
    }

    function test_post_revertsWhenTheListsDifferInLength() public {
        vm.expectRevert(abi.encodeWithSelector(IExternalMarket.ExternalMarket_LengthMismatch.selector, 1, 2));
        market.post(new address[](1), new uint256[](2));
    }

    function test_post_revertsForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != address(this));

        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        market.post(new address[](0), new uint256[](0));
    }

    function test_trade_exchangesAtPostedPricesWhateverTheDecimals(
        uint8 kindIn,
        uint8 kindOut,
        uint256 priceIn,
        uint256 priceOut,
        uint256 amountIn
    ) public {
        uint8[3] memory kinds = [6, 8, 18];
        MintableToken tokenIn = _token(kinds[kindIn % 3]);
        MintableToken tokenOut = _token(kinds[kindOut % 3]);
        (priceIn, priceOut) = (bound(priceIn, 1e12, 1e24), bound(priceOut, 1e12, 1e24));
        amountIn = bound(amountIn, 1, 1e27);
        _post(address(tokenIn), priceIn);
        _post(address(tokenOut), priceOut);
        uint256 usdValue = (amountIn * priceIn) / 10 ** tokenIn.decimals();
        uint256 expected = (amountIn * priceIn * 10 ** tokenOut.decimals()) / (priceOut * 10 ** tokenIn.decimals());
        vm.assume(expected > 0);
        _give(tokenIn, amountIn);
        tokenOut.mint(address(market), expected);

        vm.expectEmit(true, true, true, true, address(market));
        emit IExternalMarket.Trade(alice, address(tokenIn), address(tokenOut), amountIn, expected, usdValue);
        vm.prank(alice);
        uint256 amountOut = market.trade(address(tokenIn), address(tokenOut), amountIn);

        assertEq(amountOut, expected, "amount out");
        assertEq(tokenOut.balanceOf(alice), expected, "received");
        assertEq(tokenIn.balanceOf(address(market)), amountIn, "taken in");
        assertLe((amountOut * priceOut) / 10 ** tokenOut.decimals(), usdValue, "value out");
    }

    function test_trade_thereAndBackNeverGains(uint256 amountIn) public {
        amountIn = bound(amountIn, 1e9, 1e27);
        _give(weth, amountIn);
        usdc.mint(address(market), 1e27);

        vm.startPrank(alice);
        uint256 middle = market.trade(address(weth), address(usdc), amountIn);
        usdc.approve(address(market), middle);
        uint256 back = market.trade(address(usdc), address(weth), middle);

        assertLe(back, amountIn, "back");
        assertGe(back + 1e9, amountIn, "a round trip loses less than the worth of one unit of USDC");
    }

    function test_trade_revertsWhenAPriceIsMissing() public {
        MintableToken unknown = _token(8);

        vm.expectRevert(_error(IExternalMarket.ExternalMarket_MissingPrice.selector, address(unknown)));
        market.trade(address(unknown), address(usdc), 1);
        vm.expectRevert(_error(IExternalMarket.ExternalMarket_MissingPrice.selector, address(unknown)));
        market.trade(address(usdc), address(unknown), 1);
    }

    function test_trade_revertsForATokenAgainstItself() public {
        vm.expectRevert(_error(IExternalMarket.ExternalMarket_SameToken.selector, address(weth)));
        market.trade(address(weth), address(weth), 1);
    }

    function test_trade_revertsWhenItBuysNothing(uint256 amountIn) public {
        amountIn = bound(amountIn, 0, 0.5e9 - 1);

        vm.expectRevert(abi.encodeWithSelector(IExternalMarket.ExternalMarket_AmountTooSmall.selector, amountIn));
        market.trade(address(weth), address(usdc), amountIn);
    }

    function test_trade_revertsWhenTheInventoryIsShort(uint256 held) public {
        held = bound(held, 0, 2_000e6 - 1);
        usdc.mint(address(market), held);

        vm.expectRevert(
            abi.encodeWithSelector(IExternalMarket.ExternalMarket_InventoryShort.selector, address(usdc), 2_000e6, held)
        );
        market.trade(address(weth), address(usdc), WAD);
    }

    function test_trade_revertsWithoutPayment() public {
        usdc.mint(address(market), 1e12);

        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, WAD)
        );
        vm.prank(alice);
        market.trade(address(weth), address(usdc), WAD);
    }

    function test_trade_refusesATokenThatDeliversLess() public {
        ShortToken short = new ShortToken(address(this));
        _post(address(short), WAD);
        _give(short, WAD);
        usdc.mint(address(market), 1e12);

        vm.expectRevert(
            abi.encodeWithSelector(IExternalMarket.ExternalMarket_ReceivedLess.selector, address(short), WAD - 1, WAD)
        );
        vm.prank(alice);
        market.trade(address(short), address(usdc), WAD);
    }

    function test_trade_refusesATradeWithinATrade() public {
        TradingToken trading = new TradingToken(market, address(this));
        _post(address(trading), WAD);
        _give(trading, WAD);
        usdc.mint(address(market), 1e12);

        vm.expectRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
        vm.prank(alice);
        market.trade(address(trading), address(usdc), WAD);
    }

    function _token(uint8 decimals) private returns (MintableToken) {
        return new MintableToken("Token", "TKN", decimals, address(this));
    }

    function _post(address asset, uint256 price) private {
        address[] memory assets = new address[](1);
        uint256[] memory prices = new uint256[](1);
        (assets[0], prices[0]) = (asset, price);
        market.post(assets, prices);
    }

    function _give(MintableToken token, uint256 amount) private {
        token.mint(alice, amount);
        vm.prank(alice);
        token.approve(address(market), amount);
    }

    function _error(bytes4 selector, address token) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, token);
    }
}
