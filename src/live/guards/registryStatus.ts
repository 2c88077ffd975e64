import { Interface } from "ethers";
import { usdText } from "../../trace/format.ts";
import { GuardNames } from "../../trace/guards/guardNames.ts";
import { formatDecimal, WAD } from "../../units.ts";
import { signedWordAt, wordAt } from "../../venues/words.ts";
import { MAX_UINT } from "../../world/encode.ts";
import { guardErrorIn } from "../../world/guardErrors.ts";
import { read } from "../../world/read.ts";
import type { Session } from "../session.ts";
import { leveredAccounts } from "./leveredAccounts.ts";

const REGISTRY = new Interface([
  "function mode() view returns (uint8)",
  "function getReuse(address asset) view returns (uint256)",
  "function getCap(uint8 scope, address subject) view returns (uint256)",
  "function getMeasure(address account)",
]);
/** Of `GuardTypes.Scope`. */
const ASSET = 1;

/** An account over all venues as the registry measures it now; null where it cannot, and `refusal` says why. */
export interface MeasuredAccount {
  account: string;
  group: string;
  /** "inf" without equity. */
  leverage: string | null;
  exposureUsd: string | null;
  equityUsd: string | null;
  refusal: string | null;
}

/** The leverage registry. Caps are those that hold now, null for none; ages in seconds. */
export interface RegistryStatus {
  mode: "observe" | "enforce";
  maxAgeSeconds: number;
  accountCap: string | null;
  system: { leverage: string; ageSeconds: number; cap: string | null };
  vaults: { vault: string; leverage: string; ageSeconds: number; cap: string | null }[];
  reuse: { asset: string; reuse: string; cap: string }[];
  /** The user's, and others that may be the most levered; the most levered first. */
  accounts: MeasuredAccount[];
}

/** Reads the registry of a live node; null without one. */
export async function registryStatus(session: Session): Promise<RegistryStatus | null> {
  const { world, venues } = session;
  const { guards: book } = venues;
  const registry = book?.deployment.registry;
  const config = book?.treatments.cap;
  if (book === undefined || registry === undefined || config === undefined) return null;
  const { chain, deployment } = world;
  const [mode] = await read(chain, registry, REGISTRY, "mode");
  const reuse = await Promise.all(
    Object.keys(config.maxReuse).map(async (asset) => {
      const token = deployment.tokens[asset];
      const [taken] = await read(chain, registry, REGISTRY, "getReuse", [token]);
      const [cap] = await read(chain, registry, REGISTRY, "getCap", [ASSET, token]);
      return { asset, reuse: ratio(taken), cap: ratio(cap) };
    }),
  );
  const accounts = await Promise.all(leveredAccounts(session).map((each) => measured(session, registry, each)));
  return {
    mode: BigInt(mode) === 0n ? "observe" : "enforce",
    maxAgeSeconds: config.maxAgeSeconds,
    accountCap: capText(book.cap),
    system: {
      leverage: ratio(book.systemLeverage ?? 0n),
      ageSeconds: world.time - book.systemTakenAt,
      cap: capText(book.systemCap),
    },
    vaults: [...book.vaults].map(([vault, { leverage, takenAt, cap }]) => {
      return { vault, leverage: ratio(leverage), ageSeconds: world.time - takenAt, cap: capText(cap) };
    }),
    reuse,
    accounts: accounts.sort((a, b) => height(b) - height(a)),
  };
}

async function measured(
  { world, venues }: Session,
  to: string,
  { account, group }: { account: string; group: string },
): Promise<MeasuredAccount> {
  const call = { to, data: REGISTRY.encodeFunctionData("getMeasure", [account]), gas: "0x1000000" };
  const usd = (value: bigint) => usdText((value * WAD) / venues.lending.baseUnit);
  try {
    const words = await world.chain.request<string>("eth_call", [call, "latest"]);
    const [exposure, equity, leverage] = [wordAt(words, 0), signedWordAt(words, 1), wordAt(words, 2)];
    return {
      account,
      group,
      leverage: ratio(leverage),
      exposureUsd: usd(exposure),
      equityUsd: usd(equity),
      refusal: null,
    };
  } catch (error) {
    const data = (error as { data?: unknown }).data;
    const refusal = typeof data === "string" ? guardErrorIn(data) : undefined;
    if (refusal === undefined) throw error;
    const names = new GuardNames(world.deployment);
    const subject = refusal.args.vault === undefined ? null : names.asset(String(refusal.args.vault).toLowerCase());
    const reason = [refusal.name, subject].filter(Boolean).join(" ");
    return { account, group, leverage: null, exposureUsd: null, equityUsd: null, refusal: reason };
  }
}

function ratio(wad: bigint): string {
  return wad >= MAX_UINT ? "inf" : formatDecimal(wad, 18, 6);
}

function capText(cap: bigint): string | null {
  return cap === 0n ? null : ratio(cap);
}

function height({ leverage }: MeasuredAccount): number {
  if (leverage === null) return -1;
  return leverage === "inf" ? Number.POSITIVE_INFINITY : Number(leverage);
}
