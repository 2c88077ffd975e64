import { badInput } from "../../errors.ts";
import { formatDecimal, formatPercent, WAD } from "../../units.ts";
import type { DepositorConfig, Scenario, StackerConfig } from "../schema.ts";
import { type PlaceIn, type PlaceOf, requireReserve, requireVault } from "./listed.ts";
import { requireMarket, requirePerps } from "./perpsListed.ts";

/** Depositors and stackers of vaults that exist, who can do with their shares and their money what they plan. */
export function checkVaultHolders(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [name, group] of Object.entries(scenario.population)) {
    if (group.kind !== "depositor" && group.kind !== "stacker") continue;
    const place: PlaceIn = (...keys) => placeOf(["population", name, ...keys]);
    requireVault(scenario, group.vault, place("vault"));
    if (group.kind === "stacker") checkStacker(scenario, group, place);
    if (group.run !== undefined) checkRun(group.run, (...keys) => place("run", ...keys));
  }
}

function checkStacker(scenario: Scenario, group: StackerConfig, place: PlaceIn): void {
  const { vault, borrow, eMode } = group;
  requireReserve(scenario, vault, place("vault"));
  requireReserve(scenario, borrow, place("borrow"));
  if (!scenario.lending.reserves[borrow]?.borrowable) {
    throw badInput("RESERVE_NOT_BORROWABLE", `${borrow} cannot be borrowed.`, {
      place: place("borrow"),
      hint: `Set lending.reserves.${borrow}.borrowable to true.`,
    });
  }
  const mode = scenario.lending.eModes.find(({ id }) => id === eMode);
  if (eMode !== 0 && !(mode?.collateral.includes(vault) && mode.borrowable.includes(borrow))) {
    throw badInput("EMODE_MISMATCH", `The e-mode ${eMode} does not lend ${borrow} on ${vault}.`, {
      place: place("eMode"),
      hint: mode === undefined ? "There is none of that id." : "List both in it, or leave eMode out.",
    });
  }
  const { ltv, liquidationThreshold } =
    mode ?? (scenario.lending.reserves[vault] as { ltv: bigint; liquidationThreshold: bigint });
  if (ltv === 0n) {
    throw badInput("COLLATERAL_WITHOUT_LTV", `Nothing can be borrowed on ${vault}: its LTV is 0.`, {
      place: place("vault"),
      hint: "Give the reserve an ltv.",
    });
  }
  const least = (liquidationThreshold * WAD + ltv - 1n) / ltv;
  if (group.healthFactor.min < least) {
    throw badInput(
      "HEALTH_OUT_OF_REACH",
      `At LTV ${formatPercent(ltv)} and threshold ${formatPercent(liquidationThreshold)} no position opens below health factor ${formatDecimal(least, 18, 4)}.`,
      { place: place("healthFactor", "min"), hint: "The bound is threshold ÷ LTV." },
    );
  }
  checkInvest(scenario, group, (...keys) => place("invest", ...keys));
}

function checkInvest(scenario: Scenario, { borrow, invest, run }: StackerConfig, place: PlaceIn): void {
  const { perp, vault } = invest;
  const invested = (perp?.share ?? 0n) + (vault?.share ?? 0n);
  if (invested > WAD) {
    throw badInput("INVESTED_TWICE", `The group invests ${formatPercent(invested)} of what it borrows.`, {
      place: place(),
      hint: "The shares of perp and vault may add up to 100%; the rest stays in the wallet.",
    });
  }
  if (perp !== undefined) {
    const perps = requirePerps(scenario, "Stackers have", place("perp"));
    const { margin } = requireMarket(perps, perp.market, place("perp", "market"));
    refuseOther(borrow, perps.quote, "Margin", place("perp"));
    if ((perp.leverage.max * margin.initialRatio) / WAD > WAD) {
      throw badInput(
        "LEVERAGE_OUT_OF_REACH",
        `Leverage ${formatDecimal(perp.leverage.max, 18, 2)} needs more than all of the margin: the market asks ${formatPercent(margin.initialRatio)}.`,
        { place: place("perp", "leverage", "max"), hint: "The bound is below 1 ÷ margin.initialRatio." },
      );
    }
  }
  if (vault !== undefined) {
    const { asset } = requireVault(scenario, vault.name, place("vault", "name"));
    refuseOther(borrow, asset, vault.name, place("vault", "name"));
  } else if (run !== undefined) {
    throw badInput("RUN_WITHOUT_SHARES", "The group runs from invest.vault, and invests in none.", {
      place: place(),
      hint: "Add invest.vault, or drop run: shares that back a debt stay where they are.",
    });
  }
}

function refuseOther(borrow: string, taken: string, who: string, place: ReturnType<PlaceIn>): void {
  if (borrow === taken) return;
  throw badInput("INVESTED_IN_ANOTHER", `${who} takes ${taken}, and the group borrows ${borrow}.`, {
    place,
    hint: `Borrow ${taken}, or invest in what takes ${borrow}.`,
  });
}

/** A run needs something that sets it off. */
function checkRun({ sharePriceLoss, utilisation, rumour }: NonNullable<DepositorConfig["run"]>, place: PlaceIn): void {
  if (rumour?.atBlock === 0) {
    throw badInput("PATH_TOO_EARLY", "A rumour goes round from block 1 on; block 0 shows the start.", {
      place: place("rumour", "atBlock"),
      hint: "Set it to 1 or later.",
    });
  }
  if (sharePriceLoss === 0n || utilisation === 0n) {
    throw badInput("RUN_AT_ONCE", "A run that needs no loss and no shortage begins before the run does.", {
      place: place(sharePriceLoss === 0n ? "sharePriceLoss" : "utilisation"),
      hint: "Set it above 0%.",
    });
  }
  if (sharePriceLoss !== undefined || utilisation !== undefined || rumour !== undefined) return;
  throw badInput("RUN_WITHOUT_TRIGGER", "Nothing would set the run off.", {
    place: place(),
    hint: "State sharePriceLoss, utilisation or rumour.",
  });
}
