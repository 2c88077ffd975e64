import { expect } from "chai";
import { Interface, id } from "ethers";
import { WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { measures } from "../../../support/measures.ts";
import { TINY_PERPS } from "../../../support/tinyPerps.ts";
import { loadText } from "../../../support/tinyScenario.ts";

const EXCHANGE = new Interface([
  "function getPosition(address account, uint256 market) view returns (tuple(int128 size, int128 cost, int256 funding))",
]);
const DROPPED = id("OrderDropped(uint256,address,address,uint256,bytes4)");
const CAP = 6n * WAD;
const PRICES = [4_000n, 120_000n];

describe("ordersWithin", () => {
  let [free, capped]: World[] = [];
  const worlds = () => [free, capped] as [World, World];
  const sizeOf = async ({ chain, deployment }: World, account: string, market: number): Promise<bigint> =>
    (await read(chain, deployment.perps?.exchange ?? "", EXCHANGE, "getPosition", [account, market]))[0].size;
  const build = (...overrides: string[]) => buildWorld(loadText(TINY_PERPS, overrides), 1);

  /** Nobody above the cap, and who was cut in the last of its orders within a percent of it. */
  async function expectWithin(world: World, cap: bigint): Promise<void> {
    const found = await measures(world);
    const cut = new Set(world.curtailed.map(({ account }) => account));
    for (const [account, leverage] of found) {
      expect(leverage <= cap, `${account} ${leverage}`).to.equal(true);
      if (cut.has(account)) expect(leverage >= (cap * 99n) / 100n, `${account} ${leverage}`).to.equal(true);
    }
  }

  before(async () => {
    free = await build();
    capped = await build("treatments.cap.maxLeverage=6");
  });
  after(() => Promise.all(worlds().map((world) => world.chain.close())));

  it("leaves no trader above the cap, and whoever was cut within a percent of it", async () => {
    const { curtailed, holders } = worlds()[1];
    expect(curtailed.length > 0 && curtailed.length < holders.length).to.equal(true);
    await expectWithin(worlds()[1], CAP);
  });

  it("opens the very size that was drawn for whoever is below the cap, and records the rest of the others'", async () => {
    const [before, after] = worlds();
    for (const { address, kind } of after.holders) {
      if (kind !== "trader") continue;
      const rows = after.curtailed.filter(({ account }) => account === address);
      for (const [market, price] of PRICES.entries()) {
        const [then, now] = [await sizeOf(before, address, market), await sizeOf(after, address, market)];
        if (then === now) continue;
        const missing = (then < 0n ? now - then : then - now) * price;
        const [lost] = rows.map(({ wantedUsd, gotUsd }) => wantedUsd - gotUsd).filter((usd) => usd === missing);
        expect(lost, `${address} ${market}`).to.equal(missing);
      }
      expect(rows.length <= 2).to.equal(true);
    }
  });

  it("cuts orders that are settled later, of which the exchange says nothing beforehand", async () => {
    const delayed = await build(
      "treatments.cap.maxLeverage=6",
      "perps.trading={settlementDelay: 1, settlementWindow: 5, settlementRewardUsd: 2}",
    );
    expect(delayed.curtailed.length > 0).to.equal(true);
    await expectWithin(delayed, CAP);
    await delayed.chain.close();
  });

  it("sends what is dropped again a little smaller, where premiums that nobody can foresee are high", async () => {
    const steep = await build(
      "treatments.cap.maxLeverage=6",
      "perps.trading={settlementDelay: 1, settlementWindow: 5, settlementRewardUsd: 2, skewScale: 5_000}",
    );
    const receipts = steep.setup.flatMap((block) => block.receipts);
    const dropped = receipts.filter(({ logs }) => logs.some(({ topics }) => topics[0] === DROPPED));
    expect(dropped.length > 0).to.equal(true);
    for (const { from } of dropped) {
      const [lost] = steep.curtailed.filter(({ account }) => account === from.toLowerCase());
      expect(lost !== undefined && lost.gotUsd > 0n && lost.gotUsd < lost.wantedUsd, from).to.equal(true);
    }
    for (const [account, leverage] of await measures(steep))
      expect(leverage <= CAP, `${account} ${leverage}`).to.equal(true);
    await steep.chain.close();
  });
});
