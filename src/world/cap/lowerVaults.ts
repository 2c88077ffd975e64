import type { Scenario } from "../../scenario/schema.ts";
import { vaultOf } from "../../scenario/vaultOf.ts";
import { vaultOrder } from "../../scenario/vaultOrder.ts";
import type { BasisVaultConfig, LoopVaultConfig, VaultConfig } from "../../scenario/vaultSchema.ts";
import { WAD } from "../../units.ts";
import { shortShare } from "./shortShare.ts";

/** How far a vault's settings stay below the cap, for what its trades cost and what prices and interest do. */
const ROOM = WAD / 200n;
/** What a vault's settings are stated in: a ten-thousandth. */
const STEP = WAD / 10_000n;

/**
 * The scenario with vaults that the cap on an account's leverage lets grow to their settings, and the most leverage
 * [wad] of those that were above. A vault's most, shares below it looked through, must be half a percent below the cap
 * times the weight of shares in hand, so that whoever holds nothing else is within it too. A loop vault, whose most is
 * its max, has the debt at its target, min, max and ripcord cut in one proportion. A basis vault keeps as much more
 * idle. The same object where nothing is to be lowered.
 */
export function lowerVaults(scenario: Scenario): { scenario: Scenario; lowered: ReadonlyMap<string, bigint> } {
  const lowered = new Map<string, bigint>();
  const cap = scenario.treatments?.cap;
  if (cap?.maxLeverage === undefined || cap.binds !== "opening" || cap.mode !== "enforce") return { scenario, lowered };
  const limit = (((cap.maxLeverage * (cap.weights.shares ?? WAD)) / WAD) * (WAD - ROOM)) / WAD;
  const most = new Map<string, bigint>();
  const assets = { ...scenario.assets };
  for (const symbol of vaultOrder(assets)) {
    const vault = vaultOf({ assets }, symbol);
    const below = most.get(vault.asset) ?? WAD;
    const wanted = (mostOf(vault) * below) / WAD;
    const fitting = wanted > limit ? within(vault, (limit * WAD) / below) : vault;
    if (fitting !== vault) {
      lowered.set(symbol, wanted);
      assets[symbol] = { ...(assets[symbol] as Scenario["assets"][string]), vault: fitting };
    }
    most.set(symbol, (mostOf(fitting) * below) / WAD);
  }
  return { scenario: lowered.size === 0 ? scenario : { ...scenario, assets }, lowered };
}

/** Exposure ÷ net assets of a vault at the most that its settings let it have. [wad] */
function mostOf(vault: VaultConfig): bigint {
  return vault.kind === "loop" ? vault.leverage.max : WAD + shortShare(vault);
}

function within(vault: VaultConfig, limit: bigint): VaultConfig {
  const debt = limit > WAD ? limit - WAD : 0n;
  return vault.kind === "loop" ? lowerLoop(vault, debt) : idler(vault, debt);
}

/** The same vault with `debt` [wad] for each unit of net assets at its max. */
function lowerLoop(vault: LoopVaultConfig, debt: bigint): LoopVaultConfig {
  const { leverage } = vault;
  const scaled = (value: bigint) => WAD + ((value - WAD) * debt) / (leverage.max - WAD);
  const [target, min, max, ripcord] = [leverage.target, leverage.min, leverage.max, leverage.ripcord].map(scaled) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  // A ripcord must lie above the max, where nothing may be borrowed too.
  return { ...vault, leverage: { ...leverage, target, min, max, ripcord: ripcord > max ? ripcord : max + 1n } };
}

/** The same vault with a short of at most `short` [wad] for each unit of net assets. */
function idler(vault: BasisVaultConfig, short: bigint): BasisVaultConfig {
  const atWork = (short * (WAD - vault.idleShare)) / shortShare(vault);
  return { ...vault, idleShare: WAD - atWork + (atWork % STEP) };
}
