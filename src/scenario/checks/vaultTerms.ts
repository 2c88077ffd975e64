import { badInput } from "../../errors.ts";
import { WAD } from "../../units.ts";
import type { Scenario } from "../schema.ts";
import { startPrice } from "../startPrice.ts";
import type { VaultConfig } from "../vaultSchema.ts";
import type { PlaceIn } from "./listed.ts";

/** A bound that a vault's contract sets: whether it is broken, the key it names, and what it says. */
type Bound = [breaks: boolean, key: string, rule: string];

const percent = (hundredths: bigint) => (hundredths * WAD) / 10_000n;
const DAY = 86_400;

/** Terms within the bounds of the vault's contract: `VAULT_TERMS` with the first that is not. */
export function checkVaultTerms(scenario: Scenario, symbol: string, vault: VaultConfig, place: PlaceIn): void {
  const unit = startPrice(scenario, vault.asset) / 10n ** BigInt(scenario.assets[vault.asset]?.decimals ?? 18);
  const bounds = [...common(vault, unit), ...(vault.kind === "loop" ? ofLoop(vault, unit) : ofBasis(vault, unit))];
  const broken = bounds.find(([breaks]) => breaks);
  if (broken === undefined) return;
  const [, key, rule] = broken;
  throw badInput("VAULT_TERMS", `${symbol}: ${key} must be ${rule}.`, {
    place: place(...key.split(".")),
    hint: "The vault's contract refuses other settings, so that nobody is shut in.",
  });
}

/** @param unit USD [wad] of the asset's smallest unit, down: a trade must be worth one. */
function common({ fees, patienceSeconds, slippage, cooldownSeconds, maxTradeUsd }: VaultConfig, unit: bigint): Bound[] {
  return [
    [fees.entry > percent(500n), "fees.entry", "at most 5%"],
    [fees.exit > percent(500n), "fees.exit", "at most 5%"],
    [fees.management > percent(500n), "fees.management", "at most 5% a year"],
    [fees.performance > percent(5_000n), "fees.performance", "at most 50%"],
    [patienceSeconds > 30 * DAY, "patienceSeconds", `at most ${30 * DAY}, 30 days`],
    [slippage < percent(10n) || slippage > percent(2_000n), "slippage", "between 0.1% and 20%"],
    [cooldownSeconds > DAY, "cooldownSeconds", `at most ${DAY}, a day`],
    [maxTradeUsd <= unit, "maxTradeUsd", "worth more than the smallest unit of the vault's asset"],
  ];
}

function ofLoop(vault: Extract<VaultConfig, { kind: "loop" }>, unit: bigint): Bound[] {
  const { slippage, cooldownSeconds, maxTradeUsd = unit + 1n } = vault.ripcord;
  return [
    [vault.leverage.recenteringSpeed === 0n, "leverage.recenteringSpeed", "more than 0%"],
    [
      slippage < vault.slippage || slippage > percent(2_000n),
      "ripcord.slippage",
      "at least the vault's slippage and at most 20%",
    ],
    [cooldownSeconds > vault.cooldownSeconds, "ripcord.cooldownSeconds", "at most the vault's cooldownSeconds"],
    [maxTradeUsd <= unit, "ripcord.maxTradeUsd", "worth more than the smallest unit of the vault's asset"],
  ];
}

function ofBasis({ hedge, ...vault }: Extract<VaultConfig, { kind: "basis" }>, unit: bigint): Bound[] {
  const { openSlippage, openCooldownSeconds, openMaxTradeUsd = unit + 1n } = hedge;
  return [
    [hedge.max > 2n * WAD, "hedge.max", "at most 200%"],
    [
      openSlippage < vault.slippage || openSlippage > percent(2_000n),
      "hedge.openSlippage",
      "at least the vault's slippage and at most 20%",
    ],
    [openCooldownSeconds > vault.cooldownSeconds, "hedge.openCooldownSeconds", "at most the vault's cooldownSeconds"],
    [openMaxTradeUsd <= unit, "hedge.openMaxTradeUsd", "worth more than the smallest unit of the vault's asset"],
  ];
}
