import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import type { BlockRecord } from "../../../../src/run/recorder.ts";
import { createContext } from "../../../../src/trace/context.ts";
import type { RefusalRow, TripRow } from "../../../../src/trace/guardRow.ts";
import { GuardRecorder } from "../../../../src/trace/guards/guardRecorder.ts";
import type { Row } from "../../../../src/trace/row.ts";
import { WAD } from "../../../../src/units.ts";
import { ChainReader } from "../../../../src/venues/chainReader.ts";
import type { GuardBook } from "../../../../src/venues/guardBook.ts";
import { createVenues } from "../../../../src/venues/venues.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import { encode } from "../../../../src/world/encode.ts";
import type { Call } from "../../../../src/world/transaction.ts";
import type { World } from "../../../../src/world/world.ts";
import { loadText, TINY } from "../../../support/tinyScenario.ts";

const GUARDS = new Interface(["function pokeSystem()"]);
const PAUSE = new Interface(["function pause((address venue, address asset) scope, uint256 duration, uint256 grace)"]);
const TREATMENTS = `
treatments:
  cap: { binds: run, maxLeverage: 3 }
  outflow: { venues: [lending], assets: [WETH], minRetained: 90%, periodSeconds: 600, tickSeconds: 60 }
  borrowVelocity: { venues: [lending], assets: [WETH], limitUsd: 4_000, periodSeconds: 600 }
`;

describe("GuardRecorder", function () {
  this.timeout(120_000);
  let world: World;
  let rows: Row[];
  let send: (calls: Omit<Call, "gas">[], held?: BlockRecord["held"]) => Promise<void>;

  before(async () => {
    world = await buildWorld(loadText(TINY + TREATMENTS), 1);
    const venues = createVenues(world);
    const reader = new ChainReader(world, venues, []);
    await reader.read(venues.lending.positions);
    const context = createContext(world, venues, (row) => rows.push(row));
    const recorder = new GuardRecorder(context, venues.guards as GuardBook);
    let block = 0;
    send = async (calls, held = []) => {
      rows = [];
      world.time += 12;
      await world.transactor.send(calls.map((call) => ({ ...call, gas: 5_000_000 })));
      const mined = await world.transactor.mine(world.time);
      const prices = new Map([
        ["WETH", { reference: 4_000n * WAD, exogenous: 4_000n * WAD }],
        ["USDC", { reference: WAD, exogenous: WAD }],
      ]);
      const none = { sent: new Map(), counterfactual: new Map(), flowUsd: new Map() };
      const record = { block: block++, mined, held, outside: prices, ...none } as unknown as BlockRecord;
      await recorder.open(record, undefined);
      for (const receipt of mined.receipts) recorder.read(record, receipt);
      await reader.read(venues.lending.positions, mined);
      recorder.close(record);
    };
    rows = [];
    recorder.start();
  });
  after(() => world.chain.close());

  const holder = (group: string) => world.holders.find((each) => each.group === group)?.address ?? "";
  const pool = () => world.deployment.lendingPool;
  const token = (symbol: string) => world.deployment.tokens[symbol] ?? "";
  const borrow = (symbol: string, amount: bigint): Omit<Call, "gas"> => {
    const from = holder("whale");
    return { from, to: pool(), data: encode("borrow", [token(symbol), amount, 2, 0, from]) };
  };
  const only = () => {
    const found = rows.filter((row): row is RefusalRow => row.kind === "refusal");
    expect(found).to.have.length(1);
    return found[0] as RefusalRow;
  };

  it("tells who would have been levered how far, against which cap, and how much was wanted", async () => {
    await send([borrow("USDC", 150_000n * 10n ** 6n)]);

    const refused = only();
    expect(refused).to.include({
      ...{ control: "cap", reason: "LeverageRegistry_AboveCap", venue: "lending", action: "borrow", group: "whale" },
      ...{ account: holder("whale"), volumeUsd: "150000.00", limit: "3.000000" },
    });
    // 450,000 behind 350,000 of debt.
    expect(Number(refused.value)).to.be.within(4.4, 4.6);
  });

  it("writes nothing of what passes, and nothing of what fails for another reason", async () => {
    await send([borrow("USDC", 10n ** 6n), borrow("USDC", 10n ** 15n)]);

    expect(rows.filter(({ kind }) => kind === "refusal")).to.deep.equal([]);
  });

  it("tells what would have been left of an outflow, and what has to stay", async () => {
    const lender = world.holders.find(({ kind }) => kind === "lender")?.address ?? "";
    await send([
      {
        from: lender,
        to: pool(),
        data: encode("withdraw(address,uint256,address)", [token("WETH"), 2_000n * WAD, lender]),
      },
    ]);

    const refused = only();
    expect(refused).to.include({ control: "outflow", venue: "lending", action: "withdraw", volumeUsd: "8000000.00" });
    expect(Number(refused.value)).to.be.lessThan(Number(refused.limit));
    // Nine tenths of what lenders and borrowers have there.
    expect(Number(refused.limit)).to.be.within(5_000, 5_100);
  });

  it("counts a quota of borrowing in the asset", async () => {
    await send([borrow("WETH", 2n * WAD)]);

    expect(only()).to.include({
      control: "borrowVelocity",
      reason: "CircuitBreaker_AboveQuota",
      value: "2",
      limit: "1",
    });
  });

  it("writes what was held back before what the block did, and whose it was", async () => {
    const account = holder("whale");
    const held = {
      control: "cap",
      reason: "LeverageRegistry_Stale",
      venue: "lending",
      action: "borrow",
      account,
    } as const;
    await send([borrow("USDC", 150_000n * 10n ** 6n)], [{ ...held, volumeUsd: 7n * WAD, agent: "someone" }]);

    const [first, second] = rows.filter((row): row is RefusalRow => row.kind === "refusal");
    expect(first).to.include({ transaction: null, agent: "someone", group: "whale", volumeUsd: "7.00", value: null });
    expect(second?.transaction).to.match(/^0x/);
  });

  it("writes how the controls stand when that changed, and not else", async () => {
    const states = () => rows.filter(({ kind }) => kind === "controls").length;
    await send([]);
    await send([]);
    expect(states()).to.equal(0);
    const poke = GUARDS.encodeFunctionData("pokeSystem");
    await send([
      borrow("USDC", 1_000n * 10n ** 6n),
      { from: world.deployment.roles.lab, to: world.deployment.guards?.registry ?? "", data: poke },
    ]);
    expect(states()).to.equal(1);
  });

  it("has a trip of what the guardian pauses, and a refusal of what meets the pause", async () => {
    const data = PAUSE.encodeFunctionData("pause", [[pool(), ZeroAddress], 600, 60]);
    await send([
      { from: world.deployment.roles.lab, to: world.deployment.guards?.breaker ?? "", data },
      borrow("USDC", 10n ** 6n),
    ]);

    const tripped = rows.find((row): row is TripRow => row.kind === "trip");
    expect(tripped).to.include({
      control: "pause",
      event: "paused",
      venue: "lending",
      asset: null,
      measure: "60",
      until: world.time + 600,
    });
    expect(only()).to.include({ control: "pause", value: String(world.time), limit: String(world.time + 600) });
    const state = rows.find((row) => row.kind === "controls");
    expect(state?.kind === "controls" && state.halts["lending/WETH"]).to.equal(world.time + 660);
  });
});
