import pico from "picocolors";
import { exactUsd, percentText, priceText, shortHex } from "../../web/format.js";
import type { Colors } from "../report/plainTable.ts";
import { type Fact, facts } from "./facts.ts";
import type { OrderLine } from "./orderLine.ts";
import type { PerpPositionRow } from "./perpPositionRow.ts";
import { amountWords, exactGain, fromWords, fundingWords, leverageWords, sizeWords } from "./perpWords.ts";

/** What `faultline open` prints: the fill, and where the position stands. */
export function openText(line: OrderLine, colors: Colors = pico): string {
  const opened = sizeWords({ size: line.sizeDelta, market: line.market });
  const title = colors.bold(`${opened[0]?.toUpperCase()}${opened.slice(1)} at ${usdPrice(line.fillPrice)}`);
  const had = Number(line.equityBeforeUsd) === 0 ? "" : ` beside ${exactUsd(line.equityBeforeUsd)}`;
  const list: Fact[] = [
    ...fillFacts(line),
    ["Fee", exactUsd(line.feeUsd)],
    ...(line.position === null
      ? []
      : positionFacts(line.position, `${exactUsd(line.depositUsd)} deposited${had}, less fee and skew premium`)),
    fundingFact(line),
  ];
  return [title + delayWords(line, colors), facts(list, colors)].join("\n\n");
}

/** What `faultline close` prints: the fill, what was realised, and what is left. */
export function closeText(line: OrderLine, quote: string, colors: Colors = pico): string {
  const { position } = line;
  const closed = `${line.sizeDelta.startsWith("-") ? "long" : "short"} ${amountWords(line.sizeDelta)} ${line.market}`;
  const title = colors.bold(`Closed ${closed} at ${usdPrice(line.fillPrice)}`);
  const unpaid = Number(line.unpaidUsd) === 0 ? "" : `the pool could not pay ${exactUsd(line.unpaidUsd)} of it`;
  const list: Fact[] = [
    ...fillFacts(line),
    ["Realised profit", exactGain(line.pnlUsd), unpaid],
    ["Funding settled", exactGain(line.fundingUsd)],
    ["Fee", exactUsd(line.feeUsd)],
    ...(Number(line.withdrawnUsd) === 0
      ? []
      : [["Withdrawn", exactUsd(line.withdrawnUsd), `${quote} in the user's wallet`] as Fact]),
  ];
  const left =
    position === null
      ? `Nothing is left in ${line.market}. ${restWords(line, quote)}`
      : `Left: ${sizeWords(position)}\n\n${facts([...positionFacts(position, ""), fundingFact(line)], colors)}`;
  return [title + delayWords(line, colors), facts(list, colors), left].join("\n\n");
}

function restWords({ settledUsd, withdrawnUsd }: OrderLine, quote: string): string {
  if (Number(settledUsd) === 0) return "The account is empty.";
  const keeps = `The account keeps ${exactUsd(settledUsd)} of ${quote}`;
  return Number(withdrawnUsd) === 0
    ? `${keeps}; \`--withdraw\` takes free margin out.`
    : `${keeps} for what else it has.`;
}

function fillFacts(line: OrderLine): Fact[] {
  const premium = Number(line.skewPremium);
  return [
    ["Index", usdPrice(line.index)],
    ["Fill", usdPrice(line.fillPrice), `skew premium ${premium > 0 ? "+" : ""}${percentText(premium, 4)}`],
    ["Size", `${amountWords(line.sizeDelta)} ${line.market}`],
    ["Notional", exactUsd(line.notionalUsd)],
  ];
}

function positionFacts(row: PerpPositionRow, deposited: string): Fact[] {
  const { mark, liquidationPrice } = row;
  return [
    ["Margin", exactUsd(row.equityUsd), deposited],
    ["Leverage", leverageWords(row), "notional ÷ margin"],
    ["Maintenance margin", exactUsd(row.maintenanceUsd), `margin ratio ${Number(row.marginRatio).toFixed(3)}`],
    liquidationPrice === null
      ? ["Liquidation price", "–", "no price of this market leads to it"]
      : ["Liquidation price", usdPrice(liquidationPrice), `${fromWords(liquidationPrice, mark)} from mark`],
    ["Bankruptcy price", usdPrice(row.bankruptcyPrice), `${fromWords(row.bankruptcyPrice, mark)} from mark`],
  ];
}

function fundingFact({ fundingRate }: OrderLine): Fact {
  const rate = Number(fundingRate);
  return [
    "Funding rate",
    fundingWords(fundingRate),
    rate === 0 ? "a day" : `a day, ${rate > 0 ? "longs" : "shorts"} pay`,
  ];
}

function delayWords({ delay }: OrderLine, colors: Colors): string {
  if (delay === null) return "";
  const blocks = `${delay.blocks} ${delay.blocks === 1 ? "block" : "blocks"}`;
  const by = `${shortHex(delay.keeper)} settled it for ${exactUsd(delay.rewardUsd)}`;
  return `\n${colors.dim(`Committed first: this market settles orders after ${blocks}. The node mined them, and ${by}.`)}`;
}

function usdPrice(decimal: string): string {
  return `$${priceText(Number(decimal))}`;
}
