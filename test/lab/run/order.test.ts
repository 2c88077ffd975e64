import { expect } from "chai";
import { order, type Queued } from "../../../src/run/order.ts";
import { randomStream } from "../../../src/world/random.ts";

const queued = (agent: string, tip?: bigint): Queued => ({
  agent,
  intent: { from: agent, to: "", data: "", gas: 1, action: "a", subject: agent, ...(tip === undefined ? {} : { tip }) },
});
const LAB = [queued("lab", 100n)];
const OTHERS = [queued("a", 1n), queued("b", 5n), queued("c"), queued("d", 5n), queued("e", 1n)];
const laidOut = (policy: Parameters<typeof order>[0], seed = 1) =>
  order(policy, LAB, OTHERS, randomStream(seed, "ordering"))
    .map(({ agent }) => agent)
    .join("");

describe("order", () => {
  it("by fee: the highest tip first, ties as they came", () => {
    expect(laidOut("priority-fee")).to.equal("labbdaec");
  });

  it("fifo: the lab, then all as they came", () => {
    expect(laidOut("fifo")).to.equal("lababcde");
  });

  it("random: the lab, then all in an order that the seed decides", () => {
    const orders = [1, 2, 3, 4, 5, 6].map((seed) => laidOut("random", seed));
    for (const [i, one] of orders.entries()) {
      expect(one).to.match(/^lab/);
      expect([...one].sort().join("")).to.equal([..."lababcde"].sort().join(""));
      expect(laidOut("random", i + 1)).to.equal(one);
    }
    expect(new Set(orders).size).to.be.greaterThan(3);
  });

  it("random: gives each place to each with equal chance", () => {
    const random = randomStream(9, "ordering");
    const counts = new Map<string, number>();
    for (let i = 0; i < 3_000; i++) {
      const first = order("random", [], OTHERS, random)[0]?.agent ?? "";
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    expect(counts.size).to.equal(5);
    for (const count of counts.values()) expect(count).to.be.within(500, 700);
  });

  it("random: keeps the transactions of one sender in their order", () => {
    const mixed = [..."xyxyxyxxyy"].map((agent, i) => queued(agent, BigInt(i)));
    for (const seed of [1, 2, 3]) {
      const laid = order("random", [], mixed, randomStream(seed, "ordering"));
      expect(laid.map(({ agent }) => agent)).not.to.deep.equal(mixed.map(({ agent }) => agent));
      for (const sender of "xy") {
        const numbers = laid.filter(({ agent }) => agent === sender).map(({ intent }) => Number(intent.tip));
        expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
        expect(numbers.length).to.equal(5);
      }
    }
  });

  it("changes neither list", () => {
    order("priority-fee", LAB, OTHERS, randomStream(1, "x"));
    expect(OTHERS.map(({ agent }) => agent).join("")).to.equal("abcde");
  });
});
