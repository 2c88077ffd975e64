import type { AgentConfig, Scenario } from "../scenario/schema.ts";

/** Symbols of the debts that a liquidator repays with its own money: those it names, else all that can be borrowed. */
export function repaidDebts(
  { lending }: Pick<Scenario, "lending">,
  { debts }: Pick<Extract<AgentConfig, { kind: "liquidator" }>, "debts">,
): readonly string[] {
  return debts ?? Object.keys(lending.reserves).filter((symbol) => lending.reserves[symbol]?.borrowable);
}
