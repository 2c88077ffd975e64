import { PRESETS } from "../model/rules.ts";
import type { PoolState } from "../model/swap.ts";
import type { Holder, World } from "../world/world.ts";
import { AmmVenue } from "./ammVenue.ts";
import { createGuardBook } from "./createGuardBook.ts";
import { createPerpBook } from "./createPerpBook.ts";
import { createVaultBook } from "./createVaultBook.ts";
import type { GuardBook } from "./guardBook.ts";
import { type EModeTerms, LendingBook } from "./lendingBook.ts";
import { LendingReserve, toBps } from "./lendingReserve.ts";
import type { PerpBook } from "./perpBook.ts";
import type { VaultBook } from "./vaultBook.ts";

/** The venues of a world as this process knows them; `readChain` fills them. */
export interface Venues {
  lending: LendingBook;
  amm: AmmVenue;
  /** Absent where the scenario has no perpetual exchange. */
  perps?: PerpBook;
  /** Absent where the scenario has no vaults. */
  vaults?: VaultBook;
  /** Absent where no control is switched on. */
  guards?: GuardBook;
}

/** Describes a world's venues from its scenario; nothing is read from the chain yet. */
export function createVenues(world: World): Venues {
  const { scenario, deployment } = world;
  const { preset, baseCurrencyDecimals } = scenario.lending;
  const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
  const zones = deployment.guards?.toxicZones ?? {};
  const symbols = deployment.reserves.map((reserve) => reserve.symbol);

  const reserves = deployment.reserves.map(({ symbol, id = symbols.indexOf(symbol), flashLoans, liquidatable }) => {
    const config = scenario.lending.reserves[symbol];
    if (config === undefined) throw new Error(`The deployment lists ${symbol}, the scenario does not.`);
    const toxic = Object.hasOwn(zones, symbol) ? scenario.treatments?.toxicZone?.rule : undefined;
    const address = deployment.tokens[symbol] ?? "";
    const identity = { symbol, id, address, decimals: decimals(symbol), flashLoans, liquidatable };
    return new LendingReserve(identity, config, preset, toxic);
  });
  const eModes = new Map<number, EModeTerms>(
    scenario.lending.eModes.map((mode) => [
      mode.id,
      {
        ltv: toBps(mode.ltv),
        liquidationThreshold: toBps(mode.liquidationThreshold),
        liquidationBonus: 10_000n + toBps(mode.liquidationBonus),
        collateral: new Set(mode.collateral.map((symbol) => symbols.indexOf(symbol))),
      },
    ]),
  );
  const baseUnit = 10n ** BigInt(baseCurrencyDecimals);
  const pools = deployment.ammPools.map((info, i) => ({
    ...info,
    baseDecimals: decimals(info.base),
    quoteDecimals: decimals(info.quote),
    state: world.poolStates[i] as PoolState,
  }));
  const perps = createPerpBook(world);
  const vaults = createVaultBook(world);
  const accounts = [
    ...world.holders.filter((holder) => isOfLending(holder) && vaults?.at(holder.address) === undefined),
    ...deployment.vaults.map(({ address, symbol }) => ({ address, group: symbol })),
  ];
  const guards = createGuardBook(world);
  const lending = new LendingBook(reserves, PRESETS[preset], eModes, baseUnit, accounts);
  if (guards !== undefined) lending.guards = guards;
  return {
    lending,
    amm: new AmmVenue(pools, deployment.ways),
    ...(perps === undefined ? {} : { perps }),
    ...(vaults === undefined ? {} : { vaults }),
    ...(guards === undefined ? {} : { guards }),
  };
}

/** Holders of perps or of shares alone have nothing to do with the lending pool, and there may be many. */
function isOfLending({ kind }: Holder): boolean {
  return kind !== "trader" && kind !== "liquidity provider" && kind !== "depositor";
}
