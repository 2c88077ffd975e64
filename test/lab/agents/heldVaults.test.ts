import { expect } from "chai";
import { Interface } from "ethers";
import type { View } from "../../../src/agents/agent.ts";
import { vaultKeeper } from "../../../src/agents/vaultKeeper.ts";
import { WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import { LOOK, tinyGuards } from "../../support/tinyGuards.ts";
import { type TinyStand, tinyLoop } from "../../support/tinyLoop.ts";

const CALLS = new Interface(["function rebalance(bool)", "function ripcord(bool)", "function fulfil(uint256, bool)"]);
const RANDOM = randomStream(1, "test");
const CONFIG = { kind: "vaultKeeper", reactionBlocks: 0, flash: true, serve: true, fromBlock: 0 } as const;
const times = (part: bigint) => (part * WAD) / 100n;
const PAUSED = { pausedUntil: BigInt(LOOK + 12) };

/** A keeper of a loop vault of a hundred wstETH net, under controls. */
function keeping(stand: TinyStand, treatments: object, places: Record<string, object> = {}) {
  const tiny = tinyLoop(stand);
  const guards = tinyGuards(treatments, places);
  const keeper = vaultKeeper("steward", CONFIG, "0x01", tiny.economy.world);
  const calls = (changes: Partial<View> = {}) =>
    keeper.act(tiny.view({ guards, ...changes }), RANDOM).map(({ data }) => {
      const { name, args } = CALLS.parseTransaction({ data }) ?? {};
      return { name, amount: args?.[0] as bigint };
    });
  return { ...tiny, guards, keeper, calls };
}

describe("a vault's keeper under controls", () => {
  it("does not try to grow above the registry's cap, block after block, and is not busy for it", () => {
    const { keeper, calls, guards, vault } = keeping(
      { leverage: times(330n) },
      { cap: { mode: "enforce", maxAgeSeconds: 60 } },
    );
    const capped = (cap: bigint) => {
      guards.vaults = new Map([["loopETH", { leverage: 3n * WAD, takenAt: LOOK, cap }]]);
    };
    capped(times(300n));
    for (const block of [0, 1, 2]) expect(calls({ block })).to.deep.equal([]);
    const [told, ...more] = keeper.held?.() ?? [];
    expect(more).to.deep.equal([]);
    expect(told).to.include({ control: "cap", reason: "LeverageRegistry_AboveCap", venue: "loopETH", action: "grow" });
    expect(told?.account).to.equal(vault.info.address);
    // From 3.3 half way to the target of 4: 35 wstETH's worth is borrowed, less what slippage may cost.
    expect(Number(told?.volumeUsd) / 1e18).to.be.closeTo(34 * 4_880, 1_000);
    expect(keeper.isBusy?.()).to.equal(false);
    // What is idle is no equity at a venue: of a hundred net 95 are there.
    capped(times(400n));
    expect(calls({ block: 3 }).map(({ name }) => name)).to.deep.equal(["rebalance"]);
  });

  it("raises nothing while borrowing is stopped, and does so once it is not", () => {
    const lossUntil = BigInt(LOOK + 12);
    const { keeper, calls, guards } = keeping(
      { leverage: times(330n) },
      { lossStop: {} },
      { "lending/WETH": { lossUntil } },
    );
    expect(calls()).to.deep.equal([]);
    expect(keeper.held?.()[0]).to.include({ control: "lossStop", venue: "lending", action: "borrow" });
    expect(keeper.isBusy?.()).to.equal(true);
    guards.time += 12;
    expect(calls()).to.have.length(1);
  });

  it("lowers in a pause too, and serves its queue past a limiter: what a vault takes out always passes", () => {
    const paused = keeping(
      { leverage: times(510n) },
      { pause: {} },
      { "lending/wstETH": PAUSED, "lending/WETH": PAUSED },
    );
    expect(paused.calls()[0]?.name).to.equal("ripcord");
    expect(paused.keeper.held?.()).to.deep.equal([]);
    const limited = keeping({ pending: 10n }, { outflow: {} }, { "lending/wstETH": { outflowRoom: 0n } });
    expect(limited.calls()[0]?.name).to.equal("fulfil");
  });

  it("goes on to the next where a control refuses the most urgent", () => {
    const { calls, keeper } = keeping(
      { leverage: times(330n), pending: 1n, idle: 20n * WAD },
      { borrowVelocity: {} },
      { "lending/WETH": { borrowRoom: 0n } },
    );
    expect(calls().map(({ name }) => name)).to.deep.equal(["fulfil"]);
    expect(keeper.held?.().map(({ control }) => control)).to.deep.equal(["borrowVelocity"]);
  });
});
