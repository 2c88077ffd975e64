import { expect } from "chai";
import { lendingOracle, priceOf } from "../../../../src/fork/oracle/lendingOracle.ts";
import { overrideOracle } from "../../../../src/fork/oracle/overrideOracle.ts";
import { sendAs } from "../../../../src/fork/sendAs.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { encode } from "../../../../src/world/encode.ts";
import { deployAaveV30 } from "../../../support/aaveV30.ts";
import { deployUniswapFor } from "../../../support/uniswap.ts";

const DOLLAR = 10n ** 8n;
const WAD = 10n ** 18n;
const WEEK = 7 * 86_400;
const NOBODY = `0x${"0b".repeat(20)}`;

describe("overrideOracle on real Aave v3.0", () => {
  let chain: Chain;
  let pool: string;
  let owner: string;
  /** Priced by a feed of its own. */
  let plain: string;
  /** Priced by a feed that multiplies another's answer by a capped ratio. */
  let capped: string;
  let oracle: string;
  let snapshot: string;

  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const [signer] = await ethers.getSigners();
    owner = signer!.address;
    const feed = await ethers.deployContract("PriceFeed", [8, "ETH / USD", owner]);
    await feed.setTransmitter(owner, true);
    await feed.transmit(2_000n * DOLLAR);
    const staked = ["Staked", "STK", await mintable(), (11n * WAD) / 10n, 0n, owner] as const;
    const ratio = await ethers.deployContract("StakedToken", [...staked]);
    const terms = { ratio: (12n * WAD) / 10n, takenAt: 1_710_884_183 - 2 * WEEK, yearlyGrowthBps: 0 };
    const composed = await ethers.deployContract("CappedRatioFeed", [
      feed.target,
      ratio.target,
      WEEK,
      terms,
      "STK / USD",
      owner,
    ]);
    const first = await ethers.getContractAt("MintableToken", await mintable());
    const second = await ethers.getContractAt("MintableToken", await mintable());
    [plain, capped] = [String(first.target), String(second.target)];
    const uniswap = await deployUniswapFor(ethers, signer!, [first, second]);
    const aave = await deployAaveV30(uniswap, [
      { asset: plain, feed: String(feed.target) },
      { asset: capped, feed: String(composed.target) },
    ]);
    pool = String(aave.pool.target);
    oracle = (await lendingOracle(chain, pool)).oracle;

    async function mintable(): Promise<string> {
      return String((await ethers.deployContract("MintableToken", ["Token", "TKN", 18, owner])).target);
    }
  });
  after(() => chain.close());
  beforeEach(async () => {
    snapshot = await chain.request("evm_snapshot");
  });
  afterEach(() => chain.request("evm_revert", [snapshot]));

  for (const strategy of ["setSource", "replaceFeed", "writeSlot"] as const) {
    it(`moves the price by ${strategy}, and no other`, async () => {
      const before = await priceOf(chain, oracle, capped);
      const isSeparate = strategy === "setSource";
      const taken = await overrideOracle(chain, { pool, asset: plain, transmitter: NOBODY, strategies: [strategy] });
      expect(taken).to.include({ strategy, asset: plain });
      expect(await priceOf(chain, oracle, plain)).to.equal(2_000n * DOLLAR);

      await taken.set(1_500n * DOLLAR + 1n);

      expect(await priceOf(chain, oracle, plain)).to.equal(1_500n * DOLLAR + 1n);
      // The capped feed reads the same one: only where lending was given another does it not follow.
      expect((await priceOf(chain, oracle, capped)) === before).to.equal(isSeparate);
    });
  }

  for (const strategy of ["setSource", "writeSlot"] as const) {
    it(`refuses a price that no feed can have, and keeps the one it has (${strategy})`, async () => {
      const taken = await overrideOracle(chain, { pool, asset: plain, transmitter: NOBODY, strategies: [strategy] });
      for (const price of [0n, -1n, 1n << 250n]) {
        const fault = await taken.set(price).catch((error) => error);
        expect(fault).to.include({ code: "ORACLE_PRICE_REFUSED", exitCode: 2 });
      }
      expect(await priceOf(chain, oracle, plain)).to.equal(2_000n * DOLLAR);
    });
  }

  it("takes the pool's admin first and says so", async () => {
    const taken = await overrideOracle(chain, { pool, asset: plain, transmitter: NOBODY });

    expect(taken.strategy).to.equal("setSource");
    expect(taken.refused).to.deep.equal([]);
  });

  it("leaves a feed that takes prices from its transmitter", async () => {
    const { feed } = await overrideOracle(chain, { pool, asset: plain, transmitter: NOBODY });
    expect(await sendAs(chain, NOBODY, feed, encode("transmit", [1_700n * DOLLAR]))).to.equal(true);
    expect(await sendAs(chain, owner, feed, encode("transmit", [1n]))).to.equal(false);

    expect(await priceOf(chain, oracle, plain)).to.equal(1_700n * DOLLAR);
  });

  it("handles a capped price at the feed that lending reads", async () => {
    const before = (await priceOf(chain, oracle, capped)) as bigint;
    expect(before).to.be.greaterThan(2_000n * DOLLAR);
    const taken = await overrideOracle(chain, {
      pool,
      asset: capped,
      transmitter: NOBODY,
      strategies: ["writeSlot", "replaceFeed"],
    });
    expect(taken.strategy).to.equal("replaceFeed");
    expect(taken.refused).to.deep.equal([
      { strategy: "writeSlot", reason: "no word that its feed reads holds the price" },
    ]);
    expect(await priceOf(chain, oracle, capped)).to.equal(before);
    await taken.set(before / 2n);

    expect(await priceOf(chain, oracle, capped)).to.equal(before / 2n);
    expect(await priceOf(chain, oracle, plain)).to.equal(2_000n * DOLLAR);
  });

  it("refuses with what it tried, and leaves the chain as it was", async () => {
    const block = await chain.request("eth_blockNumber");
    const fault = await overrideOracle(chain, {
      pool,
      asset: capped,
      transmitter: NOBODY,
      strategies: ["writeSlot"],
    }).then(
      () => expect.fail("Nothing was refused."),
      (error) => error,
    );

    expect(fault).to.include({ code: "ORACLE_NOT_OVERRIDABLE", exitCode: 2 });
    expect(fault.hint).to.contain("writeSlot (no word");
    expect(await chain.request("eth_blockNumber")).to.equal(block);
  });

  it("wants a price to begin with where none can be read", async () => {
    const fault = await overrideOracle(chain, { pool, asset: NOBODY, transmitter: NOBODY }).catch((error) => error);
    expect(fault).to.include({ code: "ORACLE_PRICE_UNKNOWN" });
    const taken = await overrideOracle(chain, { pool, asset: NOBODY, transmitter: NOBODY, price: 5n * DOLLAR });

    expect(taken.strategy).to.equal("setSource");
    expect(await priceOf(chain, oracle, NOBODY)).to.equal(5n * DOLLAR);
  });
});
