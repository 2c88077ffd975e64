import { expect } from "chai";
import { readLending } from "../../../../src/fork/market/readLending.ts";
import { priceOf } from "../../../../src/fork/oracle/lendingOracle.ts";
import { overrideOracle } from "../../../../src/fork/oracle/overrideOracle.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { deployAaveV30 } from "../../../support/aaveV30.ts";

const DOLLAR = 10n ** 8n;
const NOBODY = `0x${"0b".repeat(20)}`;
const ADMIN_ROLE = `0x${"0".repeat(64)}`;
const ACL = [
  "function grantRole(bytes32 role, address account)",
  "function isPoolAdmin(address account) view returns (bool)",
];

describe("a pool of Aave v3.0's code whose admin is a contract, as Spark's", () => {
  let chain: Chain;
  let market: Awaited<ReturnType<typeof deployAaveV30>>;
  let asset: string;
  let pool: string;
  let admin: string;
  let snapshot: string;

  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const owner = (await ethers.getSigners())[0]!;
    const token = await ethers.deployContract("MintableToken", ["Token", "TKN", 18, owner.address]);
    const feed = await ethers.deployContract("PriceFeed", [8, "TKN / USD", owner.address]);
    await feed.setTransmitter(owner.address, true);
    await feed.transmit(2_000n * DOLLAR);
    asset = (await token.getAddress()).toLowerCase();
    market = await deployAaveV30({ ethers, owner }, [{ asset, feed: await feed.getAddress() }]);
    pool = await market.pool.getAddress();
    // A contract that takes no ether and does nothing by itself.
    admin = await (await ethers.deployContract("FixedFeed", [8, 1n, "admin"])).getAddress();
    await (await market.provider.getFunction("setACLAdmin")(admin)).wait();
  });
  after(() => chain.close());
  beforeEach(async () => {
    snapshot = await chain.request("evm_snapshot");
  });
  afterEach(() => chain.request("evm_revert", [snapshot]));

  async function acl() {
    const { ethers } = chain.connection;
    const address = await market.provider.getFunction("getACLManager")();
    return new ethers.Contract(address, ACL, (await ethers.getSigners())[0]!);
  }

  it("is read by its address alone", async () => {
    const facts = await readLending(chain, pool);

    expect(facts).to.include({ preset: "aave-v3.0", release: "Aave v3.0, revision 1" });
    expect(facts.reserves.map(({ symbol, price }) => [symbol, price])).to.deep.equal([["TKN", 2_000n * DOLLAR]]);
  });

  it("has its prices taken over through the contract that may grant roles", async () => {
    await (await (await acl()).getFunction("grantRole")(ADMIN_ROLE, admin)).wait();
    const taken = await overrideOracle(chain, { pool, asset, transmitter: NOBODY });
    await taken.set(1_234n * DOLLAR);

    expect(taken).to.include({ strategy: "setSource" });
    expect(await (await acl()).getFunction("isPoolAdmin")(admin)).to.equal(true);
    expect((await readLending(chain, pool)).reserves[0]?.price).to.equal(1_234n * DOLLAR);
  });

  it("has its feeds replaced, and says why, where the contract may grant none", async () => {
    const taken = await overrideOracle(chain, { pool, asset, transmitter: NOBODY });
    await taken.set(1_234n * DOLLAR);

    expect(taken.strategy).to.equal("replaceFeed");
    expect(taken.refused[0]).to.include({ strategy: "setSource" });
    expect(taken.refused[0]?.reason).to.contain(admin);
    expect(await priceOf(chain, market.oracle, asset)).to.equal(1_234n * DOLLAR);
  });
});
