import { expect } from "chai";
import { constantProductDepth } from "../../src/model/bidDepth.ts";
import { cascade } from "../../src/model/cascade.ts";
import { totalFall } from "../../src/model/constantProductCascade.ts";
import { expWad, lnRatioWad } from "../../src/model/transcendental.ts";
import { formatDecimal, parseWad, WAD } from "../../src/units.ts";
import { type Account, borrow, fund, print, supply, USDC, WETH } from "../support/lending.ts";
import { deploySpotMarket, type SpotMarket } from "../support/spotMarket.ts";

// A ladder of accounts, one a rung of log price, each liquidated whole (their debts are below the $2,000 under which
// there is no close factor). Seized WETH is sold into the pool and the oracle prints the pool's price, so that while
// the price falls by T the pool pays ρ·T for ρ = sale / rung.
const RATIO = parseWad("0.5"); // n = 2ρ/y
const RUNG = parseWad("0.01");
const DEBT = 1_500n; // dollars an account
const RUNGS = 160; // down to a log fall of 1.6, past the turn at −2·ln n = 1.386
const LISTING = { ...WETH, ltv: 5_000n, threshold: 5_500n, bonus: 10_500n };
const START = WETH.price;
const RESERVE = (2n * DEBT * WAD * WAD) / (RUNG * RATIO); // y = 2ρ/n
const thresholdOf = (rung: number) => (RUNG * BigInt(2 * rung + 1)) / 2n;
const MAX = 2n ** 256n - 1n;

describe("T10 cascade on a constant product pool", () => {
  let market: SpotMarket;
  let ladder: Account[];

  before(async () => {
    market = await deploySpotMarket(LISTING, USDC, RESERVE * 10n ** 6n);
    const { networkHelpers, ethers, owner, base, quote } = market;
    await supply(market, owner, quote, 10_000_000n * quote.unit);
    await fund(market, owner, quote, 10_000_000n * quote.unit);

    // Opened at twice the price, where thresholds just below today's are still far away.
    await print(base, 2n * START);
    ladder = [];
    for (let rung = 0; rung < RUNGS; rung++) {
      const address = ethers.getAddress(`0x${(0xacc0000 + rung).toString(16).padStart(40, "0")}`);
      await networkHelpers.impersonateAccount(address);
      await networkHelpers.setBalance(address, WAD);
      const account = await ethers.getSigner(address);
      const price = (expWad(-thresholdOf(rung)) * START) / WAD;
      const collateral = (DEBT * 10n ** 8n * 10_000n * WAD) / (LISTING.threshold * price);
      await supply(market, account, base, collateral);
      await borrow(market, account, quote, DEBT * quote.unit);
      ladder.push(account);
    }
    await market.printSpot();
  });

  /** Sells to the shocked price, then liquidates and sells until nobody is below one. Returns fall and rungs taken. */
  async function run(shock: bigint) {
    const snapshot = await market.networkHelpers.takeSnapshot();
    const { base, quote, pool } = market;
    const before = await market.spot();
    await market.arbitrageTo(expWad(-shock));
    let taken = 0;
    for (; taken < RUNGS; taken++) {
      await market.printSpot();
      const { address } = ladder[taken] as Account;
      if ((await pool.getUserAccountData(address)).healthFactor >= WAD) break;
      await pool.liquidationCall(base.token, quote.token, address, MAX, false, { gasLimit: 5_000_000n });
      await market.sellFor(DEBT * quote.unit);
    }
    const fall = lnRatioWad(before, await market.spot());
    await snapshot.restore();
    return { fall, taken };
  }

  /** The same ladder as a book of sellers: what the fixed point makes of its steps. */
  function predict(shock: bigint) {
    const panic = Array.from({ length: RUNGS }, (_, rung) => ({ usd: DEBT * WAD, trigger: thresholdOf(rung) }));
    const depth = constantProductDepth(RESERVE * WAD);
    return cascade({ accounts: [], panic, shock, outsideDepth: 0n, sale: { depth, poolFee: 0n, minimumProfit: 0n } });
  }
  const gapOf = (one: bigint, other: bigint) => (one > other ? one - other : other - one);

  for (const shock of ["0.1", "0.2", "0.3"]) {
    it(`falls as e^(−e/2) − e^(−T/2) = n·T/2 says after a shock of ${shock}, to two rungs`, async () => {
      const { fall, taken } = await run(parseWad(shock));
      const exact = totalFall(parseWad(shock), RATIO) as bigint;
      const message = `${formatDecimal(fall, 18, 4)} against ${formatDecimal(exact, 18, 4)}`;
      expect(gapOf(fall, exact) <= 2n * RUNG, message).to.equal(true);
      expect(taken).to.be.lessThan(RUNGS);

      // With the steps in it, the fixed point predicts the run to 10^−8.
      const predicted = predict(parseWad(shock));
      expect(gapOf(fall, predicted.fall as bigint) < 10n ** 10n).to.equal(true);
      expect(predicted.soldUsd).to.equal(BigInt(taken) * DEBT * WAD);
    });
  }

  it("runs away above .333 for n = .5: the whole ladder goes, and below it does not", async () => {
    expect(totalFall(parseWad("0.34"), RATIO)).to.equal(null);
    expect((await run(parseWad("0.34"))).taken).to.equal(RUNGS);
    expect((await run(parseWad("0.32"))).taken).to.be.lessThan(RUNGS);
  });
});
