import { expect } from "chai";
import { readLending } from "../../../../src/fork/market/readLending.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { deployAaveV30 } from "../../../support/aaveV30.ts";
import { deployAaveV36 } from "../../../support/aaveV36.ts";

const DOLLAR = 10n ** 8n;
const CURVE = { optimalUsage: 8_000, base: 100, slope1: 400, slope2: 6_000 };
const MARKET = {
  curve: CURVE,
  flashPremium: 7,
  eModes: [
    { id: 1, ltv: 9_300, threshold: 9_500, bonus: 10_100 },
    { id: 2, ltv: 9_000, threshold: 9_200, bonus: 10_200 },
  ],
};
const GOLD_TERMS = {
  ltv: 7_000,
  threshold: 7_500,
  bonus: 10_750,
  protocolFee: 2_000,
  reserveFactor: 1_500,
  supplyCap: 123_456,
  borrowCap: 65_432,
};

const RELEASES = [
  ["3.0", deployAaveV30, { preset: "aave-v3.0", release: "Aave v3.0, revision 1" }],
  ["3.6", deployAaveV36, { preset: "aave-v3.6", release: "Aave v3.6, revision 10" }],
] as const;

for (const [release, deploy, rules] of RELEASES) {
  describe(`readLending of real Aave v${release}`, () => {
    let chain: Chain;
    let pool: string;
    let oracle: string;
    let provider: string;
    let assets: [string, string, string];
    let market: Awaited<ReturnType<typeof deployAaveV30>>;

    before(async () => {
      chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
      const { ethers } = chain.connection;
      const owner = (await ethers.getSigners())[0]!;
      const listed = [];
      for (const [symbol, price] of [
        ["STK", 2_000n],
        ["USD", 1n],
        ["STK", 0n],
      ] as const) {
        const token = await ethers.deployContract("MintableToken", [symbol, symbol, 18, owner.address]);
        const feed = await ethers.deployContract("PriceFeed", [8, symbol, owner.address]);
        await feed.setTransmitter(owner.address, true);
        if (price > 0n) await feed.transmit(price * DOLLAR);
        listed.push({ asset: await token.getAddress(), feed: await feed.getAddress() });
      }
      const [stake, cash, gold] = listed as [(typeof listed)[0], (typeof listed)[0], (typeof listed)[0]];
      assets = [stake.asset, cash.asset, gold.asset];
      market = await deploy(
        { ethers, owner },
        [
          stake,
          { ...cash, terms: { collateralIn: [1], borrowableIn: [1] } },
          { ...gold, terms: { ...GOLD_TERMS, collateralIn: [2], borrowableIn: [] } },
        ],
        MARKET,
      );
      pool = await market.pool.getAddress();
      oracle = market.oracle;
      provider = await market.provider.getAddress();
    });
    after(() => chain.close());

    it("tells whom the pool asks, what a flash loan costs and which rules it follows", async () => {
      const facts = await readLending(chain, pool);

      expect(facts).to.deep.include({ ...rules, baseCurrencyDecimals: 8, flashLoanPremium: 7n });
      const { configurator } = market;
      expect([facts.pool, facts.provider, facts.oracle, facts.configurator]).to.deep.equal(
        [pool, provider, oracle, await configurator.getAddress()].map((address) => address.toLowerCase()),
      );
    });

    it("tells what each reserve is listed with, and apart those of one symbol", async () => {
      const { reserves } = await readLending(chain, pool);

      expect(reserves.map(({ id, symbol, price }) => [id, symbol, price])).to.deep.equal([
        [0, "STK-0", 2_000n * DOLLAR],
        [1, "USD", DOLLAR],
        [2, "STK-2", undefined],
      ]);
      expect(reserves[2]).to.include({
        ltv: 7_000n,
        liquidationThreshold: 7_500n,
        liquidationBonus: 750n,
        protocolFee: 2_000n,
        reserveFactor: 1_500n,
        supplyCap: 123_456n,
        borrowCap: 65_432n,
        decimals: 18,
        borrowable: true,
        asset: assets[2].toLowerCase(),
      });
      for (const [index, asset] of assets.entries()) {
        const { aToken, debtToken } = reserves[index]!;
        expect([aToken, debtToken]).to.deep.equal([
          String((await market.token("AToken", asset)).target).toLowerCase(),
          String((await market.token("VariableDebtToken", asset)).target).toLowerCase(),
        ]);
      }
    });

    it("tells of e-modes that some reserve is collateral in, and of one alone when asked so of assets by address", async () => {
      const first = { id: 1, label: "category 1", ltv: 9_300n, liquidationThreshold: 9_500n, liquidationBonus: 100n };
      const { eModes } = await readLending(chain, pool);
      // Before v3.2 what is collateral in a category may be borrowed in it.
      const plain = release === "3.0";
      const second = { id: 2, label: "category 2", ltv: 9_000n, liquidationThreshold: 9_200n, liquidationBonus: 200n };
      const gold = { ...second, collateral: ["STK-2"], borrowable: plain ? ["STK-2"] : [] };
      const pair = { ...first, collateral: ["STK-0", "USD"], borrowable: ["STK-0", "USD"] };

      expect(eModes).to.deep.equal([pair, gold]);
      const listed = { assets: assets.map((asset) => asset.toLowerCase()), eModes: [2, 9] };
      expect((await readLending(chain, pool, listed)).eModes).to.deep.equal([gold]);
    });

    it("reads what is asked for by symbol or by address, under names that it is given", async () => {
      const [stake, cash] = assets.map((asset) => asset.toLowerCase()) as [string, string];

      expect((await readLending(chain, pool, { symbols: ["USD"] })).reserves.map(({ asset }) => asset)).to.deep.equal([
        cash,
      ]);
      const facts = await readLending(chain, pool, { assets: [stake], names: { [stake]: "ETH" } });
      expect(facts.reserves.map(({ symbol, asset }) => [symbol, asset])).to.deep.equal([["ETH", stake]]);
      expect(facts.eModes[0]).to.deep.include({ collateral: ["ETH"], borrowable: ["ETH"] });
    });

    it("refuses what the pool does not list, by symbol and by address", async () => {
      for (const wanted of [{ symbols: ["STK"] }, { assets: [pool] }]) {
        const fault = await readLending(chain, pool, wanted).catch((error) => error);
        expect(fault).to.include({ code: "LENDING_ASSET_UNKNOWN", exitCode: 2 });
      }
    });

    it("calls nothing borrowable that is frozen, paused or closed to borrowers", async () => {
      const snapshot = await chain.request("evm_snapshot");
      const [stake, cash, gold] = assets;
      const { configurator } = market;
      for (const [name, ...args] of [
        ["setReserveFreeze", stake, true],
        ["setReserveBorrowing", gold, false],
      ] as const) {
        await (await configurator.getFunction(name)(...args)).wait();
      }
      await (await configurator.getFunction("setReservePause(address,bool)")(cash, true)).wait();

      const { reserves } = await readLending(chain, pool);
      expect(reserves.map(({ borrowable }) => borrowable)).to.deep.equal([false, false, false]);
      await chain.request("evm_revert", [snapshot]);
      expect((await readLending(chain, pool)).reserves.every(({ borrowable }) => borrowable)).to.equal(true);
    });

    it("says that a sentinel may stand before liquidations", async () => {
      const snapshot = await chain.request("evm_snapshot");
      await (await market.provider.getFunction("setPriceOracleSentinel")(oracle)).wait();
      const { notes } = await readLending(chain, pool);
      expect(notes).to.deep.equal([
        "A sequencer sentinel may forbid liquidations and debt for a time, which agents do not know.",
      ]);
      await chain.request("evm_revert", [snapshot]);
    });

    if (release === "3.6")
      it("finds an e-mode behind a gap of unused ones when asked for it, beside all others", async () => {
        const snapshot = await chain.request("evm_snapshot");
        const { configurator } = market;
        await (await configurator.getFunction("setEModeCategory")(17, 9_000, 9_200, 10_200, "far")).wait();
        await (await configurator.getFunction("setAssetCollateralInEMode")(assets[0], 17, true)).wait();

        const ids = async (wanted = {}) => (await readLending(chain, pool, wanted)).eModes.map(({ id }) => id);
        expect([await ids(), await ids({ eModes: [17, 2] })]).to.deep.equal([
          [1, 2],
          [1, 2, 17],
        ]);
        await chain.request("evm_revert", [snapshot]);
      });

    // v3.0 asks a data provider, which is not deployed, whether an asset is in use before it changes these.
    if (release === "3.6")
      it("says what it does not follow: isolation, siloed debt, collateral without an LTV", async () => {
        expect((await readLending(chain, pool)).notes).to.deep.equal([]);
        const snapshot = await chain.request("evm_snapshot");
        const [stake, cash] = assets;
        for (const [name, ...args] of [
          ["setDebtCeiling", stake, 1_000_000n],
          ["setSiloedBorrowing", cash, true],
          ["setAssetLtvzeroInEMode", cash, 1, true],
        ] as const) {
          await (await market.configurator.getFunction(name)(...args)).wait();
        }

        expect((await readLending(chain, pool)).notes).to.deep.equal([
          "Collateral in isolation mode, whose debt ceiling agents do not know: STK-0.",
          "Siloed debt, which agents do not know to stand alone: USD.",
          "Collateral without an LTV in e-mode 1, which agents do not know: USD.",
        ]);
        await chain.request("evm_revert", [snapshot]);
      });

    if (release === "3.0")
      it("refuses an e-mode that has a price of its own, unless nothing of it is read", async () => {
        const snapshot = await chain.request("evm_snapshot");
        const args = [2, 9_000, 9_200, 10_200, market.oracle, "priced"];
        await (await market.configurator.getFunction("setEModeCategory")(...args)).wait();

        const fault = await readLending(chain, pool).catch((error) => error);
        expect(fault).to.include({ code: "LENDING_EMODE_PRICE", exitCode: 2 });
        const { eModes } = await readLending(chain, pool, { assets: [assets[0]] });
        expect(eModes.map(({ id }) => id)).to.deep.equal([1]);
        await chain.request("evm_revert", [snapshot]);
      });

    it("refuses a pool whose oracle counts in something else than dollars", async () => {
      const snapshot = await chain.request("evm_snapshot");
      const { ethers } = chain.connection;
      const [owner] = await ethers.getSigners();
      for (const [currency, unit] of [
        [assets[0], 10n ** 18n],
        [ethers.ZeroAddress, 10n ** 6n],
      ] as const) {
        const other = await ethers.deployContract("PriceOracle", [currency, unit, owner!.address]);
        await (await market.provider.getFunction("setPriceOracle")(other.target)).wait();
        const fault = await readLending(chain, pool).catch((error) => error);
        expect(fault).to.include({ code: "LENDING_NOT_IN_USD", exitCode: 2 });
        expect(fault.message).to.contain(String(unit));
      }
      await chain.request("evm_revert", [snapshot]);
    });
  });
}
