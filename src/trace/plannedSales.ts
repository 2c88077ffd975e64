import type { OutsidePrice } from "../market/outsideMarket.ts";
import { WAD } from "../units.ts";
import { type LiquidationQuote, quoteLiquidation } from "../venues/liquidationQuote.ts";
import { type SharePrices, sharePrices } from "../venues/sharePrices.ts";
import type { TraceContext } from "./context.ts";
import { plannedLowering } from "./plannedLowering.ts";

type Prices = ReadonlyMap<string, OutsidePrice>;

/**
 * USD [wad] of an asset, and of what is staked over it, that would be sold if it fell by another `fall` [wad]: by
 * liquidations in lending, one call each; out of vaults whose shares those liquidations seize and redeem; and by loop
 * vaults that this brings above their most leverage.
 */
export function plannedSalesUsd(context: TraceContext, symbol: string, fall: bigint, outside: Prices): bigint {
  const { lending, vaults } = context.venues;
  const { assets } = context.world.scenario;
  const isMoved = (name: string) => name === symbol || assets[name]?.staked?.over === symbol;
  const lowered = (price: bigint, name: string) => (isMoved(name) ? (price * (WAD - fall)) / WAD : price);
  const standing = lending.prices;
  const then = vaults && sharesAt(context, new Map([...vaults.feeds].map(([name, at]) => [name, lowered(at, name)])));
  const lower = lending.reserves.map(
    (reserve, i) => then?.shares.get(reserve.symbol)?.source ?? lowered(standing[i] ?? 0n, reserve.symbol),
  );
  const newlyUnhealthy = lending
    .below(WAD, lower)
    .filter((position) => lending.accountData(position, standing).healthFactor >= WAD);

  let sold = 0n;
  lending.prices = lower;
  for (const position of newlyUnhealthy) {
    const quote = quoteLiquidation(lending, position);
    if (quote === undefined) continue;
    const redeemed = then && redeemedUsd(context, quote, then, isMoved);
    if (redeemed !== undefined) sold += redeemed;
    else if (isMoved(quote.collateral.symbol)) sold += profitableUsd(context, quote, outside);
  }
  lending.prices = standing;
  return then === undefined ? sold : sold + loweredUsd(context, then, isMoved);
}

function sharesAt({ venues }: TraceContext, feeds: ReadonlyMap<string, bigint>): SharePrices {
  return sharePrices(venues, feeds, venues.lending.time);
}

/** What the call would sell, where the pools pay more for it than the debt and the loan's fee. */
function profitableUsd({ venues, world }: TraceContext, quote: LiquidationQuote, outside: Prices): bigint {
  const { collateral, debt, seized, repaid } = quote;
  const sale = venues.amm.sell(collateral.symbol, debt.symbol, seized);
  const premium = (repaid * world.scenario.lending.flashLoanPremium) / WAD;
  if (!sale.complete || sale.amountOut <= repaid + premium) return 0n;
  return (seized * (outside.get(collateral.symbol)?.reference ?? 0n)) / collateral.unit;
}

/** Of seized shares, what a vault sells to pay them and the debt that is on them; undefined for other collateral. */
function redeemedUsd(
  { venues }: TraceContext,
  { collateral, seized }: LiquidationQuote,
  then: SharePrices,
  isMoved: (symbol: string) => boolean,
): bigint | undefined {
  const vault = venues.vaults?.of(collateral.symbol);
  const share = then.shares.get(collateral.symbol);
  if (vault === undefined || share === undefined) return undefined;
  if (!isMoved(vault.info.asset)) return 0n;
  const worth = (seized * share.nav * WAD) / (collateral.unit * venues.lending.baseUnit);
  return (worth * plannedLowering(venues, vault, then).leverage) / WAD;
}

/** What the fall makes loop vaults sell beyond what they must sell already. */
function loweredUsd(context: TraceContext, then: SharePrices, isMoved: (symbol: string) => boolean): bigint {
  const { venues } = context;
  const { vaults = [], feeds = new Map() } = venues.vaults ?? {};
  const now = sharesAt(context, feeds);
  return vaults
    .filter(({ info }) => isMoved(info.asset))
    .map((vault) => plannedLowering(venues, vault, then).soldUsd - plannedLowering(venues, vault, now).soldUsd)
    .reduce((sum, more) => (more > 0n ? sum + more : sum), 0n);
}
