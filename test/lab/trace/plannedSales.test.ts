import { expect } from "chai";
import { createContext } from "../../../src/trace/context.ts";
import { plannedLowering } from "../../../src/trace/plannedLowering.ts";
import { plannedSalesUsd } from "../../../src/trace/plannedSales.ts";
import { WAD } from "../../../src/units.ts";
import { sharePrices } from "../../../src/venues/sharePrices.ts";
import type { Vault } from "../../../src/venues/vault.ts";
import type { VaultBook } from "../../../src/venues/vaultBook.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

/** The loop vault against dollars, so that a fall of ether levers it; nothing happens to it. */
const QUIET = [
  "assets.loopETH.vault.debt=USDC",
  "assets.loopETH.vault.eMode=0",
  "assets.loopETH.vault.leverage={target: 2.5, min: 2.3, max: 2.6, ripcord: 2.8, recenteringSpeed: 100%}",
  "market.paths=[]",
  "lending.reserves.USDC.lenderUsd=20_000_000",
];

describe("what vaults would sell", function () {
  this.timeout(60_000);
  let world: TinyWorld;
  let run: TinyRun;
  let book: VaultBook;
  let loop: Vault;

  before(async () => {
    world = await TinyWorld.of(TINY_VAULTS, ...QUIET);
    run = await world.run(...QUIET, "agents={}", "chain.maxBlocks=1");
    book = run.venues.vaults as VaultBook;
    loop = book.of("loopETH") as Vault;
  });

  after(() => world.close());

  const sharesAfter = (fall: bigint) =>
    sharePrices(
      run.venues,
      new Map([...book.feeds].map(([name, price]) => [name, name === "USDC" ? price : (price * (WAD - fall)) / WAD])),
      run.venues.lending.time,
    );
  const lowering = (percent: bigint) => plannedLowering(run.venues, loop, sharesAfter((percent * WAD) / 100n));
  const planned = (percent: bigint) => {
    const context = createContext(run.world, run.venues, () => {});
    return Number(plannedSalesUsd(context, "WETH", (percent * WAD) / 100n, new Map()) / WAD);
  };

  it("plannedLowering_withinTheMostLeverage_isNothing", () => {
    expect(Number(lowering(0n).leverage) / 1e18).to.be.closeTo(2.5, 0.05);
    expect(lowering(0n).soldUsd).to.equal(0n);
  });

  it("plannedLowering_aboveTheMostLeverage_isWhatIsBeyondTheTarget", () => {
    const { soldUsd, leverage } = lowering(8n);
    const { supplied } = run.venues.lending.balances(
      run.venues.lending.positionOf(loop.info.address) as NonNullable<ReturnType<typeof run.venues.lending.positionOf>>,
    );
    const index = run.venues.lending.reserves.findIndex(({ symbol }) => symbol === "wstETH");
    const price = Number(sharesAfter((8n * WAD) / 100n).oracle.get("wstETH")) / 1e8;
    const gross = ((Number(supplied[index]) + Number(loop.idle)) / 1e18) * price;
    const levered = Number(leverage) / 1e18;
    expect(levered).to.be.greaterThan(2.6);
    expect(Number(soldUsd) / 1e18).to.be.closeTo((gross * (levered - 2.5)) / levered, gross / 1e6);
  });

  it("plannedSalesUsd_fallThatLeversAVaultTooHigh_countsWhatItSells", () => {
    expect(planned(8n)).to.be.at.least(Number(lowering(8n).soldUsd / WAD));
  });

  it("plannedSalesUsd_fallThatReachesBorrowersOfShares_countsWhatTheirSharesAreUnwoundFor", () => {
    const vaultsAlone = Number(lowering(20n).soldUsd / WAD);
    expect(planned(20n)).to.be.greaterThan(vaultsAlone * 1.1);
  });

  it("plannedSalesUsd_noFall_isNothing", () => {
    expect(planned(0n)).to.equal(0);
  });
});
