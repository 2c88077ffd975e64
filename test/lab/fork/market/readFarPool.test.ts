import { expect } from "chai";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { readPools } from "../../../../src/fork/market/readPools.ts";
import { readState } from "../../../../src/fork/state/readState.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { AT, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";
import { stateNode } from "../../../support/stateNode.ts";

const file = recordedFile("verbs-examples_aave_cache.json");
const TICKS = 436;

describe("readPools of a node", () => {
  it("fetches hundreds of a real pool's ticks in a few posts", async function () {
    if (file === undefined) {
      console.log(`      ${STATE_ABSENT}`);
      return this.skip();
    }
    const state = readState(file);
    const node = await new HostileRpc(stateNode(state)).listen();
    const fork = await openFork(
      { kind: "rpc", url: node.url, block: state.block.number },
      { blockGasLimit: 30_000_000, order: "priority", cacheFolder: null },
    );
    const before = fork.requests();
    const symbols = new Map([
      [AT.weth, "WETH"],
      [AT.dai, "DAI"],
    ]);
    const [pool] = await readPools(fork.chain, { pools: [AT.uniswap], symbols });
    const after = fork.requests();
    await fork.close();
    await node.close();

    expect(pool?.state.ticks).to.have.lengthOf(TICKS);
    expect(after.calls - before.calls).to.be.greaterThan(TICKS);
    expect(after.posts - before.posts).to.be.lessThan(25);
  });
});
