import { expect } from "chai";
import { rulesOf } from "../../../../deploy/modules/rulesOf.ts";
import { readLending } from "../../../../src/fork/market/readLending.ts";
import { PRESET_NAMES, type Preset } from "../../../../src/model/rules.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { CURVE, deployLending, E_MODE, type Listing, openEMode, USDC, WBTC, WETH } from "../../../support/lending.ts";

const LISTINGS: Listing[] = [
  { ...WETH, protocolFee: 1_000n },
  { ...USDC, reserveFactor: 2_000n },
  { ...WBTC, incentive: "dutch" },
];
const PREMIUM = 9n;
const GAS = { gasLimit: 16_000_000n };

describe("readLending of the bundled pool", () => {
  let chain: Chain;
  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
  });
  after(() => chain.close());

  const build = (preset: Preset, listings: Listing[]) => deployLending(preset, listings, CURVE, chain.connection);

  for (const preset of ["aave-v3.0", "aave-v3.3", "aave-v3.6"] as const) {
    it(`gives the terms that it was built with: ${preset}`, async () => {
      const lending = await build(preset, LISTINGS);
      await openEMode(lending, [0, 2], [0, 1, 2]);
      await lending.configurator.setSupplyCap(lending.reserves[1]!.token, 1_000_000n);
      await lending.configurator.setBorrowCap(lending.reserves[1]!.token, 900_000n);
      await lending.configurator.updateFlashloanPremium(PREMIUM);
      const facts = await readLending(chain, await lending.pool.getAddress());

      expect(facts).to.include({ preset, release: `bundled, ${preset}`, flashLoanPremium: PREMIUM });
      expect(facts.notes).to.deep.equal([]);
      expect(facts.configurator).to.equal((await lending.configurator.getAddress()).toLowerCase());
      for (const [id, { listing, token, aToken, debtToken }] of lending.reserves.entries()) {
        expect(facts.reserves[id]).to.deep.equal({
          id,
          symbol: listing.symbol,
          asset: (await token.getAddress()).toLowerCase(),
          decimals: listing.decimals,
          aToken: (await aToken.getAddress()).toLowerCase(),
          debtToken: (await debtToken.getAddress()).toLowerCase(),
          price: listing.price,
          ltv: listing.ltv,
          liquidationThreshold: listing.threshold,
          liquidationBonus: listing.bonus - 10_000n,
          protocolFee: listing.protocolFee ?? 0n,
          reserveFactor: listing.reserveFactor ?? 1_000n,
          borrowable: true,
          flashLoans: true,
          liquidatable: true,
          supplyCap: id === 1 ? 1_000_000n : 0n,
          borrowCap: id === 1 ? 900_000n : 0n,
        });
      }
      expect(facts.eModes).to.deep.equal([
        {
          id: Number(E_MODE.id),
          label: "one",
          ltv: E_MODE.ltv,
          liquidationThreshold: E_MODE.threshold,
          liquidationBonus: E_MODE.bonus - 10_000n,
          collateral: ["WETH", "WBTC"],
          borrowable: ["WETH", "USDC", "WBTC"],
        },
      ]);
    });
  }

  it("names the preset of every pool that was built with one", async () => {
    for (const preset of PRESET_NAMES) {
      const lending = await build(preset, []);
      expect((await readLending(chain, await lending.pool.getAddress())).preset).to.equal(preset);
    }
  });

  it("refuses rules that no release has", async () => {
    const lending = await build("aave-v3.6", []);
    const odd = await lending.factory.deploy(lending.provider, { ...rulesOf("aave-v3.6"), closeFactor: 5_001n }, GAS);
    const fault = await readLending(chain, await odd.getAddress()).catch((error) => error);

    expect(fault).to.include({ code: "LENDING_RULES_UNKNOWN", exitCode: 2 });
  });
});
