import { expect } from "chai";
import { FeedPrinter, type FeedRule } from "../../../src/market/feedPrinter.ts";
import { WAD } from "../../../src/units.ts";

const START = 1_000;
const RULE: FeedRule = { deviation: WAD / 200n, heartbeatSeconds: 3_600, latencyBlocks: 0, outage: undefined };

function printer(rule: Partial<FeedRule> = {}, decimals = 8, price = 4000n * WAD) {
  return new FeedPrinter({ ...RULE, ...rule }, decimals, price, START);
}
/** What a node transmits block by block, 12 seconds each, as it is shown these prices in dollars. */
function prints(node: FeedPrinter, dollars: readonly number[]) {
  return dollars.map((price, i) => {
    const printed = node.observe(i + 1, START + 12 * (i + 1), BigInt(Math.round(price * 100)) * 10n ** 16n);
    return printed === undefined ? null : Number(printed / 10n ** 16n) / 100;
  });
}

describe("FeedPrinter", () => {
  it("prints once the price has moved by the deviation, either way", () => {
    expect(prints(printer(), [4019.99, 4020, 4020, 4000.1, 3999.9])).to.deep.equal([null, 4020, null, null, 3999.9]);
  });

  it("measures from its last print, not from the last price", () => {
    expect(prints(printer(), [4015, 4030, 4015])).to.deep.equal([null, 4030, null]);
  });

  it("prints every change where the deviation is zero, and nothing without one", () => {
    expect(prints(printer({ deviation: 0n }), [4000, 4000.01, 4000.01])).to.deep.equal([null, 4000.01, null]);
  });

  it("prints when the heartbeat has passed, and counts from then", () => {
    const node = printer({ heartbeatSeconds: 36 });
    expect(prints(node, [4001, 4002, 4003, 4004, 4005, 4006])).to.deep.equal([null, null, 4003, null, null, 4006]);
  });

  it("transmits a print after its latency, as it was decided", () => {
    const node = printer({ latencyBlocks: 2 });
    expect(prints(node, [4100, 4000, 4000, 4000])).to.deep.equal([null, null, 4100, 4000]);
  });

  it("is busy while a print is under way, and shows the old price until it is there", () => {
    const node = printer({ latencyBlocks: 1 });
    prints(node, [4100]);
    expect([node.busy, node.printed]).to.deep.equal([true, 4000n * WAD]);
    node.observe(2, START + 24, 4100n * WAD);
    expect([node.busy, node.printed]).to.deep.equal([false, 4100n * WAD]);
  });

  it("decides nothing while it is down, and at once when it is back", () => {
    const node = printer({ outage: { fromBlock: 1, toBlock: 3 } });
    expect(prints(node, [3000, 2900, 2800, 2700])).to.deep.equal([null, null, null, 2700]);
  });

  it("still transmits in an outage what it decided before", () => {
    const node = printer({ latencyBlocks: 2, outage: { fromBlock: 2, toBlock: 9 } });
    expect(prints(node, [4100, 3000, 3000])).to.deep.equal([null, null, 4100]);
  });

  it("rounds what it prints to the feed's decimals, half away from zero", () => {
    const node = printer({ deviation: 0n }, 2);
    expect(node.observe(1, START, 4000n * WAD + 4_999_999_999_999_999n)).to.equal(4000n * WAD);
    expect(node.observe(2, START, 4000n * WAD + 5_000_000_000_000_000n)).to.equal(4000n * WAD + WAD / 100n);
    expect(printer({}, 8, WAD / 3n).printed).to.equal(33_333_333n * 10n ** 10n);
  });
});
