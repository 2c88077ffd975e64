import { compactUsd } from "../../../web/format.js";
import { type Colors, plainTable } from "../../report/plainTable.ts";
import { accountWords } from "../words.ts";
import type { MeasuredAccount, RegistryStatus } from "./registryStatus.ts";

/** What `faultline status` prints of the leverage registry; at most `most` accounts, the user's always. */
export function registryText(status: RegistryStatus, most: number, colors: Colors): string {
  const { system, vaults, reuse, accounts, maxAgeSeconds } = status;
  const age = (seconds: number) => {
    const text = `${seconds} s ago`;
    return seconds > maxAgeSeconds ? colors.yellow(`${text}, stale`) : text;
  };
  const stored = [
    ["all together", times(system.leverage), capWords(system.cap), age(system.ageSeconds)],
    ...vaults.map(({ vault, leverage, cap, ageSeconds }) => [vault, times(leverage), capWords(cap), age(ageSeconds)]),
    ...reuse.map(({ asset, reuse: used, cap }) => [`reuse of ${asset}`, times(used), capWords(cap), ""]),
  ];
  const shown = accounts.filter(({ group }, i) => i < most || group === "user");
  return [
    plainTable(
      [`Registry, ${status.mode === "observe" ? "observing" : "enforcing"}`, "Leverage", "Cap", "Stored"],
      stored,
      colors,
    ),
    plainTable(
      ["Over all venues", "Leverage", "Cap", "Exposure", "Equity"],
      shown.map((account) => accountCells(account, status.accountCap, colors)),
      colors,
    ),
  ].join("\n\n");
}

function accountCells(account: MeasuredAccount, cap: string | null, colors: Colors): string[] {
  const { leverage, exposureUsd, equityUsd, refusal } = account;
  if (leverage === null) return [accountWords(account, colors), colors.yellow(refusal ?? ""), capWords(cap), "–", "–"];
  const text = times(leverage);
  const isAbove = cap !== null && Number(leverage === "inf" ? Number.POSITIVE_INFINITY : leverage) > Number(cap);
  return [
    accountWords(account, colors),
    isAbove ? colors.yellow(text) : text,
    capWords(cap),
    compactUsd(Number(exposureUsd)),
    compactUsd(Number(equityUsd)),
  ];
}

function times(leverage: string): string {
  return leverage === "inf" ? "no equity" : `${Number(leverage).toFixed(2)}×`;
}

function capWords(cap: string | null): string {
  return cap === null ? "–" : times(cap);
}
