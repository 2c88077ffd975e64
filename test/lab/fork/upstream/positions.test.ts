import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Fork } from "../../../../src/fork/chain/fork.ts";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { type OracleStrategy, overrideOracle } from "../../../../src/fork/oracle/overrideOracle.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import type { Chain } from "../../../../src/world/chain.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { accountsOf } from "../../../support/accountsOf.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

const ACCOUNTS = 230;
const WAD = 10n ** 18n;
const TRANSMITTER = `0x${"07".repeat(20)}`;
/** WETH after its fall; it began at 2,000 dollars. */
const FALLEN = 1_600n * 10n ** 8n;

for (const release of ["3.0", "3.6"] as const) {
  describe(`positions of a node with real Aave v${release}`, () => {
    let mainnet: AaveMainnet;
    let node: HostileRpc;
    let folder: string;
    let found: Positions;
    let fork: Fork;

    const everybody = () => [...mainnet.borrowers.map(({ account }) => account), ...mainnet.loops];
    const open = () =>
      openFork(
        { kind: "rpc", url: node.url, block: mainnet.block },
        { blockGasLimit: mainnet.blockGasLimit, order: "priority" },
      );

    before(async () => {
      mainnet = await openAaveMainnet(release, ACCOUNTS);
      node = await new HostileRpc(mainnet.backend).listen();
      folder = mkdtempSync(join(tmpdir(), "faultline-"));
      const { pool, block } = mainnet;
      found = await findPositions({ rpc: node.url, block, pool, out: join(folder, "positions.json") });
      fork = await open();
    });
    after(async () => {
      await fork.close();
      await node.close();
      await mainnet.chain.close();
      rmSync(folder, { recursive: true });
    });

    it("are all found, and nobody else's", () => {
      const owing = mainnet.borrowers.filter(({ fate }) => fate !== "repaid" && fate !== "lender");
      const expected = [...owing.map(({ account }) => account), ...mainnet.loops].sort();
      expect(found.accounts.map(({ account }) => account)).to.deep.equal(expected);
      expect(expected.length).to.be.greaterThan(200);
    });

    it("owe all that the pool is owed", () => {
      expect(found.reserves.map(({ symbol }) => symbol)).to.deep.equal(Object.keys(mainnet.assets));
      for (const { symbol, scaledDebt, scaledDebtFound } of found.reserves) {
        expect(scaledDebtFound, symbol).to.equal(scaledDebt);
        // Nobody borrows wstETH here.
        expect(scaledDebt > 0n, symbol).to.equal(symbol !== "wstETH");
      }
    });

    it("are as healthy as the pool says", async () => {
      const accounts = found.accounts.map(({ account }) => account);
      const said = await accountsOf(mainnet.chain, mainnet.pool, accounts, mainnet.block);
      expect(found.accounts.map(({ healthFactor }) => healthFactor)).to.deep.equal(
        said.map(([, , , , , health]) => health),
      );
    });

    it("are as healthy on a fork as on the node", async () => {
      expect(await accountsOf(fork.chain, mainnet.pool, everybody(), mainnet.block)).to.deep.equal(
        await accountsOf(mainnet.chain, mainnet.pool, everybody(), mainnet.block),
      );
    });

    for (const strategy of ["setSource", "replaceFeed", "writeSlot"] as const) {
      it(`fall as far on a fork as on the node, once both prices are taken over (${strategy})`, async () => {
        const snapshot = await fork.chain.request("evm_snapshot");
        await mainnet.rewind();
        const onFork = await fallen(fork.chain, strategy);
        const upstream = await fallen(mainnet.chain, strategy);
        await fork.chain.request("evm_revert", [snapshot]);

        expect(onFork).to.deep.equal(upstream);
        const liquidatable = upstream.data.filter(([, debt = 0n, , , , health = 0n]) => debt > 0n && health < WAD);
        expect(liquidatable.length).to.be.within(15, 100);
      });
    }

    /** Everybody's health after WETH's fall, and when that was. */
    async function fallen(chain: Chain, strategy: OracleStrategy) {
      const { pool, assets } = mainnet;
      const request = { pool, asset: assets.WETH.address, transmitter: TRANSMITTER, strategies: [strategy] };
      await (await overrideOracle(chain, request)).set(FALLEN);
      const head = await chain.request<Record<"number" | "timestamp", string>>("eth_getBlockByNumber", [
        "latest",
        false,
      ]);
      const data = await accountsOf(chain, pool, everybody(), Number(head.number));
      return { number: head.number, timestamp: head.timestamp, data };
    }
  });
}
