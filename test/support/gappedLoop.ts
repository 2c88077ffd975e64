import { parseWad, WAD } from "../../src/units.ts";
import {
  type Account,
  borrow,
  deployLending,
  fund,
  type ListedReserve,
  NO_INTEREST,
  print,
  supply,
  USDC,
  WETH,
} from "./lending.ts";

const MAX = 2n ** 256n - 1n;
/** Collateral of the loop: 100 million dollars, as 50,000 WETH at 2,000. [USDC units] */
export const COLLATERAL = 100_000_000n * 10n ** 6n;
/** Debt at 12 times leverage: eleven twelfths. [USDC units] */
export const DEBT = (COLLATERAL * 11n) / 12n;
export const THRESHOLD = parseWad("0.95");
export const INCENTIVE = parseWad("1.01");

/** One loop of 12 times leverage at a threshold of 95 % and a bonus of 1 %, and a liquidator with unlimited funds. */
export async function openGappedLoop() {
  const listing = { ...WETH, ltv: 9_300n, threshold: 9_500n, bonus: 10_100n };
  const fixture = await deployLending("aave-v3.6", [listing, USDC], NO_INTEREST);
  const [weth, usdc] = fixture.reserves as [ListedReserve, ListedReserve];
  const [holder, liquidator] = fixture.signers.slice(2) as [Account, Account];
  await supply(fixture, fixture.owner, usdc, 2n * COLLATERAL);
  await fund(fixture, liquidator, usdc, 2n * COLLATERAL);
  await supply(fixture, holder, weth, 50_000n * WAD);
  await borrow(fixture, holder, usdc, DEBT);

  /** Prints the start's price less a gap and then a further fall (wad), down to the oracle's eight decimals. */
  const fall = async (gap: bigint, further = 0n) => {
    await print(weth, (listing.price * (WAD - gap)) / WAD);
    if (further > 0n) await print(weth, (listing.price * (WAD - gap) * (WAD - further)) / (WAD * WAD));
  };
  /** Liquidates as long as the pool allows it; returns the calls, what was written off and what collateral is left. */
  const liquidateAll = async () => {
    let calls = 0;
    for (; (await fixture.pool.getUserAccountData(holder.address)).healthFactor < WAD; calls++) {
      await fixture.pool.connect(liquidator).liquidationCall(weth.token, usdc.token, holder.address, MAX, false);
    }
    const deficit = await fixture.pool.getReserveDeficit(usdc.token);
    const left = await weth.aToken.balanceOf(holder.address);
    return { calls, deficit, left };
  };
  return { fall, liquidateAll };
}
