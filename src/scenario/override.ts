import { type Document, isSeq, parseDocument } from "yaml";
import { badInput } from "../errors.ts";

/** A key that the command line set in place of the file. */
export interface Override {
  path: (string | number)[];
  place: string;
}

/** A part of a path; one that holds dots itself stands in quotes: `expect."cascade.rounds".max`. */
const PART = /"([^"]*)"|[^."]+/g;

/** `--set path=value`: the value is read as YAML, list items are addressed by their index from 0. */
export function applyOverride(document: Document, override: string): Override {
  const place = `--set ${override}`;
  const split = override.indexOf("=");
  const parts = [...override.slice(0, split).matchAll(PART)].map(([whole, quoted]) => quoted ?? whole);
  if (split < 1 || parts.length === 0) {
    throw badInput("SET_SYNTAX", `"${override}" is not of the form path=value.`, {
      place: "--set",
      hint: "For example --set market.coupling=off.",
    });
  }
  const path = parts.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const value = valueIn(override.slice(split + 1), place);
  try {
    if (leads(document, path)) {
      document.setIn(path, value === null ? null : document.createNode(value));
      return { path, place };
    }
  } catch {
    // A path through a plain value: the library throws what the user is told below.
  }
  throw badInput("SET_PATH", `"${parts.join(".")}" does not lead to a key of the scenario.`, {
    place,
    hint: 'Keys are joined by dots, items counted from 0, and a key with dots is quoted: expect."cascade.rounds".max.',
  });
}

function valueIn(text: string, place: string): unknown {
  try {
    const value = parseDocument(text, { version: "1.2" });
    if (value.errors.length === 0) return value.toJS();
  } catch {
    // An alias without an anchor is thrown, not reported.
  }
  throw badInput("SET_SYNTAX", `"${text}" is not valid YAML.`, {
    place,
    hint: "Quote it for the shell, for example --set 'market.paths.0={kind: shock, asset: WETH, change: -20%}'.",
  });
}

/** Whether each index on the path is one of its list's, or for the last the next free one. */
function leads(document: Document, path: readonly (string | number)[]): boolean {
  return path.every((key, i) => {
    const list = document.getIn(path.slice(0, i));
    if (!isSeq(list)) return true;
    return typeof key === "number" && key < list.items.length + (i === path.length - 1 ? 1 : 0);
  });
}
