import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { runFork } from "../../../../src/fork/run/runFork.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import type { RunOutcome } from "../../../../src/lab/runWorld.ts";
import type { AttributionRow, Row } from "../../../../src/trace/row.ts";
import { formatDecimal } from "../../../../src/units.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { accountsOf } from "../../../support/accountsOf.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

const ACCOUNTS = 40;
const TAKEN = 30;
const CANCELLING = ["slippage", "fees", "bonuses", "socialised"] as const;
const CAUSES = [...CANCELLING, "price", "carry", "funding"] as const;

const ofKind = <Kind extends Row["kind"]>(rows: readonly Row[], kind: Kind) =>
  rows.filter((row): row is Extract<Row, { kind: Kind }> => row.kind === kind);
const open = (row: AttributionRow) =>
  CAUSES.reduce((rest, cause) => rest - Number(row[cause]), Number(row.endUsd) - Number(row.startUsd));

for (const release of ["3.0", "3.6"] as const) {
  describe(`books of a run on a fork of real Aave v${release}`, () => {
    let mainnet: AaveMainnet;
    let node: HostileRpc;
    let folder: string;
    let found: Positions;
    let outcome: RunOutcome;
    /** What the real pool says of each account in the end: six numbers. */
    let said: ReadonlyMap<string, readonly bigint[]>;

    before(async () => {
      mainnet = await openAaveMainnet(release, ACCOUNTS);
      node = await new HostileRpc(mainnet.backend).listen();
      folder = mkdtempSync(join(tmpdir(), "faultline-"));
      const [positions, addresses] = [join(folder, "positions.json"), join(folder, "addresses.yaml")];
      const { pool, block, factory, assets } = mainnet;
      found = await findPositions({ rpc: node.url, block, pool, out: positions });
      const known = { chainId: found.chainId, lending: { "aave-v3": pool }, uniswapV3: factory };
      writeFileSync(addresses, JSON.stringify({ ...known, wrappedEther: assets.WETH.address }));
      outcome = await runFork(
        {
          source: { kind: "rpc", url: node.url, block },
          protocol: "aave-v3",
          addresses,
          positions,
          maxAccounts: TAKEN,
          shocks: [
            { asset: "WETH", change: "-45%" },
            { asset: "wstETH", change: "-50%" },
          ],
        },
        {
          out: join(folder, "runs"),
          async onDone({ chain }) {
            const accounts = found.accounts.map(({ account }) => account);
            const head = Number(await chain.request("eth_blockNumber"));
            const data = await accountsOf(chain, pool, accounts, head);
            said = new Map(accounts.map((account, i) => [account, data[i] ?? []]));
          },
        },
      );
    });
    after(async () => {
      await node.close();
      await mainnet.chain.close();
      rmSync(folder, { recursive: true });
    });

    it("close", () => {
      const [conservation] = ofKind(outcome.rows, "conservation");
      expect(outcome.summary.liquidations.count).to.be.greaterThan(2);
      expect(conservation?.ok).to.equal(true);
      for (const { venue, errorWei } of conservation?.checks ?? [])
        if (venue === "transfers") expect(errorWei).to.equal("0");
      expect(conservation?.checks.map(({ asset }) => asset)).to.include.members(Object.keys(mainnet.assets));
      // Only the later release writes debt off, which its books must bear.
      expect(ofKind(outcome.rows, "deficit").length > 0).to.equal(release === "3.6");
    });

    it("explain what every group gained, and let nothing come from nowhere", () => {
      const groups = ofKind(outcome.rows, "attribution");
      for (const row of groups) expect(open(row), row.group).to.be.closeTo(0, 1e-5);
      for (const cause of CANCELLING) {
        const sum = groups.reduce((total, row) => total + Number(row[cause]), 0);
        expect(sum, cause).to.be.closeTo(0, 1e-4);
      }
      const starts = ofKind(outcome.rows, "account").filter(({ phase }) => phase === "start");
      const equity = starts.reduce((sum, row) => sum + Number(row.collateralUsd) - Number(row.debtUsd), 0);
      expect(Number(groups.find(({ group }) => group === "found")?.startUsd)).to.be.closeTo(equity, 1);
    });

    it("know each account as the real pool does when it is over", () => {
      const ends = ofKind(outcome.rows, "account").filter(({ phase }) => phase === "end");
      expect(ends).to.have.lengthOf(TAKEN);
      for (const row of ends) {
        const [, debt = 0n, , , , health = 0n] = said.get(row.account) ?? [];
        expect(row.healthFactor, row.account).to.equal(debt === 0n ? "inf" : formatDecimal(health, 18, 6));
        expect(Number(row.debtUsd)).to.be.closeTo(Number(debt) / 1e8, 0.01);
      }
    });

    it("state what the run went on from, and that nothing was unknown", () => {
      const { fork } = outcome.summary;
      expect(fork?.accounts).to.include({ taken: TAKEN, leftOut: found.accounts.length - TAKEN });
      expect(fork).to.deep.include({ block: mainnet.block, unknown: { slots: 0, accounts: 0, first: [] }, tokens: {} });
      expect(JSON.parse(readFileSync(join(outcome.folder, "timing.json"), "utf8"))).to.include({ source: "rpc" });
    });
  });
}
