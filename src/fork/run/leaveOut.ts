import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import { keyOf } from "../../scenario/yamlFile.ts";

/** Groups and agents of venues that a fork does not have. */
const KINDS: Record<string, readonly string[]> = {
  population: ["trader", "depositor", "stacker"],
  agents: ["perpKeeper", "adlKeeper", "skewArbitrageur", "vaultKeeper", "hedger"],
};

/** When a chain of its own begins, and how fast it goes. */
const OWN_TIME = ["startTime", "blockSeconds"];
/** Paths that state prices, which are not the real chain's, rather than changes. */
const ABSOLUTE = ["script", "candles"];

/** Takes keys out of a scenario's mapping, and groups and agents that have no venue; returns what that was, in words. */
export function leaveOut(body: YAMLMap, keys: readonly string[]): string[] {
  const out = body.items.filter((item) => keys.includes(keyOf(item)));
  body.items = body.items.filter((item) => !out.includes(item));
  const said = out.map(keyOf);
  for (const item of body.items) {
    const kinds = KINDS[keyOf(item)];
    if (kinds === undefined) continue;
    const gone = dropped(body, keyOf(item), (one) => kinds.includes(kindOf(one)));
    said.push(...gone.map((one) => `${keyOf(item)}.${keyOf(one)}`));
  }
  said.push(...dropped(body, "chain", (one) => OWN_TIME.includes(keyOf(one))).map((one) => `chain.${keyOf(one)}`));
  const paths = body.getIn(["market", "paths"], true);
  if (isSeq(paths)) {
    const absolute = paths.items.filter((path) => ABSOLUTE.includes(kindOf({ value: path })));
    if (absolute.length > 0) said.push("market.paths with prices of their own");
    paths.items = paths.items.filter((path) => !absolute.includes(path));
  }
  return said;
}

/** Takes items out of a mapping within the body, and returns them. */
function dropped(body: YAMLMap, key: string, is: (pair: Pair) => boolean): Pair[] {
  const inside = body.get(key, true);
  if (!isMap(inside)) return [];
  const out = inside.items.filter(is);
  inside.items = inside.items.filter((one) => !out.includes(one));
  return out;
}

function kindOf({ value }: Pick<Pair, "value">): string {
  const kind = isMap(value) ? value.get("kind", true) : undefined;
  return isScalar(kind) ? String(kind.value) : "";
}
