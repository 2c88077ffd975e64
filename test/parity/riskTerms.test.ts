import { expect } from "chai";
import fc from "fast-check";
import { WAD } from "../../src/units.ts";
import { ChainReader } from "../../src/venues/chainReader.ts";
import { quoteLiquidation } from "../../src/venues/liquidationQuote.ts";
import { createVenues, type Venues } from "../../src/venues/venues.ts";
import { wordAt } from "../../src/venues/words.ts";
import { encode, GAS } from "../../src/world/encode.ts";
import { MovingTerms } from "../support/movingTerms.ts";

const ACCOUNT =
  "getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health)";

const anyStep = fc.record({
  symbol: fc.constantFrom("WETH", "wstETH", "USDC"),
  thresholdBps: fc.bigInt({ min: 6_500n, max: 8_600n }),
  duration: fc.constantFrom(60n, 400n, 7_200n),
  change: fc.integer({ min: -40, max: 40 }),
  wait: fc.integer({ min: 1, max: 300 }),
  what: fc.constantFrom("aim", "print", "wait"),
});

for (const preset of ["aave-v3.0", "aave-v3.6"]) {
  describe(`terms that move against the pool, ${preset}`, () => {
    let terms: MovingTerms;
    let venues: Venues;
    let reader: ChainReader;
    before(async () => {
      const still = ["lending.reserves.WETH.incentive={ kind: morpho }", "assets.wstETH.staked.growthPerYear=0%"];
      terms = await MovingTerms.build(`lending.preset=${preset}`, ...still);
      venues = createVenues(terms.world);
      reader = new ChainReader(terms.world, venues, []);
      await terms.scale("WETH", WAD / 100_000n, WAD / 500_000n);
      await terms.scale("USDC", WAD / 1_000_000n, WAD / 1_000_000n);
      await reader.read(venues.lending.positions);
    });
    after(() => terms.world.chain.close());

    /** What the pool says of every account, against the book; how many were liquidatable. */
    async function agrees(): Promise<number> {
      const { lending } = venues;
      const unhealthy: string[] = [];
      for (const position of lending.positions) {
        const data = lending.accountData(position);
        const real = await terms.ask(terms.world.deployment.lendingPool, ACCOUNT, position.account);
        expect(real, position.group).to.deep.equal([
          data.collateralBase,
          data.debtBase,
          data.availableBorrowsBase,
          data.averageThreshold,
          data.averageLtv,
          data.healthFactor,
        ]);
        if ((real[1] ?? 0n) > 0n && (real[5] ?? 0n) < WAD) unhealthy.push(position.account);
      }
      expect(lending.below(WAD).map(({ account }) => account)).to.deep.equal(unhealthy);
      return unhealthy.length;
    }

    it("agrees to the wei while first ramps lead from the reserves' own thresholds, and holds them there", async () => {
      const { lending } = venues;
      for (const { symbol, terms: own } of lending.reserves) {
        const to = own.liquidationThreshold;
        await terms.aim(symbol, to < 1_000n ? to : to - 400n, 400n);
      }
      await reader.read([]);
      lending.time = terms.world.time;
      for (const reserve of lending.reserves) {
        const { liquidationThreshold: own } = reserve.terms;
        const held = reserve.termsAt(lending.time).liquidationThreshold;
        if (own < 1_000n) expect(held).to.equal(own);
        else expect(held).to.satisfy((bps: bigint) => bps <= own && bps > own - 100n);
      }
      await agrees();
      await terms.as("lab", terms.margin, "poke", [terms.world.deployment.tokens.wstETH], 400);
      await reader.read([]);
      await agrees();
    });

    it("agrees to the wei on health and borrowing power while ramps and margins are under way", async () => {
      const { lending } = venues;
      let [unhealthy, moved] = [0, 0];
      const ltvs = new Set<bigint>();
      for (const step of fc.sample(anyStep, { numRuns: 40, seed: 3 })) {
        const { symbol, what } = step;
        if (what === "aim") await terms.aim(symbol, step.thresholdBps, step.duration);
        const price = lending.reserve("WETH")?.price ?? 0n;
        if (what === "print") await terms.print("WETH", (price * BigInt(1_000 + step.change)) / 1_000n);
        await terms.poke("WETH");
        await reader.read([]);

        // What the book expects of a block that is still to be mined.
        lending.time = terms.world.time + step.wait;
        const expected = lending.positions.map((position) => lending.accountData(position));
        await terms.as("lab", terms.margin, "poke", [terms.world.deployment.tokens.wstETH], step.wait);
        await reader.read([]);
        expect(lending.positions.map((position) => lending.accountData(position))).to.deep.equal(expected);
        unhealthy += await agrees();
        for (const reserve of lending.reserves) {
          const held = reserve.termsAt(lending.time);
          if (held.liquidationThreshold !== reserve.terms.liquidationThreshold) moved++;
          if (held.ltv < reserve.terms.ltv) ltvs.add(held.ltv);
        }
      }
      expect(unhealthy).to.be.greaterThan(20);
      expect(moved).to.be.greaterThan(40);
      expect(ltvs.size).to.be.greaterThan(10);
    });

    it("quotes to the wei what a lowered threshold lets liquidators take", async () => {
      const { world } = terms;
      const { transactor, deployment } = world;
      const { liquidator } = deployment.roles;
      await terms.print("WETH", 4_000n * 10n ** 8n);
      await terms.aim("WETH", 7_000n, 600n);
      world.time += 300;
      await transactor.send(
        [deployment.tokens.USDC ?? ""].flatMap((token) => [
          { from: deployment.roles.lab, to: token, data: encode("mint", [liquidator, 10n ** 15n]), gas: GAS.token },
          {
            from: liquidator,
            to: token,
            data: encode("approve", [deployment.lendingPool, 10n ** 15n]),
            gas: GAS.token,
          },
        ]),
      );
      await transactor.mine(world.time);

      let liquidated = 0;
      for (const { account } of venues.lending.positions) {
        await reader.read(venues.lending.positions);
        const { lending } = venues;
        lending.time = world.time + 12;
        const position = lending.positionOf(account);
        const quote = position && quoteLiquidation(lending, position);
        if (quote?.debt.symbol !== "USDC") continue;
        const { collateral, debt, debtToCover } = quote;
        const data = encode("liquidationCall", [collateral.address, debt.address, account, debtToCover, false]);
        world.time += 12;
        await transactor.send([{ from: liquidator, to: deployment.lendingPool, data, gas: GAS.liquidation }]);
        const [receipt] = (await transactor.mine(world.time)).receipts;
        expect(receipt?.succeeded).to.equal(true);
        const event = receipt?.logs.find(({ topics }) => topics.length === 4 && topics[3]?.endsWith(account.slice(2)));
        expect([wordAt(event?.data ?? "0x", 0), wordAt(event?.data ?? "0x", 1)]).to.deep.equal([
          quote.repaid,
          quote.seized,
        ]);
        liquidated++;
      }
      expect(liquidated).to.be.greaterThan(1);
    });
  });
}
