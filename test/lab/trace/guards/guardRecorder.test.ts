import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import type { RefusalRow, TripRow } from "../../../../src/trace/guardRow.ts";
import { WAD } from "../../../../src/units.ts";
import { encode } from "../../../../src/world/encode.ts";
import { read } from "../../../../src/world/read.ts";
import type { Call } from "../../../../src/world/transaction.ts";
import { GuardedBlocks } from "../../../support/guardedBlocks.ts";
import { TINY } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const GUARDS = new Interface([
  "function pokeSystem()",
  "function pause((address venue, address asset) scope, uint256 duration, uint256 grace)",
]);
const VAULT = new Interface([
  "function redeem(uint256 shares, address receiver, address owner)",
  "function maxRedeem(address owner) view returns (uint256)",
]);
const TREATMENTS = `
treatments:
  cap: { binds: run, maxLeverage: 3 }
  outflow: { venues: [lending], assets: [WETH], minRetained: 90%, periodSeconds: 600, tickSeconds: 60 }
  borrowVelocity: { venues: [lending], assets: [WETH], limitUsd: 4_000, periodSeconds: 600 }
`;

/** What the lab sends to pause a venue for ten minutes, with a minute's grace. */
function pauseBy({ world }: GuardedBlocks, venue: string): Omit<Call, "gas"> {
  const { roles, guards } = world.deployment;
  const data = GUARDS.encodeFunctionData("pause", [[venue, ZeroAddress], 600, 60]);
  return { from: roles.lab, to: guards?.breaker ?? "", data };
}

const refusalsOf = ({ rows }: GuardedBlocks) => rows.filter((row): row is RefusalRow => row.kind === "refusal");

