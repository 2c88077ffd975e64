import { expect } from "chai";
import type { AdlTerms } from "../../src/model/perps/terms.ts";
import { parseWad } from "../../src/units.ts";
import { crash } from "../support/perpCrash.ts";
import { parityListings } from "../support/perpListings.ts";
import { PerpParity } from "../support/perpParity.ts";
import { perpSteps, resolveStep } from "../support/perpSteps.ts";

const TRADERS = 8;

type World = {
  readonly decimals: number;
  readonly steps: number;
  /** Terms of deleveraging in the two markets. */
  readonly adl: readonly [Partial<AdlTerms>, Partial<AdlTerms>];
};

const AT_MARK = { price: "mark", poolTarget: parseWad("1%") } as const;

/** Between them every policy, price, scope and trigger of deleveraging. */
const WORLDS: readonly World[] = [
  {
    decimals: 6,
    steps: 1_000,
    adl: [
      { policy: "hyperliquid-queue", scope: "account" },
      { policy: "profit-pro-rata", severity: parseWad("70%") },
    ],
  },
  {
    decimals: 18,
    steps: 1_000,
    adl: [{ policy: "binance-queue", scope: "deficit" }, { policy: "contracts-pro-rata" }],
  },
  {
    decimals: 6,
    steps: 1_000,
    adl: [
      { policy: "random", severity: parseWad("50%") },
      { policy: "random", scope: "deficit" },
    ],
  },
  {
    decimals: 18,
    steps: 1_000,
    adl: [
      { policy: "profit-pro-rata", severity: 0n, poolTrigger: parseWad("3%"), ...AT_MARK },
      { policy: "hyperliquid-queue", poolTrigger: parseWad("4%"), ...AT_MARK },
    ],
  },
  { decimals: 6, steps: 300, adl: [{ policy: "none" }, { policy: "none" }] },
];

/** How often each action came to what, over all worlds. */
const everything = new Map<string, number>();

for (const [seed, { decimals, steps, adl }] of WORLDS.entries()) {
  const policies = adl.map(({ policy }) => policy).join(" and ");
  describe(`perpetual exchange against its model: ${policies}, quote of ${decimals} decimals`, () => {
    it(`agrees to the wei on ${steps} steps and their crashes`, async () => {
      const parity = await PerpParity.start(parityListings(decimals, adl), TRADERS);
      const homes = parity.state.markets.map(({ state }) => state.index);
      const traders = parity.traders.map(({ address }) => address);
      const cast = { homes, traders, keeper: parity.keeper.address };
      const told = new Map<string, number>();
      const count = (what: string) => {
        told.set(what, (told.get(what) ?? 0) + 1);
        everything.set(what, (everything.get(what) ?? 0) + 1);
      };
      await parity.act({ kind: "depositPool", amount: 8_000_000n * parity.state.quoteUnit }, 1n);
      for (const account of traders) {
        await parity.act({ kind: "deposit", account, token: null, amount: 20_000n * parity.state.quoteUnit }, 1n);
      }
      for (const [i, step] of perpSteps(steps, seed + 1).entries()) {
        const resolved = resolveStep(parity.state, cast, step);
        if ("print" in resolved) {
          await parity.print(resolved.print, step.wait);
        } else if ("status" in resolved) {
          await parity.setStatus(resolved.market, resolved.status, step.wait);
        } else {
          const refused = await parity.act(resolved.action, step.wait);
          count(`${resolved.action.kind} ${refused ?? "done"}`);
        }
        if (i % 20 === 0) await parity.compare();
        if (i % 100 === 99) {
          const market = Math.floor(i / 100) % 2;
          for (const what of await crash(parity, market, i % 400 < 200 ? -220 : 180)) count(what);
        }
      }
      await parity.compare();
      expect(told.get("trade done"), `${[...told]}`).to.be.greaterThan(steps / 12);
    });
  });
}

describe("the steps of these sequences", () => {
  it("did all that can be done, and were refused for every usual reason", () => {
    const rare = Object.entries({
      ...{ "trade done": 600, "withdraw done": 60, "withdrawPool done": 30, "liquidate done": 30, "flag done": 8 },
      ...{ "takeOver done": 25, "dispose done": 20, "deleverage done": 20, "buySeized done": 15 },
      ...{ "trade InsufficientMargin": 100, "trade ReduceOnly": 50, "trade Liquidatable": 5, "trade MarketPaused": 5 },
      ...{ "liquidate WindowExhausted": 2, "withdraw InsufficientMargin": 5, "takeOver InsuranceInsufficient": 1 },
      ...{ "deleverage RankingIncomplete": 2, "takeOver AboveBackstop": 5, "flag Healthy": 20 },
    }).filter(([what, least]) => (everything.get(what) ?? 0) < least);

    expect(rare, `${[...everything]}`).to.deep.equal([]);
  });
});
