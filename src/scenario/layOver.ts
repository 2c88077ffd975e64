import { isMap, type Node, visit, type YAMLMap } from "yaml";
import { expandAliases } from "./expandAliases.ts";
import type { Overlay } from "./overlay.ts";
import { keyOf, type YamlFile } from "./yamlFile.ts";

/**
 * Lays overlays over a document, in their order: mappings merge key by key, anything else, lists included, takes the
 * place of what was there. Keys that are new come last, in their own order. Returns which overlay a node came from;
 * `undefined` where it stands in the document itself.
 */
export function layOver(base: YamlFile, overlays: readonly Overlay[]): (node: Node) => YamlFile | undefined {
  const sources = new WeakMap<Node, YamlFile>();
  if (overlays.length === 0 || !isMap(base.document.contents)) return () => undefined;
  expandAliases(base);
  for (const { yaml, body } of overlays) {
    visit(body, { Node: (_, node) => void sources.set(node, yaml) });
    merge(base.document.contents, body);
  }
  return (node) => sources.get(node);
}

function merge(under: YAMLMap, over: YAMLMap): void {
  for (const pair of over.items) {
    const at = under.items.findIndex((item) => keyOf(item) === keyOf(pair));
    const there = under.items[at];
    if (there === undefined) under.items.push(pair);
    else if (isMap(there.value) && isMap(pair.value)) merge(there.value, pair.value);
    else under.items[at] = pair;
  }
}
