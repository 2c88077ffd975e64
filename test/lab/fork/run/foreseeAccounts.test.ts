import { expect } from "chai";
import { Interface } from "ethers";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { readLending } from "../../../../src/fork/market/readLending.ts";
import { foreseeAccounts } from "../../../../src/fork/run/foreseeAccounts.ts";
import { read } from "../../../../src/world/read.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

const VIEWS = new Interface([
  "function getUserConfiguration(address) view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
]);
const ACCOUNTS = 40;

for (const release of ["3.0", "3.6"] as const) {
  describe(`foreseeAccounts on real Aave v${release}`, () => {
    let mainnet: AaveMainnet;
    let node: HostileRpc;
    before(async () => {
      mainnet = await openAaveMainnet(release, ACCOUNTS);
      node = await new HostileRpc(mainnet.backend).listen();
    });
    after(async () => {
      await node.close();
      await mainnet.chain.close();
    });

    /** Posts that reading every account takes, and what was read. */
    async function readAll(foresees: boolean): Promise<{ posts: number; words: bigint[] }> {
      const options = { blockGasLimit: mainnet.blockGasLimit, order: "fifo", cacheFolder: null } as const;
      const fork = await openFork({ kind: "rpc", url: node.url, block: mainnet.block }, options);
      try {
        const facts = await readLending(fork.chain, mainnet.pool);
        const accounts = mainnet.borrowers.map(({ account }) => account.toLowerCase());
        const tokens = facts.reserves.map(({ asset }) => asset);
        if (foresees) await foreseeAccounts(fork.chain, facts, new Map(accounts.map((account) => [account, tokens])));
        const begun = node.posts.length;
        const words: bigint[] = [];
        for (const account of accounts) {
          words.push((await read(fork.chain, mainnet.pool, VIEWS, "getUserConfiguration", [account]))[0]);
          for (const { aToken, debtToken } of facts.reserves) {
            for (const token of [aToken, debtToken])
              words.push((await read(fork.chain, token, VIEWS, "scaledBalanceOf", [account]))[0]);
          }
        }
        return { posts: node.posts.length - begun, words };
      } finally {
        await fork.close();
      }
    }

    it("leaves nothing to be asked for that it foresaw, and changes nothing of what is read", async () => {
      const [alone, foreseen] = [await readAll(false), await readAll(true)];
      expect(foreseen.words).to.deep.equal(alone.words);
      expect(foreseen.words.filter((word) => word > 0n).length).to.be.greaterThan(ACCOUNTS);
      expect(alone.posts).to.be.greaterThan(ACCOUNTS * 5);
      expect(foreseen.posts).to.equal(0);
    });
  });
}
