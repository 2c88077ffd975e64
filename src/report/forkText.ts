import { compact, compactUsd, groupDigits, utcText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { plural } from "./plural.ts";

type Fork = NonNullable<Summary["fork"]>;

/** Names in a list that are written out; a number stands for the rest. */
const NAMED = 8;

/** What a reader must know of a fork, a name and a sentence each, in the same words wherever it is shown. */
export function forkText(fork: Fork, stranded?: Summary["stranded"]): [name: string, text: string][] {
  const { chain, chainId, block, timestamp, release, protocol } = fork;
  return [
    [
      "Chain",
      `${chain === `chain ${chainId}` ? chain : `${chain} (${chainId})`} at block ${groupDigits(String(block))}, ${utcText(timestamp)}`,
    ],
    ["Venue", `${protocol}: ${release}`],
    ["Accounts", accountsText(fork)],
    ["Health", healthText(fork)],
    ...standingText(fork),
    ["Prices", pricesText(fork)],
    ["Pools", poolsText(fork)],
    ["Depth", depthText(fork)],
    ...unconnectedText(fork),
    ...tokensText(fork),
    ["Not known", unknownText(fork)],
    ...strandedText(stranded),
  ];
}

function accountsText({ accounts }: Fork): string {
  if (accounts.taken === 0) return "no real ones: the scenario's own population, opened through the real contracts";
  const has = `${compactUsd(Number(accounts.collateralUsd))} of collateral and ${compactUsd(Number(accounts.debtUsd))} of debt`;
  const out = accounts.leftOut === 0 ? "" : `; ${compact(accounts.leftOut)} more were found and left out`;
  return `${plural(accounts.taken, "real account")} with ${has}${out}`;
}

/** Who could have been liquidated when the run ended, and was not. */
function strandedText(stranded: Summary["stranded"] | undefined): [string, string][] {
  if (stranded === undefined || stranded.count === 0) return [];
  const who = `${plural(stranded.count, "account")} below a health factor of 1, owing ${compactUsd(Number(stranded.debtUsd))}`;
  return [
    [
      "At the end",
      `${who}: liquidators left them, since what they would seize does not sell for what they would repay, or their calls failed`,
    ],
  ];
}

/** Whether agents see accounts as the pool itself does. */
function healthText({ health: { accounts, differing, first } }: Fork): string {
  if (differing === 0)
    return `${plural(accounts, "account")} as the pool itself values ${accounts === 1 ? "it" : "them"}, to the wei`;
  return `${compact(differing)} of ${plural(accounts, "account")} other than the pool values them, ${first} among them: agents may misjudge these`;
}

/** What was wrong before anything happened, so that nobody takes it for the run's doing. */
function standingText({ accounts: { belowOne, badDebtUsd } }: Fork): [string, string][] {
  if (belowOne.count === 0 && Number(badDebtUsd) === 0) return [];
  const below = `${plural(belowOne.count, "real account")} below a health factor of 1, owing ${compactUsd(Number(belowOne.debtUsd))}`;
  const lacking = Number(badDebtUsd) === 0 ? "" : `; ${compactUsd(Number(badDebtUsd))} of debt beyond collateral`;
  return [["Before the run", `${below}${lacking}`]];
}

function pricesText({ prices }: Fork): string {
  const own = prices.filter(({ follows }) => follows === null);
  const strategies = [...new Set(own.map(({ strategy }) => strategy))];
  const taken = strategies.map((strategy) => {
    const assets = own.filter((price) => price.strategy === strategy).map(({ asset }) => asset);
    return `${list(assets)} by ${strategy}`;
  });
  const leaders = [...new Set(prices.flatMap(({ follows }) => follows ?? []))];
  const following = leaders.map((leader) => {
    const assets = prices.filter(({ follows }) => follows === leader).map(({ asset }) => asset);
    return `${list(assets)} ${assets.length === 1 ? "goes" : "go"} by the feed of ${leader}`;
  });
  return [`taken over: ${taken.join(", ")}`, ...following].join("; ");
}

/** How much of the liquidity that is known the run trades on. */
function poolsText({ pools }: Fork): string {
  if (pools.length === 0) return "none: what is seized can be sold nowhere on the chain";
  const sum = (of: (pool: Fork["pools"][number]) => string | null) =>
    compactUsd(pools.reduce((total, pool) => total + Number(of(pool) ?? 0), 0));
  const paid = `${plural(pools.length, "pool")}, which ${pools.length === 1 ? "pays" : "pay"} ${sum(({ depthUsd }) => depthUsd)} until prices are 2 % lower`;
  const isKnown = pools.some(({ elsewhereUsd }) => elsewhereUsd !== null);
  return isKnown ? `${paid}; others of the same pairs ${sum(({ elsewhereUsd }) => elsewhereUsd)}` : paid;
}

function unconnectedText({ unconnected }: Fork): [string, string][] {
  if (unconnected.length === 0) return [];
  return [["No way", `no pool connects ${list(unconnected)}: no liquidator can sell the one for the other`]];
}

function depthText({ depth }: Fork): string {
  if (depth === null)
    return "nothing laid over the pools: where liquidity is spread over more venues, impact is overstated";
  const sizes = Object.entries(depth.usdPerLog).map(([asset, usd]) => `${asset} ${compactUsd(Number(usd))}`);
  return `laid over the pools from ${depth.file}, for a unit of log price: ${sizes.join(", ")}`;
}

function tokensText({ tokens }: Fork): [string, string][] {
  const odd = Object.entries(tokens).map(([asset, kind]) =>
    kind === "fee" ? `${asset} keeps a part of what is sent` : `${asset}'s balances change without transfers`,
  );
  return odd.length === 0 ? [] : [["Tokens", `${odd.join(", ")}: what that did to holders is in no figure`]];
}

function unknownText({ unknown }: Fork): string {
  if (unknown === null) return "nobody counted what the chain did not tell";
  if (unknown.slots + unknown.accounts === 0) return "nothing that was read was missing";
  // A slot's number is a word; most of a small one is zeros.
  const first = unknown.first[0]?.replace(/^slot 0x0+(?=[0-9a-f])/, "slot 0x");
  const what = [
    ...(unknown.slots === 0 ? [] : [plural(unknown.slots, "slot")]),
    ...(unknown.accounts === 0 ? [] : [plural(unknown.accounts, "account")]),
  ];
  return `${what.join(" and ")} that the recorded state does not hold, taken to be zero; the first is ${first}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
