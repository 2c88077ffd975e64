import { badInput, type Place } from "../../errors.ts";
import { isConnected } from "../connected.ts";
import type { Scenario } from "../schema.ts";
import { vaultOf } from "../vaultOf.ts";
import { vaultOrder } from "../vaultOrder.ts";
import type { ShareOracle } from "../vaultSchema.ts";
import { checkBasisVault } from "./basisVault.ts";
import type { PlaceIn, PlaceOf } from "./listed.ts";
import { checkLoopVault } from "./loopVault.ts";
import { checkVaultTerms } from "./vaultTerms.ts";

/** Vaults that can be built where they stand: on venues, pools and settings that their contracts accept. */
export function checkVaults(scenario: Scenario, placeOf: PlaceOf): void {
  for (const symbol of vaultOrder(scenario.assets)) {
    const vault = vaultOf(scenario, symbol);
    const place: PlaceIn = (...keys) => placeOf(["assets", symbol, "vault", ...keys]);
    checkVaultTerms(scenario, symbol, vault, place);
    if (vault.kind === "loop") checkLoopVault(scenario, vault, place);
    else checkBasisVault(scenario, vault, place);
    const [from, to] = vault.kind === "loop" ? [vault.debt, vault.asset] : [vault.asset, vault.spot];
    requireRoute(scenario, symbol, [from, to], place(vault.kind === "loop" ? "debt" : "spot"));
    checkShareOracle(scenario, symbol, vault.oracle, (...keys) => place("oracle", ...keys));
  }
}

/** What a mode needs: a pool of the share against something that is there when the vault is, or a window. */
export function checkShareOracle(scenario: Scenario, symbol: string, oracle: ShareOracle, place: PlaceIn): void {
  if (oracle.mode === "navTwap" && oracle.windowSeconds === 0) {
    throw badInput("WINDOW_EMPTY", `The mean price of ${symbol} has no window.`, {
      place: place("windowSeconds"),
      hint: "Give it at least a second, or take mode nav.",
    });
  }
  if (oracle.mode !== "market" && oracle.mode !== "minNavMarket") return;
  const before = builtBefore(scenario, symbol);
  if (scenario.pools.some(({ base, quote }) => base === symbol && before(quote))) return;
  throw badInput("SHARE_WITHOUT_POOL", `The price of ${symbol} is read in a pool of it that there is none of.`, {
    place: place("mode"),
    hint: `List a pool with base ${symbol} under pools, quoted in a plain asset or in a share that its vault is built on.`,
  });
}

function requireRoute(scenario: Scenario, symbol: string, [from, to]: [string, string], place: Place): void {
  const before = builtBefore(scenario, symbol);
  const pools = scenario.pools.filter(({ base, quote }) => before(base) && before(quote));
  if (isConnected({ pools }, from, to)) return;
  throw badInput("ROUTE_MISSING", `${symbol} trades ${from} for ${to}, and no pool leads there.`, {
    place,
    hint: "List a pool for the pair, or pools that connect it, under pools.",
  });
}

/** Whether an asset is there when a vault is deployed: plain, or a share before its own in the order of vaults. */
function builtBefore({ assets }: Scenario, symbol: string): (other: string) => boolean {
  const order = vaultOrder(assets);
  return (other) => assets[other]?.vault === undefined || order.indexOf(other) < order.indexOf(symbol);
}
