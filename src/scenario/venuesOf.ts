import { vaultOrder } from "./vaultOrder.ts";

interface Listed {
  lending: { reserves: Readonly<Record<string, unknown>> };
  perps?: unknown;
  assets: Parameters<typeof vaultOrder>[0];
}

/** Names of the venues that report to controls: lending, perps, and each vault by its share, those that it needs first. */
export function venuesOf({ lending, perps, assets }: Listed): string[] {
  return [
    ...(Object.keys(lending.reserves).length === 0 ? [] : ["lending"]),
    ...(perps === undefined ? [] : ["perps"]),
    ...vaultOrder(assets),
  ];
}
