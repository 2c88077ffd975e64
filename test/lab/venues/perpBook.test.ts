import { expect } from "chai";
import { engineEquity } from "../../../src/model/perps/engineEquity.ts";
import { poolEquity, poolWithdrawable } from "../../../src/model/perps/poolEquity.ts";
import { ChainReader } from "../../../src/venues/chainReader.ts";
import type { PerpBook } from "../../../src/venues/perpBook.ts";
import { deleverageable } from "../../../src/venues/perpRanking.ts";
import { createVenues } from "../../../src/venues/venues.ts";
import { buildWorld } from "../../../src/world/build.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { World } from "../../../src/world/world.ts";
import { perpGetter } from "../../support/perpGetters.ts";
import { perpTraffic } from "../../support/perpTraffic.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { loadText } from "../../support/tinyScenario.ts";

const BLOCKS = 40;
const VENUES: Record<string, string[]> = {
  "velocity funding, mark at the index": [],
  "clamped premium, median mark with a spot average, partial liquidations": [
    "perps.preset=hyperliquid",
    "perps.markets.ETH={asset: WETH, spotTwapSeconds: 300, trading: {skewScale: 50_000}}",
    "perps.markets.BTC={asset: WBTC, trading: {skewScale: 2_000}}",
  ],
  "margin scaled by open interest, deleveraging by weight": [
    "perps.preset=dydx-v4",
    "perps.adl.policy=profit-pro-rata",
    "perps.margin={openInterestLowerUsd: 100_000, openInterestUpperUsd: 60_000_000}",
  ],
};

for (const [name, overrides] of Object.entries(VENUES)) {
  describe(`PerpBook: ${name}`, () => {
    let world: World;
    let book: PerpBook;
    let reader: ChainReader;
    const seen = { takenOver: 0, ranked: 0, negative: 0 };

    before(async () => {
      world = await buildWorld(loadText(TINY_PERPS, overrides), 1);
      const venues = createVenues(world);
      book = venues.perps as PerpBook;
      reader = new ChainReader(world, venues, []);
      await reader.read([]);
    });
    after(() => world.chain.close());

    it("is what the exchange's own getters say, to the unit, after every block of anything", async () => {
      const random = randomStream(7, name);
      await compare();
      for (let block = 0; block < BLOCKS; block++) {
        await world.transactor.send(perpTraffic(world, book, random));
        world.time += 3 + random.index(600);
        const mined = await world.transactor.mine(world.time);
        await reader.read([], mined);
        await compare();
      }
    });

    it("finds who holds a position without being told", async () => {
      const venues = createVenues({ ...world, holders: [], agentAccounts: new Map() });
      await new ChainReader(world, venues, []).read([]);
      const found = venues.perps as PerpBook;
      const holders = book.accounts.filter(({ positions }) => positions.size > 0);

      expect(found.accounts).to.have.length(holders.length);
      expect(found.now).to.deep.equal(book.now);
      for (const { account } of holders) {
        const known = found.accountOf(account);
        expect(known && found.marginOf(known)).to.deep.equal(book.marginOf(book.known(account)));
      }
    });

    it("saw what it was to be tested on", () => {
      expect(seen.takenOver).to.be.greaterThan(0);
      expect(seen.ranked).to.be.greaterThan(0);
      expect(seen.negative).to.be.greaterThan(0);
    });

    async function compare(): Promise<void> {
      for (const { id } of book.markets) await compareMarket(id);
      const below = [];
      for (const account of [...book.accounts, book.engine]) {
        const chain = await perpGetter(world, "getMargin", account.account);
        const { equity, initial, maintenance, backstop, notional } = book.marginOf(account);
        const own = { equity, initial, maintenance, backstop, notional };
        for (const [key, value] of Object.entries(own))
          expect(value, `${key} of ${account.group}`).to.equal(chain[key]);
        if (equity < 0n) seen.negative++;
        if (account === book.engine) continue;
        if (account.flagged || (chain.equity as bigint) < (chain.maintenance as bigint)) below.push(account);
      }
      expect(book.liquidatable()).to.deep.equal(below);
      expect(engineEquity(book.state)).to.equal(await perpGetter(world, "engineEquity"));
      expect(poolEquity(book.state)).to.equal(await perpGetter(world, "poolEquity"));
      expect(poolWithdrawable(book.state)).to.equal(await perpGetter(world, "poolWithdrawable"));
      const { settledSum, poolCash, insurance, fees, escrow, cash } = book.books;
      expect(settledSum + poolCash + insurance + fees + escrow).to.equal(cash);
      if (book.engine.positions.size > 0) seen.takenOver++;
    }

    async function compareMarket(id: number): Promise<void> {
      const chain = await perpGetter(world, "getMarket", id);
      const now = book.now[id];
      if (now === undefined) throw new Error("There is no such market.");
      expect([now.index, now.mark]).to.deep.equal([chain.index, chain.mark]);
      expect([now.state.fundingRate, now.state.fundingIndex]).to.deep.equal([chain.fundingRate, chain.fundingIndex]);
      for (const longs of [true, false]) {
        const price = (now.mark * (longs ? 99n : 101n)) / 100n;
        const queue = deleverageable(book, id, longs, price);
        for (const { account, score, size } of queue) {
          const terms = await perpGetter(world, "getAdlTerms", id, account, price);
          expect([score, size]).to.deep.equal([terms.score, terms.size]);
        }
        seen.ranked += queue.length;
      }
    }
  });
}
