const SCALES = [
  { at: 1e12, unit: "T" },
  { at: 1e9, unit: "B" },
  { at: 1e6, unit: "M" },
  { at: 1e4, unit: "k" },
];

/** Puts commas into the digits before the point of a decimal string; keeps every digit. */
export function groupDigits(decimal) {
  const [, sign, whole, rest] = /^([-+]?)(\d+)(.*)$/.exec(decimal) ?? [null, "", decimal, ""];
  return (sign === "-" ? "−" : sign) + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** Three digits and a unit: 12345678 → "12.3 M". Below 10,000 to the unit, below 100 to the hundredth. */
export function compact(value) {
  if (!Number.isFinite(value)) return "n/a";
  const magnitude = Math.abs(value);
  const shown = magnitude < 10_000 ? magnitude : Number(magnitude.toPrecision(3));
  const scale = SCALES.find((candidate) => shown >= candidate.at);
  const sign = value < 0 ? "−" : "";
  if (scale === undefined) return sign + groupDigits(shown >= 100 ? shown.toFixed(0) : trimZeros(shown.toFixed(2)));
  const scaled = shown / (scale.unit === "k" ? 1e3 : scale.at);
  return `${sign}${scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)} ${scale.unit}`;
}

/** `compact` in dollars: "$12.3 M", "−$420". */
export function compactUsd(value) {
  const text = compact(value);
  if (text === "n/a") return text;
  return text.startsWith("−") ? `−$${text.slice(1)}` : `$${text}`;
}

/** A decimal string in dollars with all its digits: "$12,345,678.90". */
export function exactUsd(decimal) {
  const text = groupDigits(decimal);
  return text.startsWith("−") ? `−$${text.slice(1)}` : `$${text}`;
}

/** A price with the digits that its size deserves: 3,812.40, 0.6123, 0.00001234. */
export function priceText(value) {
  if (!Number.isFinite(value)) return "n/a";
  if (value >= 100) return groupDigits(value.toFixed(2));
  if (value >= 0.1 || value === 0) return value.toFixed(4);
  return trimZeros(value.toFixed(8));
}

/** A fraction as a percentage: 0.1234 → "12.3 %". */
export function percentText(fraction, digits = 1) {
  if (!Number.isFinite(fraction)) return "n/a";
  const text = (Math.abs(fraction) * 100).toFixed(digits);
  return `${fraction < 0 && Number(text) !== 0 ? "−" : ""}${text} %`;
}

/** Integer units of a token, as a string, in whole tokens with all digits: ("1500000", 6) → "1.5". */
export function tokenDecimal(units, decimals) {
  const negative = units.startsWith("-");
  const digits = units.replace("-", "").padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return (negative ? "-" : "") + trimZeros(`${digits.slice(0, cut)}.${digits.slice(cut)}`);
}

/** Seconds since the start: "+04:12", "+1:04:12". */
export function elapsedText(seconds) {
  const pad = (part) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `+${hours > 0 ? `${hours}:${pad(minutes)}` : pad(minutes)}:${pad(seconds % 60)}`;
}

/** Unix seconds as "2025-10-10 21:20:00 UTC". */
export function utcText(seconds) {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The first and last characters of an address or hash. */
export function shortHex(text) {
  return /^0x[0-9a-f]{12,}$/i.test(text) ? `${text.slice(0, 6)}…${text.slice(-4)}` : text;
}

function trimZeros(decimal) {
  return decimal.includes(".") ? decimal.replace(/\.?0*$/, "") : decimal;
}
