import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import type { Treatments } from "../../../src/scenario/treatmentSchema.ts";
import type { FailedRow } from "../../../src/trace/row.ts";
import { GUARD_KEEPER } from "../../../src/world/agentFunds.ts";
import { guardPokes } from "../../../src/world/controls/guardPokes.ts";
import type { GuardDeployment } from "../../../src/world/deployment.ts";
import { address } from "../../support/tinyEconomy.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const REGISTRY = new Interface([
  "function getSystem() view returns ((uint128 leverage, uint40 takenAt))",
  "function getSnapshot(address vault) view returns ((uint128 supply, uint80 leverage, uint40 takenAt, uint8 depth, bool solved, uint40 oldest, (address asset, uint128 held, uint128 owed, int128 size)[] lines))",
]);

describe("guardKeeper", () => {
  let world: TinyWorld;
  let run: TinyRun;
  let stored: { system: number; vaults: number[]; now: number };

  before(async () => {
    world = await TinyWorld.of(`${TINY_VAULTS}\ntreatments: { cap: { mode: observe, maxLeverage: 3 } }\n`);
    world.atEnd = async ({ chain, deployment }) => {
      const ask = async (name: string, args: unknown[]) => {
        const to = deployment.guards?.registry;
        const data = REGISTRY.encodeFunctionData(name, args);
        return REGISTRY.decodeFunctionResult(
          name,
          await chain.request<string>("eth_call", [{ to, data }, "latest"]),
        )[0];
      };
      const latest = await chain.request<{ timestamp: string }>("eth_getBlockByNumber", ["latest", false]);
      const vaults = await Promise.all(deployment.vaults.map(({ address }) => ask("getSnapshot", [address])));
      stored = {
        system: Number((await ask("getSystem", [])).takenAt),
        vaults: vaults.map(({ takenAt }) => Number(takenAt)),
        now: Number(latest.timestamp),
      };
    };
    run = await world.run();
  });

  after(() => world.close());

  const keeperOf = ({ world: { agentAccounts } }: TinyRun) => agentAccounts.get(GUARD_KEEPER)?.[0];
  const pokesIn = (from: TinyRun, block: number) =>
    from.blocks[block]?.mined.receipts.filter((receipt) => receipt.from === keeperOf(from)).length;

  it("makes the registry look at every vault and at the system in every block", () => {
    const every = run.blocks.map((_, block) => pokesIn(run, block));
    expect(new Set(every)).to.deep.equal(new Set([3]));
    expect(stored).to.deep.equal({ system: stored.now, vaults: [stored.now, stored.now], now: stored.now });
  });

  it("gives each look gas enough, after the print and before anyone else", () => {
    const failed = run.rows.filter((row): row is FailedRow => row.kind === "failed");
    expect(failed.filter(({ agent }) => agent === GUARD_KEEPER)).to.deep.equal([]);
    const first = run.blocks.map(({ mined }) => mined.receipts.findIndex(({ from }) => from === keeperOf(run)));
    const { oracleNode, lab } = run.world.deployment.roles;
    for (const [block, { mined }] of run.blocks.entries())
      for (const { from } of mined.receipts.slice(0, first[block])) expect([oracleNode, lab]).to.include(from);
  });

  it("keeps no run from converging", () => {
    expect(run.end.converged).to.equal(true);
  });

  it("looks as often as the scenario says", async () => {
    const seldom = await world.run("treatments.pokeBlocks=3");
    expect([0, 1, 2, 3, 4].map((block) => pokesIn(seldom, block))).to.deep.equal([3, 0, 0, 3, 0]);
  });

  it("is not there without treatments", async () => {
    const plain = await TinyWorld.build();
    const { world: without } = await plain.run();
    await plain.close();
    expect(without.agentAccounts.has(GUARD_KEEPER)).to.equal(false);
  });

  it("pokes each scope of prices and flows once, margins and what lending wrote off", () => {
    const { deployment } = run.world;
    const scope = (control: string, venue: string | null, asset: string, at: [string, number]) => ({
      control,
      venue,
      asset,
      at: { venue: at[0], asset: address(at[1]) },
    });
    const scopes = [
      scope("priceVelocity", null, "WETH", [ZeroAddress, 9]),
      scope("priceVelocity", "perps", "ETH", [address(7), 1]),
      scope("outflow", "perps", "ETH", [address(7), 1]),
      scope("outflow", "lending", "USDC", [address(8), 10]),
      scope("throttle", null, "WETH", [ZeroAddress, 9]),
    ];
    const guards = { scopes, breaker: "0xb", margin: "0xc", deficitWatch: "0xd" } as unknown as GuardDeployment;
    const treatments = { pokeBlocks: 1, margin: { assets: ["WETH"] } } as Treatments;
    const pokes = guardPokes(deployment, guards, treatments);
    expect(pokes.map(({ to, subject }) => `${to} ${subject}`)).to.deep.equal([
      "0xb everywhere/WETH",
      "0xb perps/ETH",
      "0xb lending/USDC",
      "0xc margin WETH",
      ...deployment.reserves.map(({ symbol }) => `0xd deficit ${symbol}`),
    ]);
    expect(pokes[1]?.data.endsWith("1")).to.equal(true);
  });
});