describe("GuardRecorder", function () {
  this.timeout(120_000);
  let blocks: GuardedBlocks;

  before(async () => {
    blocks = await GuardedBlocks.of(TINY + TREATMENTS);
  });
  after(() => blocks.world.chain.close());

  const refusals = () => refusalsOf(blocks);
  const borrow = (symbol: string, amount: bigint): Omit<Call, "gas"> => {
    const from = blocks.holder("whale");
    const data = encode("borrow", [blocks.token(symbol), amount, 2, 0, from]);
    return { from, to: blocks.world.deployment.lendingPool, data };
  };
  const only = () => {
    expect(refusals()).to.have.length(1);
    return refusals()[0] as RefusalRow;
  };

  it("tells who would have been levered how far, against which cap, and how much was wanted", async () => {
    await blocks.send([borrow("USDC", 150_000n * 10n ** 6n)]);

    const refused = only();
    expect(refused).to.include({
      ...{ control: "cap", reason: "LeverageRegistry_AboveCap", venue: "lending", action: "borrow", group: "whale" },
      ...{ account: blocks.holder("whale"), volumeUsd: "150000.00", limit: "3.000000" },
    });
    // 450,000 behind 350,000 of debt.
    expect(Number(refused.value)).to.be.within(4.4, 4.6);
  });

  it("writes nothing of what passes, and nothing of what fails for another reason", async () => {
    await blocks.send([borrow("USDC", 10n ** 6n), borrow("USDC", 10n ** 15n)]);

    expect(refusals()).to.deep.equal([]);
  });

  it("tells what would have been left of an outflow, and what has to stay", async () => {
    const lender = blocks.world.holders.find(({ kind }) => kind === "lender")?.address ?? "";
    await blocks.send([
      {
        from: lender,
        to: blocks.world.deployment.lendingPool,
        data: encode("withdraw(address,uint256,address)", [blocks.token("WETH"), 2_000n * WAD, lender]),
      },
    ]);

    const refused = only();
    expect(refused).to.include({ control: "outflow", venue: "lending", action: "withdraw", volumeUsd: "8000000.00" });
    expect(Number(refused.value)).to.be.lessThan(Number(refused.limit));
    // Nine tenths of what lenders and borrowers have there.
    expect(Number(refused.limit)).to.be.within(5_000, 5_100);
  });

  it("counts a quota of borrowing in the asset", async () => {
    await blocks.send([borrow("WETH", 2n * WAD)]);

    expect(only()).to.include({
      control: "borrowVelocity",
      reason: "CircuitBreaker_AboveQuota",
      value: "2",
      limit: "1",
    });
  });

  it("writes what was held back, and whose it was, once it no longer is", async () => {
    const account = blocks.holder("whale");
    const held = {
      control: "cap",
      reason: "LeverageRegistry_Stale",
      venue: "lending",
      action: "borrow",
      account,
    } as const;
    await blocks.send([borrow("USDC", 150_000n * 10n ** 6n)], [{ ...held, volumeUsd: 7n * WAD, agent: "someone" }]);

    expect(only().transaction).to.match(/^0x/);
    await blocks.send([], [{ ...held, volumeUsd: 9n * WAD, agent: "someone" }]);
    expect(refusals()).to.deep.equal([]);
    await blocks.send([]);
    expect(only()).to.include({
      ...{ transaction: null, agent: "someone", group: "whale", tries: 2, volumeUsd: "9.00", value: null },
    });
  });

  it("writes how the controls stand when that changed, and not else", async () => {
    const states = () => blocks.rows.filter(({ kind }) => kind === "controls").length;
    await blocks.send([]);
    await blocks.send([]);
    expect(states()).to.equal(0);
    const poke = GUARDS.encodeFunctionData("pokeSystem");
    await blocks.send([
      borrow("USDC", 1_000n * 10n ** 6n),
      { from: blocks.world.deployment.roles.lab, to: blocks.world.deployment.guards?.registry ?? "", data: poke },
    ]);
    expect(states()).to.equal(1);
  });

  it("has a trip of what the guardian pauses, and a refusal of what meets the pause", async () => {
    await blocks.send([pauseBy(blocks, blocks.world.deployment.lendingPool), borrow("USDC", 10n ** 6n)]);

    const tripped = blocks.rows.find((row): row is TripRow => row.kind === "trip");
    expect(tripped).to.include({
      control: "pause",
      event: "paused",
      venue: "lending",
      asset: null,
      measure: "60",
      until: blocks.world.time + 600,
    });
    expect(only()).to.include({
      control: "pause",
      value: String(blocks.world.time),
      limit: String(blocks.world.time + 600),
    });
    const state = blocks.rows.find((row) => row.kind === "controls");
    expect(state?.kind === "controls" && state.halts["lending/WETH"]).to.equal(blocks.world.time + 660);
  });
});

describe("GuardRecorder on vaults", function () {
  this.timeout(120_000);
  let blocks: GuardedBlocks;

  before(async () => {
    const pause = "{ pause: { venues: [lending], fromBlock: 50, durationSeconds: 60 } }";
    blocks = await GuardedBlocks.of(`${TINY_VAULTS}\ntreatments: ${pause}\n`);
  });
  after(() => blocks.world.chain.close());

  const vault = (symbol: string) =>
    blocks.world.deployment.vaults.find((each) => each.symbol === symbol)?.address ?? "";
  const redeem = async (symbol: string, owner: string): Promise<Omit<Call, "gas">> => {
    const [most] = await read(blocks.world.chain, vault(symbol), VAULT, "maxRedeem", [owner]);
    return {
      from: owner,
      to: vault(symbol),
      data: VAULT.encodeFunctionData("redeem", [(most * 9n) / 10n, owner, owner]),
    };
  };

  it("has an exit that the vault's own pause refused, as the holder's", async () => {
    const owner = blocks.holder("savers");
    const exit = await redeem("loopETH", owner);
    await blocks.send([pauseBy(blocks, vault("loopETH")), exit]);

    expect(refusalsOf(blocks)[0]).to.include({ venue: "loopETH", action: "exit", account: owner, group: "savers" });
  });
});
