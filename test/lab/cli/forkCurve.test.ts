import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { curveSchema } from "../../../src/fork/curve/curveSchema.ts";
import { findPositions } from "../../../src/fork/findPositions.ts";
import { type CurveUpstream, deployCurveUpstream } from "../../support/curveUpstream.ts";
import { faultline } from "../../support/faultline.ts";
import { HostileRpc } from "../../support/hostileRpc.ts";

const RATIO = 12n * 10n ** 17n;

describe("faultline fork curve", function () {
  this.timeout(60_000);
  let aave: CurveUpstream;
  let node: HostileRpc;
  let cwd: string;
  let symbols: Record<"collateral" | "debt", string>;
  const curve = (...args: string[]) =>
    faultline(["fork", "curve", "--asset", symbols.collateral, ...args], { cwd, env: { FAULTLINE_RPC: node.url } });

  before(async () => {
    aave = await deployCurveUpstream(14);
    node = await new HostileRpc(aave.backend).listen();
    cwd = mkdtempSync(join(tmpdir(), "faultline-curve-"));
    const out = join(cwd, "positions.json");
    const { reserves } = await findPositions({ rpc: node.url, block: aave.block, pool: aave.address, out });
    const symbolOf = (wanted: string) => reserves.find(({ asset }) => asset === wanted)!.symbol;
    symbols = { collateral: symbolOf(aave.collateral), debt: symbolOf(aave.debt) };
  });
  beforeEach(() => node.behave());
  after(async () => {
    await node.close();
    rmSync(cwd, { recursive: true });
  });

  it("shows what each change of the price would let be liquidated, and writes it for people and machines", async () => {
    const { code, stdout, stderr } = await curve("--to", "-80%", "--steps", "4");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.match(/−60 % +800\.00 +\d+ +\$/);
    expect(stdout).to.match(/\n\nReport {2}runs\/curve-\w+-\d+-[0-9a-f]{8}\/report\.html\n$/);
    const [folder = ""] = readdirSync(join(cwd, "runs"));
    expect(readdirSync(join(cwd, "runs", folder)).sort()).to.deep.equal(["curve.csv", "curve.json", "report.html"]);

    const json = await curve("--to", "-80%", "--steps", "4", "--json");
    const written = readFileSync(join(cwd, "runs", folder, "curve.json"), "utf8");
    expect(json.stdout).to.equal(written);
    const { points } = curveSchema.parse(JSON.parse(written));
    const lines = readFileSync(join(cwd, "runs", folder, "curve.csv"), "utf8")
      .trimEnd()
      .split("\n");
    expect(lines.slice(1).map((line) => line.split(",")[2])).to.deep.equal(points.map(({ accounts }) => `${accounts}`));
    expect(points.at(-1)!.accounts).to.be.greaterThan(0);
    rmSync(join(cwd, "runs"), { recursive: true });
  });

  it("says which prices followed", async () => {
    const snapshot = await aave.provider.send("evm_snapshot", []);
    await aave.compose(aave.collateral, aave.debt, RATIO);
    const composed = join(cwd, "composed.json");
    await findPositions({ rpc: node.url, block: aave.block + 2, pool: aave.address, out: composed });
    const { stdout } = await faultline(
      ["fork", "curve", "--rpc", node.url, "--positions", composed, "--asset", symbols.debt, "--steps", "1"],
      { cwd },
    );
    await aave.provider.send("evm_revert", [snapshot]);
    expect(stdout).to.include(`${symbols.collateral} moved too: lending reads its price through that feed.`);
    rmSync(join(cwd, "runs"), { recursive: true });
  });

  for (const [what, args, code] of [
    ["an asset that the pool does not list", ["--asset", "WBTC"], "ASSET_UNKNOWN"],
    ["a file of something else", ["--positions", "foreign.json"], "POSITIONS_BROKEN"],
    ["a node that is dead", ["--rpc", "http://127.0.0.1:9/secret-key"], "RPC_DEAD"],
    ["a folder that cannot be written", ["--out", "positions.json"], "OUT_NOT_WRITABLE"],
    ["a folder without a name", ["-o", ""], "OUT_NOT_WRITABLE"],
  ] as [string, string[], string][]) {
    it(`refuses ${what} in one sentence, and writes nothing`, async () => {
      writeFileSync(join(cwd, "foreign.json"), '{"scenario": "x"}');
      const before = readdirSync(cwd);
      const outcome = await curve(...args);
      expect(outcome.code).to.equal(2);
      const [sentence = "", ...rest] = outcome.stderr.trimEnd().split("\n");
      expect(sentence).to.match(new RegExp(`^Error: [^\\n]*\\. \\[${code}\\]$`));
      expect(rest.length).to.be.at.most(2);
      expect(outcome.stderr + outcome.stdout).to.not.include("secret-key");
      expect(readdirSync(cwd)).to.deep.equal(before);
      if (code === "OUT_NOT_WRITABLE" || code === "ASSET_UNKNOWN") expect(node.posts).to.deep.equal([]);
    });
  }

  it("refuses a change that is none", async () => {
    for (const to of ["0", "-100%", "down"]) {
      const { code, stderr } = await curve("--to", to);
      expect([code, stderr.split("\n")[0]]).to.deep.equal([
        2,
        `error: option '--to <change>' argument '${to}' is invalid. It must be a change such as -50% or 20%: above -100%, at most 10000%, and not 0.`,
      ]);
    }
  });
});
