import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { keyOf } from "../../scenario/yamlFile.ts";

/** Groups and agents of venues that a fork does not have. */
const KINDS: Record<string, readonly string[]> = {
  population: ["trader", "depositor", "stacker"],
  agents: ["perpKeeper", "adlKeeper", "skewArbitrageur", "vaultKeeper", "hedger"],
};

/** Takes keys out of a scenario's mapping, and groups and agents that have no venue; returns what that was, in words. */
export function leaveOut(body: YAMLMap, keys: readonly string[]): string[] {
  const out = body.items.filter((item) => keys.includes(keyOf(item)));
  body.items = body.items.filter((item) => !out.includes(item));
  const said = out.map(keyOf);
  for (const item of body.items) {
    const kinds = KINDS[keyOf(item)];
    if (kinds === undefined || !isMap(item.value)) continue;
    const gone = item.value.items.filter((one) => kinds.includes(kindOf(one)));
    item.value.items = item.value.items.filter((one) => !gone.includes(one));
    said.push(...gone.map((one) => `${keyOf(item)}.${keyOf(one)}`));
  }
  for (const item of body.items) {
    if (keyOf(item) !== "chain" || !isMap(item.value)) continue;
    item.value.items = item.value.items.filter((one) => keyOf(one) !== "startTime");
  }
  return said;
}

function kindOf({ value }: Pair): string {
  const kind = isMap(value) ? value.get("kind", true) : undefined;
  return isScalar(kind) ? String(kind.value) : "";
}
