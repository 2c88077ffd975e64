import { id } from "ethers";
import type { View } from "../../src/agents/agent.ts";
import { WAD } from "../../src/units.ts";
import { sharePrices } from "../../src/venues/sharePrices.ts";
import type { Vault } from "../../src/venues/vault.ts";
import type { LoopSettings, VaultTerms } from "../../src/venues/vaultSettings.ts";
import type { Holder } from "../../src/world/world.ts";
import { type TinyEconomy, tinyEconomy } from "./tinyEconomy.ts";
import { tinyView } from "./tinyView.ts";

const VAULT =
  "assets.loopETH={ vault: { kind: loop, asset: wstETH, debt: WETH, eMode: 1, maxTradeUsd: 500000, leverage: { target: 4, min: 3.5, max: 4.5, ripcord: 5 } } }";
const RESERVE =
  "lending.reserves.loopETH={ ltv: 70%, liquidationThreshold: 75%, liquidationBonus: 6%, borrowable: false }";
const TRANSFER = id("Transfer(address,address,uint256)");
/** The time at which everything stands, far from any cool-down. [seconds] */
export const NOW = 1_000_000;

const TERMS: VaultTerms = {
  entryFee: 0n,
  exitFee: 10n,
  managementFee: 0n,
  performanceFee: 0n,
  patience: 86_400n,
  isCharged: false,
};
const SETTINGS: LoopSettings = {
  kind: "loop",
  targetLeverage: 4n * WAD,
  minLeverage: (7n * WAD) / 2n,
  maxLeverage: (9n * WAD) / 2n,
  ripcordLeverage: 5n * WAD,
  recenteringSpeed: WAD / 2n,
  slippage: 100n,
  ripcordSlippage: 300n,
  idleShare: 500n,
  cooldown: 60n,
  ripcordCooldown: 12n,
  maxTrade: 100n * WAD,
  ripcordMaxTrade: 200n * WAD,
  ripcordReward: WAD / 50n,
};

/** What a loop vault over wstETH has, [wstETH wad] and [WETH wad], a hundred net by its share's price of one. */
export interface TinyStand {
  idle?: bigint;
  /** All its collateral, what is idle included, over its net assets. [wad] */
  leverage?: bigint;
  /** Whole shares that wait. */
  pending?: bigint;
  rebalancedAt?: number;
  fulfilledAt?: number;
}

/** A made-up economy with a loop vault of a hundred wstETH net, at a steep leverage if wished; nothing on a chain. */
export function tinyLoop(stand: TinyStand = {}, holders?: Holder[], ...overrides: string[]) {
  const economy = tinyEconomy([VAULT, RESERVE, ...overrides], holders);
  const vault = economy.venues.vaults?.of("loopETH") as Vault;
  const { lending } = economy.venues;
  const { idle = 5n * WAD, leverage = 4n * WAD, pending = 0n, rebalancedAt = 0, fulfilledAt = 0 } = stand;
  const net = 100n * WAD;
  const gross = (net * leverage) / WAD;
  const rate = economy.world.scenario.assets.wstETH?.staked?.exchangeRate ?? WAD;
  const debt = ((gross - net) * rate) / WAD;
  economy.hold(lending.positions.length - 1, { wstETH: gross - idle }, { WETH: debt }, 1);
  vault.terms = TERMS;
  vault.settings = SETTINGS;
  const shares = (whole: bigint) => whole * vault.shareUnit;
  const clock = [BigInt(rebalancedAt), BigInt(fulfilledAt), 0n];
  vault.read(
    [1n, shares(100n), net, WAD, idle, 0n, shares(pending), 0n, 0n, 0n, WAD, 0n, 0n, gross - idle, debt, ...clock],
    0,
  );
  const vaults = economy.venues.vaults as NonNullable<typeof economy.venues.vaults>;
  lending.time = NOW;
  vaults.feeds = new Map(lending.reserves.map(({ symbol, price }) => [symbol, price]));
  for (const reserve of lending.reserves) reserve.lastUpdate = BigInt(NOW);
  return { economy, vault, view: (changes?: Partial<View>) => loopView(economy, changes) };
}

/** The economy as its participants see it, shares priced by what the oracle shows. */
function loopView(economy: TinyEconomy, changes: Partial<View> = {}): View {
  const { venues } = economy;
  const vaults = venues.vaults as NonNullable<typeof venues.vaults>;
  vaults.now = sharePrices(venues, vaults.feeds, NOW);
  const price = vaults.now.shares.get("loopETH")?.source ?? 0n;
  const index = venues.lending.reserves.findIndex(({ symbol }) => symbol === "loopETH");
  venues.lending.prices[index] = price;
  const reference = new Map([...tinyView(economy).reference].filter(([symbol]) => symbol !== "loopETH"));
  return tinyView(economy, { time: NOW, vaults, reference, ...changes });
}

/** Log of a transfer of a vault's shares, for its register. */
export function given(vault: Vault, to: string, whole: bigint): void {
  const word = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}`;
  vault.register.book([
    {
      address: vault.info.address,
      topics: [TRANSFER, word(0n), word(BigInt(to))],
      data: word(whole * vault.shareUnit),
      logIndex: "0x0",
    },
  ]);
}
