import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { readForkFile } from "../../../../src/fork/run/forkFile.ts";
import type { ForkPlan } from "../../../../src/fork/run/forkPlan.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import { prepareOn } from "../../../../src/fork/run/prepareOn.ts";
import { readPositions } from "../../../../src/fork/screen/positionsFile.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { type ForkedRun, forkedRun } from "../../../support/forkedRun.ts";
import { forkOf } from "../../../support/forkOf.ts";
import { firstDifference } from "../../../support/historyOf.ts";
import { type Act, type Fault, HostileRpc } from "../../../support/hostileRpc.ts";
import { upstreamPlan } from "../../../support/upstreamPlan.ts";

const ACCOUNTS = 230;
/** What goes wrong, each at every so many posts; primes, so that most befall posts alone and some follow each other. */
const TROUBLE: readonly (readonly [number, Act])[] = [
  [11, { status: 429, headers: { "retry-after": "0" } }],
  [13, { cut: 0.6 }],
  [17, { drop: true }],
  [19, { status: 503 }],
  [23, { change: (answers) => answers.map((answer) => ({ ...answer, id: answer.id + 1 })) }],
];
/** The post that is never answered: one, for waiting takes time. */
const SILENT = 101;

for (const release of ["3.0", "3.6"] as const) {
  describe(`a cascade on a fork of a node with real Aave v${release}`, () => {
    let mainnet: AaveMainnet;
    let node: HostileRpc;
    let folder: string;
    let plan: ForkPlan;
    let forked: ForkedRun;

    const prepare = (options = {}) => prepareFork(plan, { cacheFolder: null, ...options });

    before(async () => {
      mainnet = await openAaveMainnet(release, ACCOUNTS);
      node = await new HostileRpc(mainnet.backend).listen();
      folder = mkdtempSync(join(tmpdir(), "faultline-"));
      const positions = join(folder, "positions.json");
      await findPositions({ rpc: node.url, block: mainnet.block, pool: mainnet.pool, out: positions });
      plan = upstreamPlan(mainnet, folder, node.url, positions);
      forked = await forkedRun(await prepare(), join(folder, "fork"));
    });
    after(async () => {
      await node.close();
      await mainnet.chain.close();
      rmSync(folder, { recursive: true });
    });

    it("liquidates real accounts by the real pool and sells on the real exchange", () => {
      const { liquidations, conservation } = forked.summary;
      expect(liquidations.count).to.be.greaterThan(50);
      expect(conservation).to.include({ ok: true });
      expect(forked.trace.filter((line) => line.includes('"swap"')).length).to.be.greaterThan(20);
    });

    // How a node is asked does not depend on what stands there: once is enough.
    if (release === "3.0") {
      it("is the same through a node that refuses, cuts off, hangs up, mixes up and falls silent", async () => {
        let posts = 0;
        const trouble: Fault = () => {
          posts++;
          if (posts === SILENT) return { hang: true };
          return TROUBLE.find(([each]) => posts % each === each - 1)?.[1];
        };
        node.behave(trouble);
        const client = { timeoutMs: 5_000, wait: async () => undefined };
        const troubled = await forkedRun(await prepare({ client }), join(folder, "troubled"));
        node.behave();
        expect(posts).to.be.greaterThan(2 * SILENT);
        expect(firstDifference(troubled.history, forked.history)).to.equal(undefined);
        for (const [name, bytes] of Object.entries(forked.files)) {
          expect(troubled.files[name] === bytes, name).to.equal(true);
        }
      });
    }

    it("is the cascade of the node itself, transaction by transaction", async () => {
      await mainnet.rewind();
      const files = { file: readForkFile(plan.scenario!), positions: readPositions(plan.positions!) };
      const fork = await forkOf(mainnet.chain);
      const own = await forkedRun(await prepareOn(fork, plan, files), join(folder, "node"));
      expect(forked.history.length).to.be.greaterThan(100);
      expect(firstDifference(forked.history, own.history)).to.equal(undefined);
      expect(firstDifference(forked.trace, own.trace)).to.equal(undefined);
    });
  });
}
