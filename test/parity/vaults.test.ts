import { expect } from "chai";
import { parseWad } from "../../src/units.ts";
import { USDC, WBTC, WETH } from "../support/lending.ts";
import { VaultParity } from "../support/vaultParity.ts";
import { resolveStep, vaultSteps } from "../support/vaultSteps.ts";
import { type VaultListing, worth } from "../support/vaultWorld.ts";

const STEPS = 300;
const STETH = { ...WETH, symbol: "wstETH", price: 2_300n * 10n ** 8n };

const TERMS = { entryFee: 10n, exitFee: 20n, managementFee: 200n, performanceFee: 1_000n, patience: 86_400n };

/** Leverage by hundredths: target, least, most, ripcord. */
function config(pair: VaultListing["pair"], [target, least, most, ripcord]: readonly [bigint, bigint, bigint, bigint]) {
  const hundredth = 10n ** 16n;
  return {
    ...{ targetLeverage: target * hundredth, minLeverage: least * hundredth },
    ...{ maxLeverage: most * hundredth, ripcordLeverage: ripcord * hundredth, recenteringSpeed: parseWad("40%") },
    ...{ slippage: 150n, ripcordSlippage: 300n, idleShare: 700n, cooldown: 600n, ripcordCooldown: 60n },
    ...{ maxTrade: worth(pair[0], 400_000n), ripcordMaxTrade: worth(pair[0], 150_000n) },
    ripcordReward: worth(pair[0], 200n),
  };
}

function world(
  preset: VaultListing["preset"],
  pair: VaultListing["pair"],
  eMode: boolean,
  leverages: readonly [bigint, bigint, bigint, bigint],
  capDollars: bigint,
): VaultListing {
  const terms = { ...TERMS, assetCap: capDollars === 0n ? 0n : worth(pair[0], capDollars) };
  return { preset, pair, eMode, depth: 20_000_000n, terms, config: config(pair, leverages) };
}

const WORLDS: readonly VaultListing[] = [
  world("aave-v3.6", [STETH, WETH], true, [300n, 250n, 350n, 400n], 0n),
  world("aave-v3.6", [USDC, WETH], false, [200n, 160n, 240n, 270n], 1_500_000n),
  world("aave-v3.0", [WETH, USDC], false, [250n, 200n, 300n, 350n], 0n),
  world("aave-v2", [WBTC, USDC], false, [200n, 100n, 230n, 260n], 0n),
];

/** How often each step came to what, over all worlds. */
const everything = new Map<string, number>();

for (const [seed, listing] of WORLDS.entries()) {
  const [collateral, debt] = listing.pair;
  describe(`loop vault against its model: ${collateral.symbol} on ${debt.symbol}, ${listing.preset}`, () => {
    it(`agrees to the wei on ${STEPS} steps`, async () => {
      const parity = await VaultParity.start(listing);
      const [first] = parity.fixture.holders;
      const account = first?.address ?? "";
      await parity.step({ kind: "deposit", account, amount: worth(collateral, 200_000n) }, 1n);
      for (const [i, drawn] of vaultSteps(STEPS, seed + 1).entries()) {
        const step = resolveStep(parity.fixture, parity.state, drawn);
        const refused = await parity.step(step, drawn.wait);
        const way = "flash" in step ? (step.flash ? " flash" : " stepwise") : "";
        const what = `${step.kind}${way} ${refused ?? "done"}`;
        everything.set(what, (everything.get(what) ?? 0) + 1);
        await parity.compare();
        if (step.kind === "price" && drawn.rare < 7) await parity.step({ kind: "align" }, 12n);
        if (i % 10 === 0) await parity.compareViews(account, drawn.dust * drawn.perMille);
      }
    });
  });
}

describe("the steps of these sequences", () => {
  it("did all that can be done, and were refused for every usual reason", () => {
    const rare = Object.entries({
      ...{ "deposit done": 40, "mint done": 15, "withdraw done": 20, "redeem done": 20, "request done": 40 },
      ...{ "claim done": 15, "fulfil flash done": 15, "fulfil stepwise done": 20, "rebalance flash done": 20 },
      ...{ "rebalance stepwise done": 25, "ripcord flash done": 8, "ripcord stepwise done": 8, "give done": 15 },
      ...{ "deposit ExceededMaxDeposit": 3, "withdraw ExceededMaxWithdraw": 3, "redeem ExceededMaxRedeem": 3 },
      ...{ "rebalance flash BoughtTooLittle": 5, "rebalance stepwise Cooling": 4, "rebalance flash Paused": 3 },
      ...{ "fulfil flash UnwindingCostsMore": 1, "fulfil flash Pool": 5, "ripcord flash BelowRipcord": 10 },
      ...{ "claim NothingClaimable": 10, "rebalance stepwise NotKeeper": 5, "ripcord stepwise NothingTraded": 1 },
    }).filter(([what, least]) => (everything.get(what) ?? 0) < least);

    expect(rare, `${[...everything]}`).to.deep.equal([]);
  });
});
