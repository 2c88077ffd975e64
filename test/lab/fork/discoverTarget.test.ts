import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { discoverCommand } from "../../../scripts/fork/discover.ts";
import { knownChains } from "../../../src/fork/addresses/knownChains.ts";
import { discoverTarget, type TargetWanted } from "../../../src/fork/discoverTarget.ts";
import { nodeAddress } from "../../../src/fork/nodeAddress.ts";
import { faultOf } from "../../support/faultOf.ts";
import { HostileRpc, type RpcRequest } from "../../support/hostileRpc.ts";
import { rejectionOf } from "../live/rejection.ts";

const HEAD = 1_000;
const HASH = `0x${"ab".repeat(32)}`;
const POOL = `0x${"12".repeat(20)}`;

describe("discoverTarget", () => {
  let node: HostileRpc;
  let chainId: number;
  let folder: string;
  const wanted = (over: Partial<TargetWanted> = {}): TargetWanted => ({
    ...{ rpc: node.url, protocol: "aave-v3", out: join(folder, "positions.json") },
    ...over,
  });

  before(async () => {
    node = await new HostileRpc(async ({ method, params }: RpcRequest) => {
      if (method === "eth_chainId") return `0x${chainId.toString(16)}`;
      if (method === "eth_blockNumber") return `0x${HEAD.toString(16)}`;
      return method === "eth_getBalance" ? "0x0" : { number: params[0], hash: HASH, timestamp: "0x10" };
    }).listen();
  });
  beforeEach(() => {
    chainId = 8453;
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => node.close());

  it("is the known pool of the node's chain at a block that stays, and says which", async () => {
    const [base] = knownChains().filter((chain) => chain.chainId === 8453);
    expect(await discoverTarget(wanted())).to.deep.equal({
      chainId: 8453,
      chain: "Base",
      pool: base!.lending["aave-v3"],
      block: HEAD - 64,
      because: "64 below the head",
    });
  });

  it("is the pool and block that are named, on any chain", async () => {
    chainId = 5;
    const target = { chainId: 5, chain: undefined, pool: POOL };
    expect(await discoverTarget(wanted({ pool: POOL, block: 7 }))).to.deep.equal({
      ...target,
      block: 7,
      because: undefined,
    });
    expect(await discoverTarget(wanted({ pool: POOL }))).to.deep.include({ ...target, block: HEAD });
  });

  it("is the block of the scan that was ended, where none is named", async () => {
    const head = { journal: 1, chainId, pool: POOL, block: 321, hash: HASH, from: 3, topics: [] };
    writeFileSync(join(folder, "positions.json.journal"), `${JSON.stringify(head)}\n`);
    expect(await discoverTarget(wanted())).to.include({ block: 321 });
    expect(await discoverTarget(wanted({ block: 400 }))).to.include({ block: 400 });
  });

  it("is of the chain that a file of addresses is of, or nothing", async () => {
    const addresses = join(folder, "addresses.yaml");
    writeFileSync(addresses, `chainId: 8453\nchain: Here\nlending: { mine: "${POOL}" }\n`);
    expect(await discoverTarget(wanted({ addresses, protocol: "mine" }))).to.include({ chain: "Here", pool: POOL });
    chainId = 10;
    expect(await rejectionOf(discoverTarget(wanted({ addresses })))).to.include({ code: "RPC_WRONG_CHAIN" });
  });
});

describe("faultline fork discover --help", () => {
  it("names every protocol that the lab has addresses of", () => {
    const { description } = discoverCommand.options.find(({ long }) => long === "--protocol")!;
    const known = new Set(knownChains().flatMap(({ lending }) => Object.keys(lending)));
    expect(description.split(", ")).to.have.members([...known]);
  });
});

describe("nodeAddress", () => {
  it("is what the command names, else what the environment does", () => {
    const environment = { FAULTLINE_RPC: "http://b" };
    expect(nodeAddress("http://a", environment)).to.equal("http://a");
    expect(nodeAddress(undefined, environment)).to.equal("http://b");
    expect(faultOf(() => nodeAddress(undefined, {}))).to.include({ code: "RPC_ADDRESS", exitCode: 2 });
  });
});
