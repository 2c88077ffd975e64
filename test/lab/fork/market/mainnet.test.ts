import { expect } from "chai";
import type { LendingFacts } from "../../../../src/fork/market/lendingFacts.ts";
import { readLending } from "../../../../src/fork/market/readLending.ts";
import { overrideOracle } from "../../../../src/fork/oracle/overrideOracle.ts";
import { AT, Mainnet, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const FILE = "verbs-examples_aave_cache.json";
const TRANSMITTER = `0x${"11d0".repeat(10)}`;
const PRICE = 3_265_59000000n;
const WANTED = { assets: [AT.weth, AT.dai], names: { [AT.weth]: "WETH" } };

describe("readLending of real Aave v3 at block 19471508, of which little is recorded", () => {
  let mainnet: Mainnet;

  beforeEach(async function () {
    const file = recordedFile(FILE);
    if (file === undefined) {
      console.warn(STATE_ABSENT);
      this.skip();
    }
    mainnet = await Mainnet.open(file as string, true);
  });
  afterEach(() => mainnet?.chain.close());

  it("tells the terms of the assets that it is asked for, and reads nothing of the run's account", async () => {
    const facts = await readLending(mainnet.chain, AT.pool, WANTED);

    expect(facts).to.include({ preset: "aave-v3.0", release: "Aave v3.0, revision 3", pool: AT.pool });
    expect(facts.oracle).to.equal("0x54586be62e3c3580375ae3723c145253060ca0c2");
    expect(facts.reserves).to.deep.equal([
      {
        id: 0,
        symbol: "WETH",
        asset: AT.weth,
        decimals: 18,
        aToken: "0x4d5f47fa6a74757f35c14fd3a6ef8e3c9bc514e8",
        debtToken: "0xea51d7853eefb32b6ee06b1c12e6dcca88be0ffe",
        price: undefined,
        ltv: 8_050n,
        liquidationThreshold: 8_300n,
        liquidationBonus: 500n,
        protocolFee: 1_000n,
        reserveFactor: 1_500n,
        borrowable: true,
        flashLoans: true,
        liquidatable: true,
        supplyCap: 1_800_000n,
        borrowCap: 1_400_000n,
      },
      {
        id: 4,
        symbol: "DAI",
        asset: AT.dai,
        decimals: 18,
        aToken: "0x018008bfb33d285247a21d44e50697654f754e63",
        debtToken: "0xcf8d0c70c850859266f5c338b38f9d663181c314",
        price: undefined,
        ltv: 7_700n,
        liquidationThreshold: 8_000n,
        liquidationBonus: 500n,
        protocolFee: 2_000n,
        reserveFactor: 1_000n,
        borrowable: true,
        flashLoans: true,
        liquidatable: true,
        supplyCap: 338_000_000n,
        borrowCap: 271_000_000n,
      },
    ] satisfies LendingFacts["reserves"]);
    expect(await mainnet.chain.misses()).to.deep.equal({ slots: [], accounts: [], newAccountSlots: 0 });
  });

  it("takes nothing that is not recorded for a fact: symbol, e-mode, price", async () => {
    const { reserves, eModes } = await readLending(mainnet.chain, AT.pool, { assets: [AT.weth, AT.dai] });

    expect(reserves.map(({ symbol }) => symbol)).to.deep.equal([AT.weth, "DAI"]);
    expect(eModes).to.deep.equal([]);
    expect((await readLending(mainnet.chain, AT.pool, { ...WANTED, eModes: [1] })).eModes).to.deep.equal([]);
  });

  it("tells a price once a feed is in place", async () => {
    mainnet.chain.introduce([TRANSMITTER]);
    await overrideOracle(mainnet.chain, { pool: AT.pool, asset: AT.weth, price: PRICE, transmitter: TRANSMITTER });

    const { reserves } = await readLending(mainnet.chain, AT.pool, WANTED);
    expect(reserves.map(({ price }) => price)).to.deep.equal([PRICE, undefined]);
  });
});
