import { expect } from "chai";
import { RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import { screen } from "../../../../src/fork/screen/screen.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { SCRIPTED_HASH, SCRIPTED_POOL, scriptedPool } from "../../../support/scriptedPool.ts";

const ACCOUNTS = 10_000;
/** What a node's default lets a call use, and the cap of one transaction on today's mainnet. */
const CAPS = { "50 million": 50_000_000, "16.7 million": 16_777_216 };

describe("screening 10,000 accounts", () => {
  const upstream = { chainId: 1, head: 9, number: 7, hash: SCRIPTED_HASH, timestamp: 1 };
  const candidates = Array.from({ length: ACCOUNTS }, (_, i) => `0x${(i + 1).toString(16).padStart(40, "0")}`);

  for (const [cap, gas] of Object.entries(CAPS)) {
    it(`takes less than a twentieth of one request an account under ${cap} gas a call`, async () => {
      const node = await new HostileRpc(scriptedPool(gas)).listen();
      const client = new RpcClient(node.url);
      const done: number[] = [];
      const { accounts, reserves } = await screen(client, upstream, {
        pool: SCRIPTED_POOL,
        candidates,
        source: { from: "file" },
        onProgress: (_, count, total) => done.push(count / total),
      });
      await node.close();
      expect(accounts.map(({ account }) => account)).to.deep.equal(candidates);
      for (const [index, { healthFactor, debt, collateral }] of accounts.entries()) {
        expect([healthFactor, debt[0]!.amount, collateral[0]!.scaled]).to.deep.equal(
          new Array(3).fill(BigInt(index + 1)),
        );
      }
      expect(reserves.map(({ symbol }) => symbol)).to.deep.equal(["[31mUSD₮0", "MKR"]);
      expect(client.counter.posts).to.be.lessThan(ACCOUNTS / 20);
      expect(client.counter.calls("eth_call")).to.be.lessThan(ACCOUNTS / 20);
      expect(done.filter((share) => share === 1).length).to.equal(2);
    });
  }
});
