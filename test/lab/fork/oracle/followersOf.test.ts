import { expect } from "chai";
import { followersOf } from "../../../../src/fork/oracle/followersOf.ts";
import { overrideOracle } from "../../../../src/fork/oracle/overrideOracle.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { AT, Mainnet, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const DOLLAR = 10n ** 8n;
const WAD = 10n ** 18n;
const START = 1_710_884_183;
const WEEK = 7 * 86_400;
const NAMES = ["ether", "staked", "lesser", "cash", "silent"] as const;
type Name = (typeof NAMES)[number];

describe("followersOf", () => {
  let chain: Chain;
  let oracle: string;
  let token: Record<Name, string>;

  before(async () => {
    chain = await openChain({ startTime: START, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const owner = (await ethers.getSigners())[0]!.address;
    const printed = async (name: string, price: bigint) => {
      const feed = await ethers.deployContract("PriceFeed", [8, name, owner]);
      await feed.setTransmitter(owner, true);
      if (price > 0n) await feed.transmit(price);
      return feed.getAddress();
    };
    const ether = await printed("ETH / USD", 2_000n * DOLLAR);
    const market = await printed("market", 1_900n * DOLLAR);
    const underlying = await ethers.deployContract("MintableToken", ["Ether", "ETH", 18, owner]);
    const ratio = await ethers.deployContract("StakedToken", [
      "Staked",
      "STK",
      underlying.target,
      (11n * WAD) / 10n,
      0n,
      owner,
    ]);
    const terms = { ratio: (12n * WAD) / 10n, takenAt: START - 2 * WEEK, yearlyGrowthBps: 0 };
    const capped = await ethers.deployContract("CappedRatioFeed", [
      ether,
      ratio.target,
      WEEK,
      terms,
      "STK / USD",
      owner,
    ]);
    const feeds: Record<Name, string> = {
      ether,
      staked: await capped.getAddress(),
      lesser: await (await ethers.deployContract("MinFeed", [ether, market, "lesser"])).getAddress(),
      cash: await printed("USDC / USD", DOLLAR),
      silent: await printed("nothing", 0n),
    };
    const priced = await ethers.deployContract("PriceOracle", [ethers.ZeroAddress, DOLLAR, owner]);
    oracle = await priced.getAddress();
    token = {} as Record<Name, string>;
    for (const name of NAMES) {
      token[name] = await (await ethers.deployContract("MintableToken", [name, name, 18, owner])).getAddress();
      await priced.setAssetSources([token[name]], [feeds[name]]);
    }
  });
  after(() => chain.close());

  it("names the composed and capped prices that read the feed, and what they then are", async () => {
    const block = await chain.request("eth_blockNumber");
    const found = await followersOf(chain, oracle, token.ether, Object.values(token), -WAD / 10n);

    expect(found).to.deep.equal([
      { asset: token.staked, price: 2_200n * DOLLAR, moved: 1_980n * DOLLAR },
      { asset: token.lesser, price: 1_900n * DOLLAR, moved: 1_800n * DOLLAR },
    ]);
    expect(await chain.request("eth_blockNumber")).to.equal(block);
    expect(await followersOf(chain, oracle, token.ether, [token.cash])).to.deep.equal([]);
  });

  it("says who follows at that change, not at any", async () => {
    const found = await followersOf(chain, oracle, token.ether, Object.values(token), WAD / 10n);
    expect(found).to.deep.equal([{ asset: token.staked, price: 2_200n * DOLLAR, moved: 2_420n * DOLLAR }]);
  });

  it("finds none behind a feed that nobody else reads, or that has no price", async () => {
    for (const name of ["staked", "cash", "silent"] as const)
      expect(await followersOf(chain, oracle, token[name], Object.values(token)), name).to.deep.equal([]);
  });

  it("says nothing of prices that a recorded state does not hold", async function () {
    const file = recordedFile("verbs-examples_aave_cache.json");
    if (file === undefined) {
      console.warn(STATE_ABSENT);
      this.skip();
    }
    const mainnet = await Mainnet.open(file as string, true);
    const at = "0x54586be62e3c3580375ae3723c145253060ca0c2";
    const pair = [AT.weth, AT.dai];

    expect(await followersOf(mainnet.chain, at, AT.weth, pair)).to.deep.equal([]);
    const transmitter = `0x${"11d0".repeat(10)}`;
    mainnet.chain.introduce([transmitter]);
    await overrideOracle(mainnet.chain, { pool: AT.pool, asset: AT.weth, price: 1n, transmitter });
    expect(await followersOf(mainnet.chain, at, AT.weth, pair)).to.deep.equal([]);
    expect((await mainnet.chain.misses()).slots).to.deep.equal([]);
    await mainnet.chain.close();
  });
});
