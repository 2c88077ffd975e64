import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { ForkPlan } from "../../../../src/fork/run/forkPlan.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import type { Scenario } from "../../../../src/scenario/schema.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

/** wstETH is priced over WETH's feed; ether is wrapped in something else, so that nothing is taken for granted. */
describe("what follows a price on a fork", () => {
  let mainnet: AaveMainnet;
  let node: HostileRpc;
  let folder: string;
  before(async () => {
    mainnet = await openAaveMainnet("3.0", 4);
    node = await new HostileRpc(mainnet.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "followers-"));
    const known = { chainId: 31337, lending: { "aave-v3": mainnet.pool }, wrappedEther: mainnet.assets.USDC.address };
    writeFileSync(join(folder, "addresses.json"), JSON.stringify(known));
  });
  after(async () => {
    await node.close();
    await mainnet.chain.close();
    rmSync(folder, { recursive: true });
  });

  async function scenarioOf(market: string, shocks: ForkPlan["shocks"] = []): Promise<Scenario> {
    const scenario = join(folder, "any.yaml");
    const people =
      "{ a: { kind: borrower, count: 1, collateral: wstETH, debt: USDC, equityUsd: { min: 9, max: 9 }, healthFactor: { min: 2, max: 2 } } }";
    writeFileSync(scenario, `fork: { pools: ${JSON.stringify(mainnet.pools)} }\npopulation: ${people}\n${market}\n`);
    const source = { kind: "rpc", url: node.url, block: mainnet.block } as const;
    const addresses = join(folder, "addresses.json");
    const plan = { source, protocol: "aave-v3", addresses, scenario, shocks };
    const prepared = await prepareFork(plan, { cacheFolder: null });
    await prepared.close();
    return prepared.runnable.loaded.scenario;
  }

  it("follows what is shocked", async () => {
    const { assets } = await scenarioOf("", [{ asset: "WETH", change: "-25%" }]);
    expect(assets.wstETH?.staked?.over).to.equal("WETH");
  });

  it("follows what a path of the file moves", async () => {
    const { assets } = await scenarioOf("market: { paths: [{ kind: shock, asset: WETH, change: -25% }] }");
    expect(assets.wstETH?.staked?.over).to.equal("WETH");
  });

  it("follows what is sold into depth elsewhere", async () => {
    const { assets } = await scenarioOf("market: { coupling: on, depthUsdPerLog: { WETH: 1_000_000 } }");
    expect(assets.wstETH?.staked?.over).to.equal("WETH");
  });

  it("follows nothing where it is given a price of its own", async () => {
    const shocks = [{ asset: "WETH", change: "-25%" }];
    const { assets } = await scenarioOf("assets: { wstETH: { priceUsd: 2500 } }", shocks);
    expect(assets.wstETH).to.deep.include({ priceUsd: 2_500n * 10n ** 18n });
  });

  it("tells of depth that a scenario states itself", async () => {
    const scenario = await scenarioOf("market: { coupling: on, depthUsdPerLog: { WETH: 1_000_000 } }");
    expect(scenario.market.depthUsdPerLog.WETH).to.equal(10n ** 24n);
  });
});
