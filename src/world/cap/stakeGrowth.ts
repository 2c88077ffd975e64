import { WAD } from "../../units.ts";
import { MAX_UINT } from "../encode.ts";
import type { Call } from "../transaction.ts";
import { fittedAmount, type Stake } from "./fittedAmount.ts";
import type { Growth } from "./largestCall.ts";
import type { OpeningCap } from "./openingCap.ts";

/** Below so much of its cap, in percent, nobody needs to ask whether the registry finds an account above it. */
const NEAR = 98n;

/** What an account is about to do, in amounts of its own unit; the rest in the oracle's base currency. */
export interface Step {
  account: string;
  wanted: bigint;
  call(amount: bigint): Call;
  /** What an amount adds to exposure. */
  exposureOf(amount: bigint): bigint;
  /** What it adds to equity, less than zero where it takes. */
  equityOf(amount: bigint): bigint;
}

/**
 * How a step grows from where the registry finds the account. What it leads to is told from the figures first, for they
 * know of `coming` too: exposure that the account's vaults have not taken yet, as they hedge when everyone has opened.
 * Near the cap, and where there are others than the account's, the registry is asked with the very call.
 */
export function stakeGrowth(cap: OpeningCap, step: Step, coming: bigint): Growth {
  const { account, wanted, call, exposureOf, equityOf } = step;
  let stake: Promise<Stake> | undefined;

  return {
    wanted,
    async ask(amount) {
      const leverage = await foreseen(amount);
      return cap.foreseen(leverage) ?? (cap.isFar(leverage, NEAR) ? undefined : cap.refusal(call(amount)));
    },
    async size(aim, amount, leverage) {
      return fittedAmount(aim, await standing(), { amount, exposure: exposureOf(amount), leverage });
    },
  };

  function standing(): Promise<Stake> {
    stake ??= cap.stakeOf(account).then(({ exposure, equity }) => ({ exposure: exposure + coming, equity }));
    return stake;
  }

  async function foreseen(amount: bigint): Promise<bigint> {
    const now = await standing();
    const equity = now.equity + equityOf(amount);
    const exposure = now.exposure + exposureOf(amount);
    return equity > 0n ? (exposure * WAD) / equity : MAX_UINT;
  }
}
