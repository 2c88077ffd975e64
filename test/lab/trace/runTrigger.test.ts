import { expect } from "chai";
import { placeOf } from "../../../src/trace/rounds.ts";
import { RunTriggers } from "../../../src/trace/runTrigger.ts";
import type { ShareMoments } from "../../../src/trace/shareMoments.ts";
import { WAD } from "../../../src/units.ts";
import type { Vault } from "../../../src/venues/vault.ts";
import type { RunRule } from "../../../src/world/world.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const bps = (amount: bigint) => (amount * WAD) / 10_000n;

/** Share prices and what they would be on the path alone, in basis points; lent out WETH of a hundred; block by block. */
function triggers(...blocks: [price: bigint, alone: bigint, lent?: bigint][]) {
  const { venues } = tinyEconomy();
  const seen = new RunTriggers();
  blocks.forEach(([price, alone, lent = 0n], block) => {
    const reserve = venues.lending.reserve("WETH");
    reserve?.read([0n, 10n ** 27n, 10n ** 27n, 0n, 0n, 0n, 0n, lent * WAD, (100n - lent) * WAD, 0n, 0n], 0);
    const shares = {
      counterfactual: { shares: new Map([["share", { rate: bps(alone) }]]) },
    } as unknown as ShareMoments;
    const config = { kind: "loop", asset: "wstETH", debt: "WETH" };
    seen.note(venues, { info: { symbol: "share" }, config, sharePrice: bps(price) } as unknown as Vault, shares, block);
  });
  return (rule: Partial<RunRule>) => seen.of({ vault: "share", reactionBlocks: 1, ...rule });
}

describe("RunTriggers", () => {
  const fall = { sharePriceLoss: bps(500n) };

  it("names the share price from the block on in which it first fell as far", () => {
    const of = triggers([10_000n, 10_000n], [9_501n, 10_000n], [9_500n, 10_000n], [9_000n, 10_000n]);

    const window = { from: placeOf(1, 0), to: placeOf(2, 0) };
    expect(of(fall)).to.deep.equal({ trigger: "sharePrice", direct: false, window });
  });

  it("calls it direct where the path alone had it fall as far by then, not later", () => {
    expect(triggers([10_000n, 10_000n], [9_400n, 9_500n])(fall)?.direct).to.equal(true);
    expect(triggers([10_000n, 10_000n], [9_400n, 9_501n], [9_000n, 9_000n])(fall)?.direct).to.equal(false);
  });

  it("names utilisation of the fullest reserve that the vault needs", () => {
    const of = triggers([10_000n, 10_000n, 97n], [10_000n, 10_000n, 98n]);

    expect(of({ utilisation: bps(9_800n) })).to.deep.include({ trigger: "utilisation", direct: false });
    expect(of({ utilisation: bps(9_801n) })).to.equal(undefined);
  });

  it("names whichever rule held first, a rumour before the others of its block", () => {
    const of = triggers([10_000n, 10_000n], [9_400n, 10_000n], [9_400n, 10_000n]);

    expect(of({ ...fall, rumourAt: 2 })?.trigger).to.equal("sharePrice");
    expect(of({ ...fall, rumourAt: 1 })).to.deep.include({ trigger: "rumour", direct: true });
    expect(of({ rumourAt: 3 })).to.equal(undefined);
  });

  it("knows nothing of a vault that it never saw", () => {
    expect(triggers()(fall)).to.equal(undefined);
  });
});
