import { expect } from "chai";
import { FaultlineError } from "../../../src/errors.ts";
import type { PerpsConfig } from "../../../src/scenario/perpSchema.ts";
import { startPrice } from "../../../src/scenario/startPrice.ts";
import { abs, WAD } from "../../../src/units.ts";
import { ChainReader } from "../../../src/venues/chainReader.ts";
import type { PerpAccount } from "../../../src/venues/perpAccount.ts";
import type { PerpBook } from "../../../src/venues/perpBook.ts";
import { createVenues } from "../../../src/venues/venues.ts";
import { buildWorld } from "../../../src/world/build.ts";
import { planProviders, planTraders } from "../../../src/world/traderPlans.ts";
import type { World } from "../../../src/world/world.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { loadText } from "../../support/tinyScenario.ts";

const UNIT = 10n ** 6n;
const DELAYED = "perps.trading={settlementDelay: 3, settlementWindow: 5, settlementRewardUsd: 2, maxPriceAge: 20}";

async function opened(...overrides: string[]): Promise<{ world: World; book: PerpBook }> {
  const world = await buildWorld(loadText(TINY_PERPS, overrides), 1);
  const venues = createVenues(world);
  await new ChainReader(world, venues, []).read([]);
  return { world, book: venues.perps as PerpBook };
}

async function refused(...overrides: string[]): Promise<FaultlineError> {
  try {
    await (await opened(...overrides)).world.chain.close();
  } catch (error) {
    if (error instanceof FaultlineError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("the opening of a perpetual exchange", () => {
  for (const [how, overrides] of [
    ["at once", []],
    ["by delayed orders, at fresh prices", [DELAYED]],
  ] as const) {
    describe(how, () => {
      let world: World;
      let book: PerpBook;

      before(async () => {
        ({ world, book } = await opened(...overrides));
      });
      after(() => world.chain.close());

      it("gives every trader the sizes it planned, and no order waits", () => {
        const plans = planTraders(world.scenario, world.scenario.perps as PerpsConfig, 1);
        expect(plans).to.have.length(24);
        for (const { holder, orders } of plans) {
          const account = book.accountOf(holder.address) as PerpAccount;
          expect(account.group).to.equal(holder.group);
          const sizes = orders.map(({ market }) => account.positions.get(market)?.size);
          expect(sizes).to.deep.equal(orders.map(({ sizeDelta }) => sizeDelta));
          expect(account.positions.size).to.equal(orders.length);
          expect(account.orders.size).to.equal(0);
        }
        expect(book.books.escrow).to.equal(0n);
      });

      it("leaves everyone at the equity and leverage drawn, within a percent for the premium that the last ones pay", () => {
        for (const [name, group] of Object.entries(world.scenario.population)) {
          if (group.kind !== "trader") continue;
          for (const account of book.accounts.filter((each) => each.group === name)) {
            const { equity, notional, initial } = book.marginOf(account);
            const [least, most] = [group.equityUsd.min, group.equityUsd.max].map((usd) => (usd * UNIT) / WAD);
            expect(equity * 101n >= (least ?? 0n) * 100n && equity * 100n <= (most ?? 0n) * 101n, name).to.equal(true);
            const leverage = (notional * WAD) / equity;
            const { min, max } = group.leverage;
            expect(leverage * 100n >= min * 99n && leverage * 100n <= max * 102n, `${name} ${leverage}`).to.equal(true);
            expect(equity >= initial).to.equal(true);
          }
        }
      });

      it("holds the pool of its providers and the insurance fund of the lab, and cash for all claims", () => {
        const perps = world.scenario.perps as PerpsConfig;
        const { poolCash, insurance, settledSum, fees, escrow, cash, shares } = book.books;
        const fromFees = poolCash - (perps.poolUsd * UNIT) / WAD;
        expect(insurance).to.equal((perps.insuranceUsd * UNIT) / WAD);
        expect(fromFees > 0n && fromFees * 1_000n < poolCash, `fees ${fromFees}`).to.equal(true);
        expect(settledSum + poolCash + insurance + fees + escrow).to.equal(cash);
        // A million virtual shares a unit (EIP-4626, inflation).
        const given = planProviders(perps, 1).reduce((sum, { deposit }) => sum + (deposit * UNIT) / WAD, 0n);
        expect(shares).to.equal(given * 1_000_000n);
      });

      it("hardly charges funding before the run", () => {
        for (const { state } of book.markets) {
          expect(abs(state.fundingIndex) * 10_000n < state.index, `${state.fundingIndex}`).to.equal(true);
        }
      });
    });
  }

  it("is the same chain for the same seed", async () => {
    const head = async () => {
      const { world } = await opened();
      const block = await world.chain.request<{ hash: string }>("eth_getBlockByNumber", ["latest", false]);
      await world.chain.close();
      return block.hash;
    };
    const first = await head();

    expect(await head()).to.equal(first);
  });

  it("counts a trader's collateral after its haircut, and stops those that the seed draws", async () => {
    const { world, book } = await opened("population.longs.stop={share: 100%, loss: 30%}");
    const [hedged] = book.accounts.filter(({ group }) => group === "hedged");
    const weth = ((hedged?.collateral.get("WETH") ?? 0n) * startPrice(world.scenario, "WETH")) / WAD;
    const equity = book.marginOf(hedged as PerpAccount).equity;
    const counted = (weth * 9n * UNIT) / 10n / WAD;

    expect(Number(counted) / Number(equity)).to.be.within(0.396, 0.404);
    const stops = world.holders.filter(({ group }) => group === "longs").map(({ stopLoss }) => stopLoss);
    expect(new Set(stops)).to.deep.equal(new Set([(WAD * 3n) / 10n]));
    await world.chain.close();
  });

  it("waits until a spot average has its history", async () => {
    const { world, book } = await opened("perps.markets.ETH={asset: WETH, mark: median, spotTwapSeconds: 1800}");

    expect(book.now[0]?.state.spot).to.not.equal(undefined);
    await world.chain.close();
  });

  it("says whom the exchange refused, and why", async () => {
    const atOnce = await refused("perps.markets.ETH.trading.maxValueUsd=100_000");
    expect(atOnce.code).to.equal("POSITION_NOT_OPENED");
    expect(atOnce.place).to.match(/^population\.(longs|shorts|hedged)$/);
    expect(atOnce.message).to.contain("PerpExchange_ValueCapExceeded");
    expect(atOnce.hint).to.contain("caps of open interest");

    const later = await refused("perps.markets.ETH.trading={maxValueUsd: 100_000, settlementDelay: 2}");
    expect(later.code).to.equal("POSITION_NOT_OPENED");
    expect(later.message).to.contain("its order was dropped with PerpExchange_ValueCapExceeded");
  });
});
