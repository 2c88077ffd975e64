import { expect } from "chai";
import type { BasisConfig } from "../../src/model/vaults/basisVault.ts";
import { parseWad, WAD } from "../../src/units.ts";
import { BasisParity } from "../support/basisParity.ts";
import { type BasisStep, basisSteps, resolveBasisStep } from "../support/basisSteps.ts";
import type { BasisListing } from "../support/basisWorld.ts";
import { USDC, WETH } from "../support/lending.ts";
import { worth } from "../support/vaultWorld.ts";

const STEPS = 300;
const USDE = { ...USDC, symbol: "USDe", decimals: 18 };
const STETH = { ...WETH, symbol: "wstETH", price: 2_300n * 10n ** 8n };

const TERMS = { entryFee: 10n, exitFee: 20n, managementFee: 200n, performanceFee: 1_000n, patience: 86_400n };

function config(asset: BasisListing["pair"][0], rule: bigint, parkedShare: bigint): BasisConfig {
  return {
    ...{ targetHedge: WAD, minHedge: parseWad("97%"), maxHedge: parseWad("103%"), openHedge: parseWad("90%") },
    ...{ marginRatio: parseWad("20%"), minMarginRatio: parseWad("10%"), slippage: 150n, openSlippage: 300n },
    ...{ idleShare: 800n, parkedShare, cooldown: 300n, openCooldown: 60n, rule },
    ...{ maxTrade: worth(asset, 200_000n), openMaxTrade: worth(asset, 100_000n), openReward: worth(asset, 50n) },
  };
}

function world(pair: BasisListing["pair"], rate: bigint, rule: bigint, parks: boolean, cap: bigint): BasisListing {
  const terms = { ...TERMS, assetCap: cap === 0n ? 0n : worth(pair[0], cap) };
  const steering = config(pair[0], rule, parks ? 6_000n : 0n);
  return { preset: "aave-v3.6", pair, rate, parks, depth: 20_000_000n, terms, config: steering };
}

const WORLDS: readonly BasisListing[] = [
  world([USDC, WETH], WAD, 0n, true, 0n),
  world([USDE, STETH], parseWad("1.15"), 1n, false, 1_500_000n),
];

/** How often each step came to what, over all worlds. */
const everything = new Map<string, number>();

for (const [seed, listing] of WORLDS.entries()) {
  const [asset, spot] = listing.pair;
  describe(`basis vault against its model: ${asset.symbol} with ${spot.symbol}, rule ${listing.config.rule}`, () => {
    it(`agrees to the wei on ${STEPS} steps`, async () => {
      const parity = await BasisParity.start(listing);
      const account = parity.fixture.holders[0]?.address ?? "";
      await parity.step({ kind: "deposit", account, amount: worth(asset, 300_000n) }, 1n);
      const take = async (step: BasisStep, wait: bigint) => {
        const refused = await parity.step(step, wait);
        const what = `${step.kind}${"action" in step ? ` ${step.action.kind}` : ""} ${refused ?? "done"}`;
        everything.set(what, (everything.get(what) ?? 0) + 1);
      };
      for (const [i, drawn] of basisSteps(STEPS, seed + 11).entries()) {
        const step = resolveBasisStep(parity.fixture, parity.state, drawn);
        await take(step, drawn.wait);
        await parity.compare();
        // The index is ether's own price; a staked token's is that times its rate.
        if (step.kind === "price" && drawn.rare < 8) {
          await take({ kind: "index", price: (step.price * WAD) / listing.rate }, 1n);
        }
        if (step.kind === "price" && drawn.rare < 7) await take({ kind: "align" }, 12n);
        if (step.kind === "index") await take(resolveBasisStep(parity.fixture, parity.state, drawn), 1n);
        if (i % 10 === 0) await parity.compareViews(account, drawn.dust * drawn.perMille);
      }
    });
  });
}

describe("the steps of these sequences", () => {
  it("did all that can be done, and were refused for every usual reason", () => {
    const rare = Object.entries({
      ...{ "deposit done": 15, "mint done": 3, "withdraw done": 10, "redeem done": 8, "request done": 20 },
      ...{ "claim done": 10, "fulfil done": 20, "rebalance done": 40, "hedge done": 5, "give done": 10 },
      ...{ "exchange trade done": 20, "exchange liquidate done": 3, "exchange takeOver done": 5, "lend done": 3 },
      ...{ "hedge InBand": 10, "hedge NotOpen": 10, "hedge NothingTraded": 2, "rebalance BoughtTooLittle": 2 },
      ...{ "rebalance PERP_REFUSED_PriceBeyondAcceptable": 3, "rebalance Cooling": 3, "rebalance NotKeeper": 4 },
      ...{
        "fulfil UnwindingCostsMore": 1,
        "fulfil NothingTraded": 2,
        "fulfil NothingPending": 8,
        "claim NothingClaimable": 5,
      },
      ...{ "deposit ExceededMaxDeposit": 8, "mint ExceededMaxMint": 2 },
    }).filter(([what, least]) => (everything.get(what) ?? 0) < least);

    expect(rare, `${[...everything]}`).to.deep.equal([]);
  });
});
