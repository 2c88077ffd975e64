import type { WorldRow } from "../../src/trace/row.ts";
import type { RedemptionRow, ShareholderRow, VaultActionRow, VaultStateRow } from "../../src/trace/vaultRow.ts";
import { perpWorld } from "./perpRows.ts";

const asset = (symbol: string, decimals: number, priceUsd: string) => ({
  ...{ symbol, decimals, priceUsd, address: `0x${symbol}`, feed: `0xfeed${symbol}` },
});

/** A world with an exchange and two vaults: `loopETH` of wstETH over WETH, and `basisUSD` of USDC, short ETH. */
export function vaultWorld(over: Partial<WorldRow> = {}): WorldRow {
  const base = perpWorld();
  return {
    ...base,
    assets: [...base.assets, asset("loopETH", 24, "2500"), asset("basisUSD", 12, "1")],
    vaults: {
      loopETH: { kind: "loop", asset: "wstETH", oracle: "nav" },
      basisUSD: { kind: "basis", asset: "USDC", oracle: "nav" },
    },
    channels: { price: true, collateral: true, liquidity: true, counterparty: true },
    ...over,
  };
}

/** Whole units of an asset in its smallest ones. */
export function whole(amount: number, decimals = 18): string {
  return (BigInt(Math.round(amount * 1e6)) * 10n ** BigInt(decimals - 6)).toString();
}

/** A loop vault of 100 shares, levered five times: 500 wstETH over 500 WETH of debt, 2500 and 2000 USD each. */
export function loopState(over: Partial<VaultStateRow> = {}): VaultStateRow {
  return {
    kind: "vaultState",
    phase: "start",
    block: 0,
    vault: "loopETH",
    sharePrice: "1",
    oracleUsd: "2500",
    netAssetsUsd: "250000",
    referenceNavUsd: "250000",
    liquidationNavUsd: "240000",
    supply: whole(100, 24),
    idleUsd: "0",
    grossUsd: "1250000",
    debtUsd: "1000000",
    notionalUsd: "0",
    holdings: { wstETH: whole(500), WETH: whole(-500) },
    positions: {},
    equityUsd: "0",
    leverage: "5.000000",
    hedgeRatio: null,
    pendingShares: "0",
    owedUsd: "0",
    instantUsd: "0",
    ...over,
  };
}

/** A basis vault of 100,000 shares at a dollar: 35 WETH at 2000, short as many, 30,000 on the exchange. */
export function basisState(over: Partial<VaultStateRow> = {}): VaultStateRow {
  return {
    ...loopState(),
    vault: "basisUSD",
    oracleUsd: "1",
    netAssetsUsd: "100000",
    referenceNavUsd: "100000",
    liquidationNavUsd: "99000",
    supply: whole(100_000, 12),
    grossUsd: "100000",
    debtUsd: "0",
    notionalUsd: "70000",
    holdings: { WETH: whole(35) },
    positions: { ETH: { size: "-35", notionalUsd: "70000" } },
    equityUsd: "30000",
    leverage: null,
    hedgeRatio: "1.000000",
    ...over,
  };
}

/** Who holds so many whole shares of vaults and nothing else. */
export function shareholder(held: Record<string, number>, over: Partial<ShareholderRow> = {}): ShareholderRow {
  const amounts = Object.entries(held).map(([symbol, amount]) => [
    symbol,
    { held: whole(amount, symbol === "loopETH" ? 24 : 12), pending: "0", claimable: "0" },
  ]);
  return {
    kind: "shareholder",
    phase: "start",
    account: "0xd1",
    group: "depositors",
    shares: Object.fromEntries(amounts),
    valueUsd: "0",
    wallet: {},
    walletUsd: "0",
    ...over,
  };
}

export function vaultAction(over: Partial<VaultActionRow> = {}): VaultActionRow {
  return {
    kind: "vaultAction",
    block: 0,
    transaction: "0x0a",
    venue: "loopETH",
    action: "lower",
    account: "0xkeeper",
    group: "keepers",
    agent: "keepers",
    shares: "0",
    amountUsd: "1000",
    before: "6.000000",
    after: "5.500000",
    direct: true,
    round: 0,
    channel: null,
    ...over,
  };
}

export function redemption(over: Partial<RedemptionRow> = {}): RedemptionRow {
  return {
    kind: "redemption",
    block: 0,
    transaction: "0x0b",
    venue: "loopETH",
    account: "0xd1",
    group: "depositors",
    agent: "depositors",
    by: "request",
    shares: whole(10, 24),
    valueUsd: "25000",
    trigger: "sharePrice",
    direct: false,
    round: 1,
    channel: "price",
    ...over,
  };
}
