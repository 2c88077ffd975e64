import { Interface } from "ethers";
import type { ToxicZoneConfig } from "../../scenario/treatmentSchema.ts";
import { formatDecimal } from "../../units.ts";
import { read } from "../../world/read.ts";
import type { Session } from "../session.ts";

const MARGIN = new Interface(["function targetRatio(address asset) view returns (uint256)"]);

/** Initial margin of an asset: at least, as it holds now, and where it goes. */
export interface MarginLine {
  asset: string;
  base: string;
  now: string;
  target: string;
}

/** Terms of a reserve that move, outside e-mode: its own, and what holds now. Shares; `until` in unix seconds. */
export interface TermsLine {
  asset: string;
  ltv: { own: string; now: string };
  threshold: { own: string; now: string; target: string; until: number | null };
}

/** How liquidations are closed, and what margins and terms are now. */
export interface TermsStatus {
  margins: MarginLine[];
  terms: TermsLine[];
  /** Debts above an amount (USD) are closed by a share a step, with a cool-down between; null without steps. */
  steps: {
    tiers: { aboveUsd: string; share: string; cooldownSeconds: number }[];
    wholeBelow: string;
    /** Accounts whose step is under way, by when the next may begin. */
    underWay: Record<string, number>;
  } | null;
  toxicZone: { rule: ToxicZoneConfig["rule"]; assets: string[] } | null;
}

/** Reads what controls do to margins, terms and liquidations of a live node. */
export async function termsStatus({ world, venues }: Session): Promise<TermsStatus | null> {
  const { guards: book, lending } = venues;
  if (book === undefined) return null;
  const { margin, steps, toxicZone } = book.treatments;
  const scaling = book.deployment.margin ?? "";
  const margins = await Promise.all(
    [...book.margins].map(async ([asset, now]): Promise<MarginLine> => {
      const [target] = await read(world.chain, scaling, MARGIN, "targetRatio", [world.deployment.tokens[asset]]);
      return { asset, base: share(margin?.base ?? 0n), now: share(now), target: share(target) };
    }),
  );
  const underWay = [...book.steps].filter(([, { until }]) => until > BigInt(world.time));
  return {
    margins,
    terms: lending.reserves.flatMap((reserve) => {
      const { moving, symbol: asset, terms: own } = reserve;
      if (moving === undefined) return [];
      const now = reserve.termsAt(world.time);
      const { end, to } = moving.threshold;
      return [
        {
          asset,
          ltv: { own: bps(own.ltv), now: bps(now.ltv) },
          threshold: {
            own: bps(own.liquidationThreshold),
            now: bps(now.liquidationThreshold),
            target: bps(end === 0n ? own.liquidationThreshold : to),
            until: end > BigInt(world.time) ? Number(end) : null,
          },
        },
      ];
    }),
    steps:
      steps === undefined
        ? null
        : {
            tiers: steps.tiers.map(({ aboveUsd, share: part, cooldownSeconds }) => {
              return { aboveUsd: share(aboveUsd), share: share(part), cooldownSeconds };
            }),
            wholeBelow: share(steps.wholeBelow),
            underWay: Object.fromEntries(underWay.map(([account, { until }]) => [account, Number(until)])),
          },
    toxicZone:
      toxicZone === undefined
        ? null
        : { rule: toxicZone.rule, assets: toxicZone.assets ?? lending.reserves.map(({ symbol }) => symbol) },
  };
}

function share(wad: bigint): string {
  return formatDecimal(wad, 18);
}

function bps(value: bigint): string {
  return formatDecimal(value, 4);
}
