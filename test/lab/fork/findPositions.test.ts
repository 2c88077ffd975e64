import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { findPositions, journalOf } from "../../../src/fork/findPositions.ts";
import { RequestCounter } from "../../../src/fork/rpc/requestCounter.ts";
import { readPositions } from "../../../src/fork/screen/positionsFile.ts";
import { type AaveUpstream, deployAaveUpstream } from "../../support/aaveUpstream.ts";
import { during, HostileRpc } from "../../support/hostileRpc.ts";
import { rejectionOf } from "../live/rejection.ts";

describe("findPositions", () => {
  let aave: AaveUpstream;
  let node: HostileRpc;
  let folder: string;
  let out: string;
  const options = () => ({ rpc: node.url, block: aave.block - 1, pool: aave.address, out });
  const patient = { wait: async () => undefined };

  before(async () => {
    aave = await deployAaveUpstream(14);
    node = await new HostileRpc(aave.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
  });
  beforeEach(() => {
    node.behave();
    out = join(mkdtempSync(join(folder, "out-")), "positions.json");
  });
  after(async () => {
    await node.close();
    rmSync(folder, { recursive: true });
  });

  it("writes the same bytes each time, by events or by file, and reads them back", async () => {
    const counter = new RequestCounter();
    const found = await findPositions({ ...options(), node: { counter } });
    expect(found.accounts.map(({ account }) => account)).to.deep.equal(aave.borrowers);
    expect(readPositions(out)).to.deep.equal(found);
    expect(existsSync(journalOf(out))).to.equal(false);
    expect(counter.posts).to.equal(node.posts.length);
    expect(counter.calls("eth_getLogs")).to.be.greaterThan(0);

    const bytes = readFileSync(out, "utf8");
    await findPositions(options());
    expect(readFileSync(out, "utf8")).to.equal(bytes);

    const accounts = join(folder, "accounts.csv");
    writeFileSync(accounts, [...aave.borrowers, ...aave.repaid].join("\n"));
    node.behave();
    expect(await findPositions({ ...options(), accounts })).to.deep.equal({ ...found, source: { from: "file" } });
    expect(node.asked("eth_getLogs")).to.deep.equal([]);
  });

  it("writes nothing when it fails, and continues with the same command", async () => {
    node.behave(during(2, 1_000, { drop: true }, "eth_call"));
    expect(await rejectionOf(findPositions({ ...options(), node: patient }))).to.include({ code: "RPC_DEAD" });
    expect(existsSync(out)).to.equal(false);
    node.behave();
    expect((await findPositions(options())).accounts.length).to.equal(aave.borrowers.length);
    expect(node.asked("eth_getLogs")).to.deep.equal([]);
  });

  it("reads no events of what is no lending pool, and says what it does not answer", async () => {
    const { oracle } = await findPositions({ ...options(), out: join(folder, "right.json") });
    node.behave();
    for (const pool of [aave.collateral, oracle]) {
      const fault = await rejectionOf(findPositions({ ...options(), pool }));
      expect(fault).to.include({ code: "VIEW_FAILED", exitCode: 2 });
      expect(fault?.message).to.equal(`The contract ${pool} does not answer getReservesList().`);
    }
    const early = await rejectionOf(findPositions({ ...options(), block: 0 }));
    expect(early).to.include({ code: "NO_CONTRACT", exitCode: 2 });
    expect(node.asked("eth_getLogs")).to.deep.equal([]);
    expect(readdirSync(dirname(out))).to.deep.equal([]);
  });

  it("leaves no journal where nobody owes, and says how to begin earlier", async () => {
    const late = await rejectionOf(findPositions({ ...options(), from: aave.block - 1 }));
    expect(late).to.include({ code: "NO_BORROWERS", exitCode: 2 });
    expect(late?.hint).to.include("--from-block");
    expect(readdirSync(dirname(out))).to.deep.equal([]);
    expect((await findPositions(options())).accounts.length).to.equal(aave.borrowers.length);
  });

  it("asks nothing when the file of accounts is missing, and little of a node of another chain", async () => {
    const accounts = join(folder, "none.csv");
    expect(await rejectionOf(findPositions({ ...options(), accounts }))).to.include({ code: "ACCOUNTS_MISSING" });
    expect(node.posts).to.deep.equal([]);
    const foreign = findPositions({ ...options(), chainId: 1 });
    expect(await rejectionOf(foreign)).to.include({ code: "RPC_WRONG_CHAIN" });
    expect(node.posts.length).to.equal(1);
  });
});
