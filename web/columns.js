import { compactUsd, elapsedText, exactUsd, groupDigits, priceText, shortHex, tokenDecimal } from "./format.js";

const same = (value) => ({ text: String(value) });
const hex = (value) => ({ text: shortHex(value), exact: value });
const usd = (value) =>
  value === null ? { text: "held" } : { text: compactUsd(Number(value)), exact: exactUsd(value) };
const price = (value) => ({ text: priceText(Number(value)), exact: value });
const health = (value) => ({ text: value === "inf" ? "∞" : Number(value).toFixed(3), exact: value });

function amount(value, row, asset, decimals) {
  const exact = tokenDecimal(value, decimals[row[asset]] ?? 0);
  const short = Number(exact);
  return { text: priceText(short).replace(/\.(\d\d)\d+$/, ".$1"), exact: `${groupDigits(exact)} ${row[asset]}` };
}

/** How each field is headed and shown; `main` fields are on screen before all columns are asked for. */
export const COLUMNS = [
  { field: "block", head: "Block", number: true, main: true, show: same },
  {
    field: "time",
    head: "Time",
    number: true,
    main: true,
    show: (value, _, { startTime }) => ({ text: elapsedText(value - startTime) }),
  },
  { field: "account", head: "Account", main: true, show: hex },
  { field: "group", head: "Group", main: true, show: same },
  {
    field: "direct",
    head: "Kind",
    main: true,
    show: (value) => ({ text: value ? "direct" : "transmitted", kind: true }),
  },
  { field: "round", head: "Round", number: true, main: true, show: same },
  { field: "channel", head: "Channel", show: (value) => ({ text: value ?? "–" }) },
  { field: "collateralAsset", head: "Collateral", main: true, show: same },
  {
    field: "collateralSeized",
    head: "Seized",
    number: true,
    main: true,
    show: (value, row, { decimals }) => amount(value, row, "collateralAsset", decimals),
  },
  { field: "collateralUsd", head: "Seized, USD", number: true, main: true, show: usd },
  { field: "debtAsset", head: "Debt", main: true, show: same },
  {
    field: "debtRepaid",
    head: "Repaid",
    number: true,
    show: (value, row, { decimals }) => amount(value, row, "debtAsset", decimals),
  },
  { field: "debtRepaidUsd", head: "Repaid, USD", number: true, main: true, show: usd },
  { field: "healthFactorBefore", head: "HF before", number: true, main: true, show: health },
  { field: "healthFactorAfter", head: "HF after", number: true, main: true, show: health },
  { field: "profitUsd", head: "Profit, USD", number: true, main: true, show: usd },
  { field: "proceedsUsd", head: "Proceeds, USD", number: true, show: usd },
  { field: "collateralPrice", head: "Collateral price, USD", number: true, show: price },
  { field: "debtPrice", head: "Debt price, USD", number: true, show: price },
  { field: "gasUsed", head: "Gas", number: true, show: (value) => ({ text: groupDigits(value) }) },
  { field: "gasUsd", head: "Gas, USD", number: true, show: usd },
  { field: "agent", head: "Agent", show: same },
  { field: "liquidator", head: "Liquidator", show: hex },
  { field: "venue", head: "Venue", show: same },
  { field: "transaction", head: "Transaction", show: hex },
];
