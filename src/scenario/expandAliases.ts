import { type Node, visit } from "yaml";
import type { YamlFile } from "./yamlFile.ts";

/** Puts a copy where an alias stands, so that what is laid over one place changes no other. */
export function expandAliases({ document }: YamlFile): void {
  visit(document, {
    Alias: (_, alias) => {
      const { range } = alias;
      const copy = alias.resolve(document)?.clone() as Node | undefined;
      if (copy !== undefined && range) copy.range = range;
      return copy;
    },
  });
}
