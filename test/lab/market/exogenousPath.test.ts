import { expect } from "chai";
import fc from "fast-check";
import { walkCandle } from "../../../src/market/candleWalk.ts";
import { type ExogenousPath, exogenousPaths } from "../../../src/market/exogenousPath.ts";
import { WAD } from "../../../src/units.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const candle = (open: bigint, high: bigint, low: bigint, close: bigint) => ({ start: 0, open, high, low, close });

describe("walkCandle", () => {
  it("goes by the high first where the candle closes lower", () => {
    expect(walkCandle(candle(100n, 110n, 70n, 80n), 4)).to.deep.equal([100n, 110n, 70n, 80n]);
  });

  it("goes by the low first where it closes higher or level", () => {
    expect(walkCandle(candle(80n, 110n, 70n, 100n), 4)).to.deep.equal([80n, 70n, 110n, 100n]);
    expect(walkCandle(candle(90n, 110n, 70n, 90n), 4)).to.deep.equal([90n, 70n, 110n, 90n]);
  });

  it("goes in straight lines between its corners", () => {
    expect(walkCandle(candle(100n, 120n, 60n, 90n), 7)).to.deep.equal([100n, 110n, 120n, 90n, 60n, 75n, 90n]);
  });

  it("stands still where the candle does", () => {
    expect(walkCandle(candle(5n, 5n, 5n, 5n), 4)).to.deep.equal([5n, 5n, 5n, 5n]);
  });

  it("begins and ends with the candle and shows both extremes, however many steps it has", () => {
    const price = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(fc.tuple(price, price, price, price), fc.integer({ min: 4, max: 60 }), (prices, steps) => {
        const [low, a, b, high] = prices.toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0)) as [
          bigint,
          bigint,
          bigint,
          bigint,
        ];
        const walk = walkCandle(candle(a, high, low, b), steps);
        expect(walk).to.have.length(steps);
        expect([walk[0], walk.at(-1)]).to.deep.equal([a, b]);
        expect(walk).to.include(low).and.to.include(high);
        expect(walk.every((at) => at >= low && at <= high)).to.equal(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("exogenousPaths", () => {
  const paths = (path: string, seed = 1, files: Record<string, string> = {}) =>
    exogenousPaths(loadText(TINY, [`market.paths=${path}`], files), seed);
  const shown = (path: ExogenousPath, blocks: number) => Array.from({ length: blocks }, (_, block) => path.at(block));

  it("shock: one step at its block, for good", () => {
    const [path] = paths("[{ kind: shock, asset: WETH, change: -25%, atBlock: 2 }]") as [ExogenousPath];
    expect(shown(path, 4)).to.deep.equal([WAD, WAD, (3n * WAD) / 4n, (3n * WAD) / 4n]);
    expect(path).to.include({ lastBlock: 2, absolute: false });
  });

  it("script: the asset's own price until its first step, then each step until the next", () => {
    const [path] = paths(
      "[{ kind: script, asset: WETH, steps: [{ atBlock: 2, priceUsd: 3900 }, { atBlock: 4, priceUsd: 4100 }] }]",
    ) as [ExogenousPath];
    expect(shown(path, 6).map((price) => price / WAD)).to.deep.equal([4000n, 4000n, 3900n, 3900n, 4100n, 4100n]);
    expect(path).to.include({ lastBlock: 4, absolute: true });
  });

  it("candles: every walk in a row, then the last close", () => {
    const csv = "2025-10-10T20:45:00Z,4000,4010,3900,3950\n2025-10-10T20:46:00Z,3950,3960,3800,3955\n";
    const range = 'from: "2025-10-10T20:45:00Z", to: "2025-10-10T20:47:00Z"';
    const [path] = paths(`[{ kind: candles, asset: WETH, file: c.csv, candleSeconds: 60, ${range} }]`, 1, {
      "c.csv": csv,
    }) as [ExogenousPath];
    const prices = shown(path, 10);
    expect(path).to.include({ lastBlock: 9, absolute: true });
    expect([prices[0], prices[9], path.at(500)]).to.deep.equal([4000n * WAD, 3955n * WAD, 3955n * WAD]);
    expect(prices)
      .to.include(4010n * WAD)
      .and.to.include(3800n * WAD);
  });

  it("process: the same for the same seed, another for another, and for each path its own", () => {
    const two =
      "[{ kind: process, asset: WETH, volatilityPerYear: 80%, blocks: 20 }, { kind: process, asset: USDC, volatilityPerYear: 80%, blocks: 20 }]";
    const at = (seed: number) => paths(two, seed).map((path) => shown(path, 22));
    expect(at(7)).to.deep.equal(at(7));
    expect(at(7)).not.to.deep.equal(at(8));
    expect(at(7)[0]).not.to.deep.equal(at(7)[1]);
    expect(at(7)[0]?.[0]).to.equal(WAD);
    expect(at(7)[0]?.[21]).to.equal(at(7)[0]?.[20]);
  });

  it("process: moves as much as its volatility says", () => {
    const [path] = paths("[{ kind: process, asset: WETH, volatilityPerYear: 100%, blocks: 4000 }]") as [ExogenousPath];
    let squares = 0;
    for (let block = 1; block <= 4000; block++)
      squares += Math.log(Number(path.at(block)) / Number(path.at(block - 1))) ** 2;
    const yearly = Math.sqrt((squares / 4000) * (31_536_000 / 12));
    expect(yearly).to.be.closeTo(1, 0.05);
  });

  it("process: does not move without volatility", () => {
    const [path] = paths("[{ kind: process, asset: WETH, volatilityPerYear: 0, blocks: 5 }]") as [ExogenousPath];
    expect(new Set(shown(path, 7))).to.deep.equal(new Set([WAD]));
  });
});
