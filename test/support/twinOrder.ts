import { id } from "ethers";
import type { TwinPreset } from "./twinMarkets.ts";
import type { TwinStep } from "./twinStep.ts";

const topic = (event: string) => id(event).slice(2);
const BALANCE_TRANSFER = topic("BalanceTransfer(address,address,uint256,uint256)");
const COLLATERAL_DISABLED = topic("ReserveUsedAsCollateralDisabled(address,address)");
/** An aToken that is burnt emits a transfer and what it is for. */
const OF_A_BURN = 2;

/**
 * The bundled pool's logs of an action in real Aave's order. v3.0 switches collateral off before the aTokens of a whole
 * withdrawal are burnt, not after; and an aToken there emits `BalanceTransfer` after the pool has switched the parties'
 * collateral, not before. All other orders are the same.
 */
export function inRealOrder(preset: TwinPreset, { kind }: TwinStep, logs: readonly string[]): string[] {
  const is = (log: string | undefined, event: string) => log?.split(" ")[1] === event;
  if (preset === "aave-v3.0" && kind === "withdraw" && is(logs.at(-2), COLLATERAL_DISABLED)) {
    const [burn, last] = [logs.slice(-2 - OF_A_BURN, -2), logs.slice(-2)];
    return [...logs.slice(0, -2 - OF_A_BURN), last[0] as string, ...burn, last[1] as string];
  }
  if (preset === "aave-v3.0" && kind === "transfer") {
    const isLast = (log: string) => is(log, BALANCE_TRANSFER);
    return [...logs.filter((log) => !isLast(log)), ...logs.filter(isLast)];
  }
  return [...logs];
}
