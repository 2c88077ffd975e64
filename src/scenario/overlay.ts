import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { badInput, type Place } from "../errors.ts";
import { expandAliases } from "./expandAliases.ts";
import { knownKeys } from "./knownKeys.ts";
import { didYouMean } from "./nearest.ts";
import { keyOf, parseYaml, plainYaml, type YamlFile } from "./yamlFile.ts";

/** A treatment: a small YAML file that is laid over a scenario. */
export interface Overlay {
  file: string;
  /** Its own `treatment:`, or the file's name. */
  name: string;
  /** What it is for, a sentence; empty where the file does not say. */
  why: string;
  yaml: YamlFile;
  /** What is laid over: everything but its own two keys. */
  body: YAMLMap;
}

const CODE = "TREATMENT_SYNTAX";
const OWN = ["treatment", "why"];
/** As a scenario's name, since it becomes part of a folder's; `+` joins. */
const NAME = /^[a-z0-9][a-z0-9.+-]*$/;

/**
 * Reads a treatment's file. `TREATMENT_UNREADABLE`, `TREATMENT_SYNTAX`, `TREATMENT_EMPTY` where it changes nothing,
 * `TREATMENT_VALUE` for a name or reason that is none, `SCENARIO_KEY_UNKNOWN` for a first key that no scenario has.
 */
export function readOverlay(file: string): Overlay {
  const yaml = parseYaml(textOf(file), file, CODE);
  plainYaml(yaml, CODE);
  const { contents } = yaml.document;
  if (contents === null || (isScalar(contents) && contents.value === null)) throw emptyFile(file);
  if (!isMap(contents)) {
    throw badInput(CODE, "A treatment is a mapping of a scenario's keys to values.", {
      place: { file, line: 1 },
      hint: "For example treatments: { cap: { maxLeverage: 4 } }.",
    });
  }
  expandAliases(yaml);
  const body = yaml.document.contents as YAMLMap;
  const own = body.items.filter((pair) => OWN.includes(keyOf(pair)));
  body.items = body.items.filter((pair) => !own.includes(pair));
  const name = ownText(own, "treatment", yaml) ?? basename(file, extname(file));
  const why = ownText(own, "why", yaml) ?? "";
  if (body.items.length === 0) throw emptyFile(file);
  refuseUnknown(body, yaml);
  return { file, name, why, yaml, body };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw badInput("TREATMENT_UNREADABLE", "The treatment's file cannot be read.", {
      place: { file },
      hint: "`--with` takes a YAML file, or the name of one in treatments/.",
    });
  }
}

function emptyFile(file: string) {
  return badInput("TREATMENT_EMPTY", "The treatment changes nothing.", {
    place: { file },
    hint: "It needs at least one key of a scenario, for example treatments: { cap: { maxLeverage: 4 } }.",
  });
}

function ownText(own: readonly Pair[], key: string, yaml: YamlFile): string | undefined {
  const pair = own.find((one) => keyOf(one) === key);
  if (pair === undefined) return undefined;
  const value: unknown = isScalar(pair.value) ? pair.value.value : undefined;
  if (typeof value === "string" && (key === "treatment" ? NAME.test(value) : value.trim() !== "")) return value;
  const [what, hint] =
    key === "treatment"
      ? ["must be a name of lower case letters, digits, dots, dashes and plus signs", "For example cap-4x."]
      : ["must be a sentence", "It says what the treatment is for."];
  throw badInput("TREATMENT_VALUE", `${key} ${what}.`, { place: placeOf(pair, yaml), hint });
}

function refuseUnknown(body: YAMLMap, yaml: YamlFile): void {
  const known = [...knownKeys({}, []), ...OWN];
  const unknown = body.items.find((pair) => !known.includes(keyOf(pair)));
  if (unknown === undefined) return;
  throw badInput("SCENARIO_KEY_UNKNOWN", `The key "${keyOf(unknown)}" is not known in a treatment.`, {
    place: placeOf(unknown, yaml),
    hint: `${didYouMean(keyOf(unknown), known)}Known here: ${known.join(", ")}.`,
  });
}

function placeOf(pair: Pair, { file, lines }: YamlFile): Place {
  const range = isScalar(pair.key) ? pair.key.range : undefined;
  return { file, line: range ? lines.linePos(range[0]).line : undefined, key: keyOf(pair) };
}
