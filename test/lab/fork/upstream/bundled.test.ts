import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Interface } from "ethers";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { readForkFile } from "../../../../src/fork/run/forkFile.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import { prepareOn } from "../../../../src/fork/run/prepareOn.ts";
import { readPositions } from "../../../../src/fork/screen/positionsFile.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { accountsOf } from "../../../support/accountsOf.ts";
import { forkedRun } from "../../../support/forkedRun.ts";
import { forkOf } from "../../../support/forkOf.ts";
import { firstDifference } from "../../../support/historyOf.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { loadText, TINY } from "../../../support/tinyScenario.ts";
import { upstreamPlan } from "../../../support/upstreamPlan.ts";

const FACTORY = new Interface(["function factory() view returns (address)"]);

for (const preset of ["aave-v3.0", "aave-v3.6"] as const) {
  describe(`the bundled pool by the rules of ${preset}, on a node of our own`, () => {
    let world: World;
    let node: HostileRpc;
    let folder: string;
    let block: number;
    let snapshot: string;

    before(async () => {
      world = await buildWorld(loadText(TINY, [`lending.preset=${preset}`]), 1);
      const { chain } = world;
      node = await new HostileRpc(({ method, params }) => chain.request(method, params)).listen();
      folder = mkdtempSync(join(tmpdir(), "faultline-"));
      block = Number(await chain.request("eth_blockNumber"));
      snapshot = await chain.request("evm_snapshot");
      await chain.request("evm_setNextBlockTimestamp", [world.time + 12]);
      await chain.request("evm_mine");
    });
    after(async () => {
      await node.close();
      await world.chain.close();
      rmSync(folder, { recursive: true });
    });

    it("is searched, forked and run as a real one, and the node itself comes to the same", async () => {
      const { chain, deployment, holders } = world;
      const pool = deployment.lendingPool;
      const out = join(folder, "positions.json");
      const found = await findPositions({ rpc: node.url, block, pool, out });
      const accounts = holders.map(({ address }) => address);
      const said = await accountsOf(chain, pool, accounts, block);
      const owing = accounts.filter((_, i) => (said[i]?.[1] ?? 0n) > 0n);
      expect(found.accounts.map(({ account }) => account)).to.deep.equal([...owing].sort());
      expect(owing.length).to.be.greaterThan(8);
      for (const { symbol, scaledDebt, scaledDebtFound } of found.reserves) {
        expect(scaledDebtFound, symbol).to.equal(scaledDebt);
      }
      for (const { account, healthFactor } of found.accounts) {
        expect(healthFactor).to.equal(said[accounts.indexOf(account)]?.[5]);
      }

      const pools = deployment.ammPools.map(({ address }) => address);
      const [factory] = await read(chain, pools[0] as string, FACTORY, "factory");
      const place = { pool, pools, factory, wrappedEther: deployment.tokens.WETH as string, block };
      const plan = upstreamPlan(place, folder, node.url, out);
      const forked = await forkedRun(await prepareFork(plan, { cacheFolder: null }), join(folder, "fork"));
      await chain.request("evm_revert", [snapshot]);
      const files = { file: readForkFile(plan.scenario as string), positions: readPositions(out) };
      const own = await forkedRun(await prepareOn(await forkOf(chain), plan, files), join(folder, "node"));

      expect(forked.summary.liquidations.count).to.be.greaterThan(8);
      expect(forked.summary.conservation).to.include({ ok: true });
      expect(forked.history.length).to.be.greaterThan(100);
      expect(firstDifference(forked.history, own.history)).to.equal(undefined);
      expect(firstDifference(forked.trace, own.trace)).to.equal(undefined);
    });
  });
}
