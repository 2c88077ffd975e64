import { loopLeverageUp, NO_EQUITY } from "../model/vaults/loopMath.ts";
import { abs, formatDecimal, WAD } from "../units.ts";
import { loopPair, loopPosition } from "../venues/netAssets.ts";
import { perpMargin } from "../venues/perpMargin.ts";
import type { SharePrices } from "../venues/sharePrices.ts";
import type { Vault } from "../venues/vault.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { TraceContext } from "./context.ts";
import { priceText, usdText } from "./format.ts";
import { PerpText } from "./perpFacts.ts";
import type { ShareValue } from "./shareValue.ts";
import type { VaultStateRow } from "./vaultRow.ts";

/** Digits after the point of leverage and hedge ratios. */
const RATIO_DIGITS = 6;

/** What a vault's state is valued by. */
export interface StateMoment {
  now: SharePrices;
  value: ShareValue;
  /** What selling everything would leave of each. [asset] */
  navs: ReadonlyMap<Vault, bigint>;
  reference: { prices: SharePrices; value: ShareValue };
  /** Underlying for one staked token, [wad]; 1 for any other asset. */
  rateOf(symbol: string): bigint;
}

type What = Pick<
  VaultStateRow,
  "grossUsd" | "debtUsd" | "notionalUsd" | "holdings" | "positions" | "equityUsd" | "leverage" | "hedgeRatio"
>;

/** A vault as it stands now. */
export function vaultStateRow(
  context: TraceContext,
  vault: Vault,
  when: Pick<VaultStateRow, "phase" | "block">,
  moment: StateMoment,
): VaultStateRow {
  const { symbol, asset } = vault.info;
  const { now, value, reference } = moment;
  const usd = (amount: bigint) => usdText(value.usd(asset, amount));
  const { baseUnit } = context.venues.lending;
  return {
    kind: "vaultState",
    ...when,
    vault: symbol,
    sharePrice: formatDecimal(vault.sharePrice, 18),
    oracleUsd: priceText(((now.shares.get(symbol)?.source ?? 0n) * WAD) / baseUnit),
    netAssetsUsd: usd(vault.netAssets),
    referenceNavUsd: usdText(reference.value.usd(asset, reference.prices.shares.get(symbol)?.assets ?? 0n)),
    liquidationNavUsd: usd(moment.navs.get(vault) ?? 0n),
    supply: vault.supply.toString(),
    idleUsd: usd(vault.idle),
    ...(vault.info.kind === "loop" ? loopState(context, vault, moment) : basisState(context, vault, moment)),
    pendingShares: vault.pending.toString(),
    owedUsd: usd(vault.owed),
    instantUsd: usd(vault.instant),
  };
}

function loopState({ venues }: TraceContext, vault: Vault, { now, value }: StateMoment): What {
  const debtAsset = vault.config.kind === "loop" ? vault.config.debt : "";
  const position = loopPosition(venues, vault, standOf(venues, vault), venues.lending.time);
  const leverage = loopLeverageUp(loopPair(venues, vault, now), position);
  const gross = position.idle + position.supplied;
  return {
    grossUsd: usdText(value.usd(vault.info.asset, gross)),
    debtUsd: usdText(value.usd(debtAsset, position.debt)),
    notionalUsd: "0.00",
    holdings: { [vault.info.asset]: gross.toString(), [debtAsset]: (-position.debt).toString() },
    positions: {},
    equityUsd: "0.00",
    leverage: leverage === NO_EQUITY ? "inf" : formatDecimal(leverage, 18, RATIO_DIGITS),
    hedgeRatio: null,
  };
}

function basisState({ venues }: TraceContext, vault: Vault, { value, rateOf }: StateMoment): What {
  const { config, info } = vault;
  const spotToken = config.kind === "basis" ? config.spot : "";
  const perps = venues.perps;
  const account = perps?.accountOf(info.address);
  const text = new PerpText(perps?.quoteUnit ?? 1n);
  const positions: VaultStateRow["positions"] = {};
  let [notional, short] = [0n, 0n];
  for (const [id, { size }] of account?.positions ?? []) {
    const name = perps?.markets[id]?.name ?? "";
    const held = text.value(abs(size), perps?.now[id]?.mark ?? 0n);
    positions[name] = { size: text.exact(size), notionalUsd: text.money(held) };
    notional += held;
    if (config.kind === "basis" && name === config.market) short = -size;
  }
  const equity = perps === undefined || account === undefined ? 0n : perpMargin(perps, account).equity;
  const cash = vault.idle + vault.placed;
  const base = (vault.second * rateOf(spotToken)) / vault.spotUnit;
  return {
    grossUsd: usdText(value.usd(info.asset, cash + equity) + value.usd(spotToken, vault.second)),
    debtUsd: "0.00",
    notionalUsd: text.money(notional),
    holdings: { [info.asset]: cash.toString(), [spotToken]: vault.second.toString() },
    positions,
    equityUsd: text.money(equity),
    leverage: null,
    hedgeRatio:
      base === 0n ? (short === 0n ? "1.000000" : "inf") : formatDecimal((short * WAD) / base, 18, RATIO_DIGITS),
  };
}
