import type { Claim } from "./claims.ts";

/** A node as it is drawn; `y` is its top. */
export interface PlacedNode {
  name: string;
  side: "holders" | "venues";
  y: number;
  height: number;
}

/** A ribbon between two nodes: the height at which its middle leaves and enters, and its width. */
export interface Ribbon extends Claim {
  y1: number;
  y2: number;
  width: number;
}

export interface DependencyLayout {
  nodes: PlacedNode[];
  ribbons: Ribbon[];
  height: number;
}

/** Height of the busiest side's ribbons together. */
const FLOW = 220;
const LEAST = { node: 38, ribbon: 0.8 };
const GAP = 16;
/** More than there are nodes. */
const MANY = 1_000;

/** USD of a unit of height, so that several pictures share one scale: the busiest side of any of them fills `FLOW`. */
export function scaleOf(pictures: readonly (readonly Claim[])[]): number {
  const most = Math.max(1, ...pictures.map((claims) => claims.reduce((sum, { usd }) => sum + usd, 0)));
  return FLOW / most;
}

/**
 * Places groups of holders on the left and venues on the right, in the order given, each as high as the ribbons that end
 * there. Ribbons between groups and venues cross the middle; those between venues leave and return on the right.
 */
export function dependencyLayout(
  claims: readonly Claim[],
  order: Record<PlacedNode["side"], readonly string[]>,
  scale: number,
): DependencyLayout {
  const sideOf = (name: string) => (order.venues.includes(name) ? "venues" : "holders");
  const isInner = ({ from, to }: Claim) => sideOf(from) === sideOf(to);
  const widthOf = ({ usd }: Claim) => Math.max(LEAST.ribbon, usd * scale);
  const endsAt = (name: string, inner: boolean) =>
    claims.filter((claim) => isInner(claim) === inner && (claim.from === name || claim.to === name));
  const total = (name: string, inner: boolean) => endsAt(name, inner).reduce((sum, claim) => sum + widthOf(claim), 0);

  const nodes: PlacedNode[] = [];
  const bottoms = { holders: 0, venues: 0 };
  for (const side of ["holders", "venues"] as const) {
    for (const name of order[side]) {
      const height = Math.max(LEAST.node, total(name, false), total(name, true));
      nodes.push({ name, side, y: bottoms[side], height });
      bottoms[side] += height + GAP;
    }
  }
  const height = Math.max(bottoms.holders, bottoms.venues, GAP) - GAP;
  // The shorter side stands in the middle of the longer one.
  for (const node of nodes) node.y += (height - (bottoms[node.side] - GAP)) / 2;

  const rank = new Map(nodes.map(({ name }, i) => [name, i]));
  const placed = new Map(nodes.map((node) => [node.name, node]));
  const next = new Map<string, number>();
  /** The middle of the next ribbon at a node, from its top on. */
  function port(name: string, inner: boolean, width: number): number {
    const node = placed.get(name);
    if (node === undefined) return 0;
    const key = `${inner} ${name}`;
    const taken = next.get(key) ?? (node.height - total(name, inner)) / 2;
    next.set(key, taken + width);
    return node.y + taken + width / 2;
  }
  const other = (claim: Claim, name: string) => rank.get(claim.from === name ? claim.to : claim.from) ?? 0;
  /** Ribbons that leave and return on one side lie within each other: upward ones first, the near one inmost. */
  const nested = (claim: Claim, name: string) => {
    const [own, there] = [rank.get(name) ?? 0, other(claim, name)];
    return there < own ? own - there - MANY : MANY + own - there;
  };
  const ports = new Map<Claim, { from: number; to: number }>(claims.map((claim) => [claim, { from: 0, to: 0 }]));
  for (const { name } of nodes) {
    const outer = endsAt(name, false).sort((a, b) => other(a, name) - other(b, name));
    // Of several between the same two, the outermost is the first at one end and the last at the other.
    const inner = endsAt(name, true)
      .map((claim, i) => ({ claim, place: nested(claim, name), tie: nested(claim, name) < 0 ? -i : i }))
      .sort((a, b) => a.place - b.place || a.tie - b.tie)
      .map(({ claim }) => claim);
    for (const [list, isInside] of [
      [outer, false],
      [inner, true],
    ] as const) {
      for (const claim of list) {
        const at = ports.get(claim);
        if (at !== undefined) at[claim.from === name ? "from" : "to"] = port(name, isInside, widthOf(claim));
      }
    }
  }
  const ribbons = claims.map((claim) => ({
    ...claim,
    y1: ports.get(claim)?.from ?? 0,
    y2: ports.get(claim)?.to ?? 0,
    width: widthOf(claim),
  }));
  return { nodes, ribbons, height };
}
