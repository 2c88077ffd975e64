// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMarginScaling} from "../../../contracts/guards/margin/IMarginScaling.sol";
import {MarginScaling} from "../../../contracts/guards/margin/MarginScaling.sol";
import {LabLens} from "../../../contracts/lens/LabLens.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

contract LabLensTermsTest is LoopWorld {
    LabLens private lens;
    MarginScaling private scaling;
    address[] private assets;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
        lens = new LabLens();
        scaling = new MarginScaling(address(this), 1 hours);
        assets = [address(weth), address(usdc)];
    }

    function test_riskTerms_areZeroWhereThePoolAsksNobody() public {
        scaling.aimThreshold(address(weth), 8_000, 1 hours);

        uint256[] memory words = lens.riskTerms(address(pool), assets);

        assertEq(words.length, 18, "words");
        for (uint256 i = 0; i < words.length; ++i) assertEq(words[i], 0, "word");
    }

    function test_riskTerms_sayHowThresholdAndMarginMove(uint256 to, uint256 duration) public {
        (to, duration) = (bound(to, 1_000, 7_999), bound(duration, 1 hours, 30 days));
        configurator.setRiskTerms(address(scaling));
        scaling.aimThreshold(address(weth), 8_000, 1 hours);
        assertEq(lens.riskTerms(address(pool), assets)[5], type(uint64).max, "from the reserve's own");
        skip(1 hours);
        scaling.aimThreshold(address(weth), to, duration);
        scaling.setTerms(address(usdc), _terms());
        uint256 now_ = block.timestamp;
        skip(duration / 2);

        uint256[] memory words = lens.riskTerms(address(pool), assets);

        uint256[18] memory wanted;
        (wanted[5], wanted[6], wanted[7], wanted[8]) = (8_000, to, now_, now_ + duration);
        (wanted[9], wanted[10], wanted[11], wanted[12], wanted[13]) = (0.1e18, 0.1e18, now_, 3e12, 2e12);
        for (uint256 i = 0; i < wanted.length; ++i) assertEq(words[i], wanted[i], "word");
    }

    function test_riskTerms_ofAnAssetSwitchedOffAreZero() public {
        configurator.setRiskTerms(address(scaling));
        IMarginScaling.Terms memory terms = _terms();
        scaling.setTerms(address(usdc), terms);
        terms.feed = address(0);
        scaling.setTerms(address(usdc), terms);

        uint256[] memory words = lens.riskTerms(address(pool), assets);

        for (uint256 i = 0; i < words.length; ++i) assertEq(words[i], 0, "word");
    }

    function _terms() private view returns (IMarginScaling.Terms memory terms) {
        terms.feed = address(feeds[address(usdc)]);
        (terms.base, terms.most, terms.decay, terms.interval) = (0.1e18, 1e18, 0.9e18, 12);
        (terms.up, terms.down) = (3e12, 2e12);
    }
}
