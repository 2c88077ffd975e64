import type { ReadEMode } from "./readEModes.ts";
import type { ReadReserve } from "./readReserves.ts";

/** What is not followed, in sentences: the pool keeps to it, agents and their model do not know it. */
export function notesOf(reserves: readonly ReadReserve[], eModes: readonly ReadEMode[]): string[] {
  const named = (is: (reserve: ReadReserve) => boolean) =>
    reserves
      .filter(is)
      .map(({ facts }) => facts.symbol)
      .join(", ");
  const isolated = named(({ settings }) => settings.debtCeiling > 0n);
  const siloed = named(({ settings }) => settings.isSiloed);
  const inactive = named(({ settings }) => !settings.isActive);
  const paused = named(({ settings }) => settings.isActive && settings.isPaused);
  const withoutFlash = named(({ facts }) => facts.liquidatable && !facts.flashLoans);
  return [
    ...(inactive === "" ? [] : [`Inactive, so that no liquidation takes or repays it: ${inactive}.`]),
    ...(paused === "" ? [] : [`Paused, so that no liquidation takes or repays it: ${paused}.`]),
    ...(withoutFlash === "" ? [] : [`Without flash loans, so that only own money repays its debt: ${withoutFlash}.`]),
    ...(isolated === "" ? [] : [`Collateral in isolation mode, whose debt ceiling agents do not know: ${isolated}.`]),
    ...(siloed === "" ? [] : [`Siloed debt, which agents do not know to stand alone: ${siloed}.`]),
    ...eModes
      .filter(({ withoutLtv }) => withoutLtv.length > 0)
      .map(
        ({ facts, withoutLtv }) =>
          `Collateral without an LTV in e-mode ${facts.id}, which agents do not know: ${withoutLtv.join(", ")}.`,
      ),
  ];
}
