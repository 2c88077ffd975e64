import { vaultOrder } from "./vaultOrder.ts";

interface Listed {
  perps?: unknown;
  assets: Parameters<typeof vaultOrder>[0];
}

/** Names of the venues that report to controls: lending, perps, and each vault by its share, those that it needs first. */
export function venuesOf({ perps, assets }: Listed): string[] {
  return ["lending", ...(perps === undefined ? [] : ["perps"]), ...vaultOrder(assets)];
}
