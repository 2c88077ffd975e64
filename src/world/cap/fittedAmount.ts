import { WAD } from "../../units.ts";

/** What an account has at stake and what is its own, both in the oracle's base currency. */
export interface Stake {
  exposure: bigint;
  equity: bigint;
}

/** An amount that was refused: what it adds to exposure, and the leverage [wad] that it would have led to. */
export interface Trial {
  amount: bigint;
  exposure: bigint;
  leverage: bigint;
}

/**
 * The amount that leads an account from where it stands to a leverage of `aim` [wad], down: exposure and equity change
 * in proportion to the amount, and the trial says by how much. 0 where it is there already.
 */
export function fittedAmount(aim: bigint, now: Stake, trial: Trial): bigint {
  const equityThen = ((now.exposure + trial.exposure) * WAD) / trial.leverage;
  const room = aim * now.equity - WAD * now.exposure;
  const slope = WAD * trial.exposure + aim * (now.equity - equityThen);
  if (room <= 0n) return 0n;
  return slope <= 0n ? trial.amount : (trial.amount * room) / slope;
}
