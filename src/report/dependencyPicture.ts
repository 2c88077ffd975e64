import { compactUsd, exactUsd } from "../../web/format.js";
import type { Claim } from "./claims.ts";
import { dependencyLayout, type PlacedNode, type Ribbon } from "./dependencyLayout.ts";
import { html, type Markup } from "./html.ts";

const WIDTH = 640;
const BAR = 10;
const LEFT = 150;
const RIGHT = 372;
/** Width of a venue, which holds its own name. */
const BOX = 118;
const TOP = 8;

/** In words, for a pointer and for who does not see the picture. */
const WORDS: Record<Claim["kind"], (from: string, to: string) => string> = {
  claim: (from, to) => `${from} in ${to}`,
  debt: (from, to) => `${to} owes ${from}`,
  pledge: (from, to) => `${from} keeps shares of ${to} as collateral`,
};

export function claimText({ kind, from, to, usd }: Claim): string {
  return `${WORDS[kind](from, to)}: ${exactUsd(usd.toFixed(2))}`;
}

/** Who has what of whom at one moment: groups on the left, venues on the right, ribbons as wide as their USD. */
export function dependencyPicture(
  title: string,
  claims: readonly Claim[],
  order: Record<PlacedNode["side"], readonly string[]>,
  scale: number,
): Markup {
  const layout = dependencyLayout(claims, order, scale);
  const label = `${title}: ${[...claims]
    .sort((a, b) => b.usd - a.usd)
    .slice(0, 6)
    .map(claimText)
    .join("; ")}`;
  const ribbons = [...layout.ribbons].sort((a, b) => b.width - a.width).map((ribbon) => path(ribbon, order.venues));
  return html`<figure class="dependency"><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${round(layout.height + 2 * TOP)}" role="img" aria-label="${label}"><g transform="translate(0 ${TOP})">${ribbons}${layout.nodes.map((node) => bar(node, claims))}</g></svg></figure>`;
}

function path(ribbon: Ribbon, venues: readonly string[]): Markup {
  const isInner = venues.includes(ribbon.from) && venues.includes(ribbon.to);
  const x1 = venues.includes(ribbon.from) ? (isInner ? RIGHT + BOX : RIGHT) : LEFT + BAR;
  const x2 = venues.includes(ribbon.to) ? (isInner ? RIGHT + BOX : RIGHT) : LEFT + BAR;
  const [y1, y2] = [round(ribbon.y1), round(ribbon.y2)];
  // A cubic's far side lies at three quarters of its handles: the widest ribbon stays within the picture.
  const room = (WIDTH - RIGHT - BOX - ribbon.width / 2 - 4) / 0.75;
  const reach = Math.min(room, 30 + Math.abs(ribbon.y2 - ribbon.y1) / 2);
  const bend = isInner ? round(RIGHT + BOX + reach) : (LEFT + BAR + RIGHT) / 2;
  const way = `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
  return html`<path class="${ribbon.kind}" d="${way}" stroke-width="${round(ribbon.width)}"><title>${claimText(ribbon)}</title></path>`;
}

/** A node's bar with its name and what it has and owes. */
function bar({ name, side, y, height }: PlacedNode, claims: readonly Claim[]): Markup {
  const sum = (of: (claim: Claim) => boolean) => claims.filter(of).reduce((total, { usd }) => total + usd, 0);
  const has = sum(({ kind, from }) => kind === "claim" && from === name);
  const owes = sum(({ kind, to }) => kind === "debt" && to === name);
  const held = sum(({ kind, to }) => kind !== "debt" && to === name);
  const facts = side === "holders" ? factsOf(has, owes) : `holds ${compactUsd(held)}`;
  const [x, width] = side === "holders" ? [LEFT, BAR] : [RIGHT, BOX];
  const anchor = side === "holders" ? "end" : "middle";
  const textX = side === "holders" ? LEFT - 8 : RIGHT + BOX / 2;
  const middle = round(y + height / 2);
  return html`<g class="${side}"><rect x="${x}" y="${round(y)}" width="${width}" height="${round(height)}" rx="2"/><text x="${textX}" y="${middle - 3}" text-anchor="${anchor}">${name}</text><text class="facts" x="${textX}" y="${middle + 12}" text-anchor="${anchor}">${facts}</text></g>`;
}

function factsOf(has: number, owes: number): string {
  return owes > 0 ? `${compactUsd(has)}, owes ${compactUsd(owes)}` : compactUsd(has);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
