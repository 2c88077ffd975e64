// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {QueueLib} from "../../../contracts/vaults/QueueLib.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {Test} from "../../support/Test.sol";

contract QueueLibTest is Test {
    using QueueLib for VaultTypes.Queue;

    uint256 private constant MOST = 1e27;

    VaultTypes.Queue private queue;

    function test_push_numbersRequestsFromOne() public {
        assertEq(queue.push(address(1), 5), 1, "first");
        assertEq(queue.push(address(2), 7), 2, "second");

        assertEq(queue.pendingTotal(), 12, "waiting");
        assertEq(queue.pending(1), 5, "of the first");
        assertEq(queue.pending(2), 7, "of the second");
    }

    function test_fulfil_servesTheFirstFirst(uint256 first, uint256 second, uint256 done) public {
        first = bound(first, 1, MOST);
        second = bound(second, 1, MOST);
        done = bound(done, 1, first + second);
        queue.push(address(1), first);
        queue.push(address(2), second);

        queue.fulfil(done, 100);

        (uint256 ofFirst, ) = queue.claimable(1);
        (uint256 ofSecond, ) = queue.claimable(2);
        assertEq(ofFirst, done < first ? done : first, "first");
        assertEq(ofSecond, done < first ? 0 : done - first, "second only after it");
        assertEq(queue.pending(1) + queue.pending(2), queue.pendingTotal(), "the rest waits");
    }

    function test_claim_paysThePriceOfEachFulfilment() public {
        queue.push(address(1), 100);
        queue.push(address(2), 100);
        queue.fulfil(50, 500); // 10 each
        queue.fulfil(100, 200); // 2 each: half for either
        queue.fulfil(50, 0); // nothing

        (uint256 shares, uint256 assets) = queue.claim(1);
        assertEq(shares, 100, "shares of the first");
        assertEq(assets, 500 + 100, "assets of the first");
        (shares, assets) = queue.claim(2);
        assertEq(shares, 100, "shares of the second");
        assertEq(assets, 100, "assets of the second");
        assertEq(queue.owed, 0, "all paid");
    }

    function test_claim_paysOnceOnly(uint256 shares, uint256 assets) public {
        queue.push(address(1), bound(shares, 1, MOST));
        queue.fulfil(queue.pendingTotal(), bound(assets, 0, MOST));
        queue.claim(1);

        (uint256 moreShares, uint256 moreAssets) = queue.claim(1);

        assertEq(moreShares + moreAssets, 0, "again");
    }

    function test_waitingSince_isThatOfTheRequestAtTheMark(uint256 done) public {
        assertEq(queue.waitingSince(), 0, "nobody");
        for (uint256 i = 0; i < 5; ++i) {
            vm.warp(1_000 + 10 * i);
            queue.push(address(1), 100);
        }
        done = bound(done, 1, 500);

        queue.fulfil(done, 0);

        assertEq(queue.waitingSince(), done == 500 ? 0 : 1_000 + 10 * (done / 100), "since");
    }

    /// @dev Any order of requests, fulfilments and claims against a list of single shares, each with its price.
    function test_queue_equalsAListOfSharesOneByOne(uint256 seed) public {
        uint256[] memory worth = new uint256[](400); // of the line up to each share, as one would add it up
        (uint256 line, uint256 mark, uint256 paid, uint256 total) = (0, 0, 0, 0);
        uint256[] memory ends = new uint256[](41);
        uint256 count = 0;
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 3;
            if (kind == 0 || line == mark) {
                line += 1 + ((seed >> 8) % 9);
                ends[++count] = line;
                assertEq(queue.push(address(1), line - ends[count - 1]), count, "id");
            } else if (kind == 1) {
                uint256 shares = 1 + ((seed >> 8) % (line - mark));
                uint256 assets = (seed >> 16) % 1_000;
                for (uint256 i = 1; i <= shares; ++i) worth[mark + i] = total + (assets * i) / shares;
                queue.fulfil(shares, assets);
                (mark, total) = (mark + shares, total + assets);
            } else {
                uint256 id = 1 + ((seed >> 8) % count);
                (, uint256 assets) = queue.claim(id);
                paid += assets;
            }
        }

        uint256 open = 0;
        for (uint256 id = 1; id <= count; ++id) {
            (uint256 from, uint256 to) = (ends[id - 1], ends[id] < mark ? ends[id] : mark);
            (, uint256 assets) = queue.claimable(id);
            open += assets;
            if (to > from) assertLe(assets, worth[to] - worth[from], "no more than its stretch");
            assertEq(queue.pending(id), ends[id] - (to > from ? to : from), "waiting");
        }
        assertEq(open, queue.owed, "claims add up to what is owed");
        assertEq(open + paid, total, "and with what was paid to what was fulfilled");
    }
}
