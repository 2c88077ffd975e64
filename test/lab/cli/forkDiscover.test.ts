import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readPositions } from "../../../src/fork/screen/positionsFile.ts";
import { type AaveUpstream, deployAaveUpstream } from "../../support/aaveUpstream.ts";
import { faultline } from "../../support/faultline.ts";
import { during, HostileRpc } from "../../support/hostileRpc.ts";

describe("faultline fork discover", function () {
  this.timeout(60_000);
  let aave: AaveUpstream;
  let node: HostileRpc;
  let cwd: string;
  const discover = (...args: string[]) =>
    faultline(["fork", "discover", "--pool", aave.address, ...args], { cwd, env: { FAULTLINE_RPC: node.url } });

  before(async () => {
    aave = await deployAaveUpstream(14);
    node = await new HostileRpc(aave.backend).listen();
  });
  beforeEach(() => {
    node.behave();
    cwd = mkdtempSync(join(tmpdir(), "faultline-discover-"));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  after(() => node.close());

  it("finds everybody, says how healthy they are and that nobody is missing", async () => {
    const { code, stdout, stderr } = await discover("--block", String(aave.block - 1), "-o", "found.json");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.match(new RegExp(`^aave-v3 on chain 31337, pool ${aave.address}, block `));
    expect(stdout).to.match(/blocks read \d+\/\d+, 14 accounts\n/);
    expect(stdout)
      .to.match(/below 1 +0 +\$0 +\$0\n/)
      .and.to.match(/all borrowers +12 +\$/);
    expect(stdout).to.include("Complete: all debt of the pool is owed by accounts found.");
    expect(stdout).to.match(/\d+ requests with \d+ calls were made\.\n\nPositions {2}found\.json\n$/);
    expect(readPositions(join(cwd, "found.json")).accounts.map(({ account }) => account)).to.deep.equal(aave.borrowers);
    expect(readdirSync(cwd)).to.deep.equal(["found.json"]);
  });

  it("tells machines the same, and says when debt was not found", async () => {
    const [first = ""] = aave.borrowers;
    writeFileSync(join(cwd, "some.csv"), first);
    const { code, stdout, stderr } = await discover("--accounts", "some.csv", "--json");
    expect([code, stderr]).to.deep.equal([0, ""]);
    const found = JSON.parse(stdout);
    expect(found).to.include({ file: "positions.json", chainId: 31337, block: aave.block, complete: false });
    expect(found.requests.posts).to.equal(node.posts.length);
    const [position] = readPositions(join(cwd, "positions.json")).accounts;
    expect(found.borrowers).to.deep.include({ accounts: 1 });
    expect(BigInt(Math.round(Number(found.borrowers.debtValue) * 1e8))).to.equal(position?.debtValue);
  });

  it("keeps what it read when it is ended, and continues by the same command at the same block", async () => {
    node.behave(during(1, 1_000, { hang: true }, "eth_getLogs"));
    const args = ["fork", "discover", "--pool", aave.address, "--rpc", node.url];
    const ended = await faultline(args, { cwd, interruptAt: "blocks read" });
    expect(ended.code).to.equal(130);
    expect(ended.stderr).to.equal(
      "Ended. What was read is kept in positions.json.journal: the same command continues there.\n",
    );
    expect(readdirSync(cwd)).to.deep.equal(["positions.json.journal"]);

    await aave.provider.send("evm_mine", []);
    node.behave();
    const { code, stdout } = await faultline(args, { cwd });
    expect(code).to.equal(0);
    expect(stdout).to.include("(the scan of positions.json.journal is of it)");
    expect(readPositions(join(cwd, "positions.json")).block).to.equal(aave.block);
    expect(existsSync(join(cwd, "positions.json.journal"))).to.equal(false);
  });

  it("does not ask a node when the output cannot be written, or is what it reads", async () => {
    mkdirSync(join(cwd, "taken"));
    writeFileSync(join(cwd, "some.csv"), "kept");
    const same = await discover("--accounts", "some.csv", "-o", "./some.csv");
    expect([same.code, same.stderr.split("\n")[0]]).to.deep.equal([
      2,
      "Error: The output is a file that the command reads. [OUT_IS_INPUT]",
    ]);
    for (const out of ["taken", "no/such/folder.json"]) {
      const { code, stderr } = await discover("-o", out);
      expect([code, stderr.split("\n")[0]]).to.deep.equal([
        2,
        "Error: The output cannot be written. [OUT_NOT_WRITABLE]",
      ]);
    }
    expect(node.posts).to.deep.equal([]);
  });

  for (const [what, args, code] of [
    ["addresses of another chain", ["--addresses", "polygon.yaml"], "RPC_WRONG_CHAIN"],
    ["accounts that owe nothing", ["--accounts", "nobody.csv"], "NO_BORROWERS"],
    ["a node that is dead", ["--rpc", "http://127.0.0.1:9/secret-key"], "RPC_DEAD"],
    ["a chain and protocol that nobody knows", ["--protocol", "aave-v3"], "ADDRESSES_CHAIN"],
  ] as [string, string[], string][]) {
    it(`refuses ${what} in one sentence, within ten seconds, and writes nothing`, async () => {
      writeFileSync(join(cwd, "polygon.yaml"), "chainId: 137\n");
      writeFileSync(join(cwd, "nobody.csv"), `0x${"00".repeat(19)}aa`);
      const before = readdirSync(cwd);
      const started = Date.now();
      const isNamed = code !== "ADDRESSES_CHAIN";
      const outcome = await faultline(["fork", "discover", ...(isNamed ? ["--pool", aave.address] : []), ...args], {
        cwd,
        env: { FAULTLINE_RPC: node.url },
      });
      expect(Date.now() - started).to.be.lessThan(12_000);
      expect(outcome.code).to.equal(2);
      const [sentence = "", ...rest] = outcome.stderr.trimEnd().split("\n");
      expect(sentence).to.match(new RegExp(`^Error: [^.]*(\\.\\d[^.]*)*\\. \\[${code}\\]$`));
      expect(rest.length).to.be.at.most(2);
      expect(outcome.stderr + outcome.stdout).to.not.include("secret-key");
      expect(readdirSync(cwd)).to.deep.equal(before);
    });
  }
});
