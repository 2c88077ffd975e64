import { readFileSync } from "node:fs";
import { isMap, type Pair, type YAMLMap } from "yaml";
import { badInput } from "../../errors.ts";
import { expandAliases } from "../../scenario/expandAliases.ts";
import { faultText } from "../../scenario/faultText.ts";
import { didYouMean } from "../../scenario/nearest.ts";
import { keyOf, parseYaml, plainYaml, type YamlFile } from "../../scenario/yamlFile.ts";
import { type ForkKeys, forkKeysSchema } from "./forkKeys.ts";
import { leaveOut } from "./leaveOut.ts";

/** A scenario's file as a fork takes it: what is laid over what the chain says. */
export interface ForkFile {
  file: string;
  yaml: YamlFile;
  body: YAMLMap;
  fork: ForkKeys;
  /** What of a scenario made for a chain of its own has no place on a real one, in words. */
  leftOut: string[];
}

const CODE = "SCENARIO_SYNTAX";
/** Decided by the real chain, or not there. */
const NOT_HERE = ["lending", "pools", "perps", "changes", "treatments", "replay", "compare", "spans"];
/** What of a scenario made for a chain of its own describes that chain, and what came of it. */
const OF_ITS_OWN_CHAIN = [...NOT_HERE, "assets", "expect"];

/**
 * Reads a scenario for a fork: one with a key `fork`, or any other, of which population, agents, market and channels
 * are taken. `SCENARIO_UNREADABLE`, `SCENARIO_SYNTAX`, `FORK_KEY` for what a fork cannot do, `SCENARIO_VALUE`.
 */
export function readForkFile(file: string): ForkFile {
  const yaml = parseYaml(textOf(file), file, CODE);
  expandAliases(yaml);
  const { contents } = yaml.document;
  if (!isMap(contents)) {
    throw badInput(CODE, "A scenario is a mapping of keys to values.", {
      place: { file, line: 1 },
      hint: "It begins with name: and question:, each on its own line.",
    });
  }
  const body = contents as YAMLMap;
  const pair = body.items.find((item) => keyOf(item) === "fork");
  if (pair === undefined) return { file, yaml, body, fork: {}, leftOut: leaveOut(body, OF_ITS_OWN_CHAIN) };

  const fork = forkKeys((plainYaml(yaml, CODE) as { fork: unknown }).fork, pair, yaml);
  const foreign = body.items.find((item) => NOT_HERE.includes(keyOf(item)));
  if (foreign !== undefined) {
    throw badInput("FORK_KEY", `A fork takes ${keyOf(foreign)} from the real chain, or has none.`, {
      place: { file, line: lineOf(foreign, yaml), key: keyOf(foreign) },
      hint: "Drop the key: terms, pools and prices are read from the chain.",
    });
  }
  if (body.hasIn(["chain", "startTime"])) {
    throw badInput("FORK_KEY", "A fork begins when its block does, not at a time of its own.", {
      place: {
        file,
        line: lineOf(body.items.find((item) => keyOf(item) === "chain") as Pair, yaml),
        key: "chain.startTime",
      },
      hint: "Drop the key: the run begins ten minutes after the forked block.",
    });
  }
  body.items = body.items.filter((item) => item !== pair);
  return { file, yaml, body, fork, leftOut: [] };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw badInput("SCENARIO_UNREADABLE", "The scenario file cannot be read.", {
      place: { file },
      hint: "`--scenario` takes a YAML file, a folder with one in it, or the name of a bundled scenario.",
    });
  }
}

function forkKeys(raw: unknown, pair: Pair, yaml: YamlFile): ForkKeys {
  const result = forkKeysSchema.safeParse(raw ?? {}, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues as [(typeof result.error.issues)[number]];
  const path = ["fork", ...issue.path.map(String)].join(".");
  const place = { file: yaml.file, line: lineOf(pair, yaml), key: path };
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(forkKeysSchema.shape);
    const unknown = issue.keys[0] ?? "";
    throw badInput("SCENARIO_KEY_UNKNOWN", `The key "${unknown}" is not known in ${path}.`, {
      place,
      hint: `${didYouMean(unknown, known)}Known here: ${known.join(", ")}.`,
    });
  }
  const { text, hint } = faultText(issue);
  throw badInput("SCENARIO_VALUE", `${path} ${text}.`, { place, hint });
}

function lineOf(pair: Pair, { lines }: YamlFile): number | undefined {
  const range = (pair.key as { range?: [number, number, number] } | null)?.range;
  return range ? lines.linePos(range[0]).line : undefined;
}
