import { expect } from "chai";
import { Interface } from "ethers";
import type { View } from "../../../src/agents/agent.ts";
import { vaultKeeper } from "../../../src/agents/vaultKeeper.ts";
import { WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import { NOW, type TinyStand, tinyLoop } from "../../support/tinyLoop.ts";

const CALLS = new Interface(["function rebalance(bool)", "function ripcord(bool)", "function fulfil(uint256, bool)"]);
const RANDOM = randomStream(1, "test");
const CONFIG = { kind: "vaultKeeper", reactionBlocks: 0, flash: true, serve: true, fromBlock: 0 } as const;
const times = (part: bigint, whole = 100n) => (part * WAD) / whole;

/** A keeper on the vault as it stands; `prepare` changes the economy first. */
function keeping(stand: TinyStand, prepare: (tiny: ReturnType<typeof tinyLoop>) => void = () => {}) {
  const tiny = tinyLoop(stand);
  prepare(tiny);
  const keeper = vaultKeeper("steward", CONFIG, "0x01", tiny.economy.world);
  const act = (changes: Partial<View> = {}) => keeper.act(tiny.view(changes), RANDOM);
  const calls = (changes?: Partial<View>) => act(changes).map(({ data }) => CALLS.parseTransaction({ data }));
  return { ...tiny, keeper, act, calls };
}

describe("vaultKeeper", () => {
  it("vaultKeeper_vaultInItsBand_leavesItAlone", () => {
    const { act, keeper } = keeping({});
    expect(act()).to.deep.equal([]);
    expect(keeper.isBusy?.()).to.equal(false);
  });

  it("vaultKeeper_leverageOutOfItsBand_rebalancesByFlashLoan", () => {
    for (const leverage of [times(470n), times(330n)]) {
      const [call, ...more] = keeping({ leverage }).calls();
      expect([call?.name, call?.args[0], more.length]).to.deep.equal(["rebalance", true, 0]);
    }
  });

  it("vaultKeeper_coolingDown_waitsAndSaysSo", () => {
    const { act, keeper } = keeping({ leverage: times(470n), rebalancedAt: NOW - 30 });
    expect(act()).to.deep.equal([]);
    expect(keeper.isBusy?.()).to.equal(true);
    expect(act({ time: NOW + 30 })).to.have.length(1);
  });

  it("vaultKeeper_ripcordLeverage_pullsIt", () => {
    expect(keeping({ leverage: times(510n) }).calls()[0]?.name).to.equal("ripcord");
  });

  it("vaultKeeper_noCashInTheDebtReserve_lowersStepByStep", () => {
    const { calls } = keeping({ leverage: times(470n) }, ({ economy }) => {
      const debt = economy.venues.lending.reserve("WETH");
      if (debt !== undefined) debt.cash = 0n;
    });
    expect([...(calls()[0]?.args ?? [])]).to.deep.equal([false]);
  });

  it("vaultKeeper_poolTooFarFromTheOracle_sendsNothingThatWouldRevertAndHopesForAWhile", () => {
    const { view, keeper } = keeping({ leverage: times(470n) });
    for (const block of [0, 24, 25]) {
      const off = view({ block });
      const pool = off.amm.pools.find(({ base }) => base === "wstETH");
      if (pool !== undefined) off.amm.moveTo(pool, off.amm.sqrtPriceAt(pool, (off.amm.priceOf(pool) * 97n) / 100n));
      expect(keeper.act(off, RANDOM)).to.deep.equal([]);
      expect(keeper.isBusy?.()).to.equal(block < 25);
    }
  });

  it("vaultKeeper_tooMuchIdle_putsItToWorkUnlessAQueueWaits", () => {
    expect(keeping({ idle: 20n * WAD }).calls()[0]?.name).to.equal("rebalance");
    expect(keeping({ idle: 20n * WAD, pending: 10n }).calls()[0]?.name).to.equal("fulfil");
  });

  it("vaultKeeper_queueWaits_servesAllOfItThatOneCallCan", () => {
    const { calls, vault } = keeping({ pending: 10n });
    const [call] = calls();
    expect([call?.name, call?.args[0], call?.args[1]]).to.deep.equal(["fulfil", 10n * vault.shareUnit, true]);
    const most = keeping({ pending: 90n }).calls()[0]?.args[0];
    // The vault trades debt worth at most a hundred collateral at once, a third of what it owes.
    expect(Number(most) / Number(vault.shareUnit)).to.be.closeTo(100 / 3, 0.01);
  });

  it("vaultKeeper_collateralLentOut_hopesForAWhileAndGivesUp", () => {
    const { act, keeper, view } = keeping({ pending: 10n, idle: 0n }, ({ economy }) => {
      const reserve = economy.venues.lending.reserve("wstETH");
      if (reserve !== undefined) reserve.cash = 0n;
    });
    expect(act()).to.deep.equal([]);
    expect(keeper.isBusy?.()).to.equal(true);
    keeper.act(view({ block: 25 }), RANDOM);
    expect(keeper.isBusy?.()).to.equal(false);
  });

  it("vaultKeeper_callThatChangedNothing_isTriedLessAndLess", () => {
    const { act } = keeping({ leverage: times(470n) });
    const sent = Array.from({ length: 12 }, (_, block) => act({ block }).length);
    expect(sent).to.deep.equal([1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });
});
