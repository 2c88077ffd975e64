import { readFileSync } from "node:fs";

const IMPORT = /^import\s[^;]*?from\s+"(\.\/[^"]+)";\n/gm;

/**
 * The text of a tree of browser modules as one script: each module once, after what it imports. All share one scope,
 * so two modules must not use one name at their top level.
 */
export function linkModules(entry: URL, seen = new Set<string>()): string {
  if (seen.has(entry.href)) return "";
  seen.add(entry.href);
  const source = readFileSync(entry, "utf8");
  const imports = [...source.matchAll(IMPORT)].map((match) => linkModules(new URL(match[1] ?? "", entry), seen));
  return `${imports.join("")}${source.replace(IMPORT, "").replace(/^export /gm, "")}\n`;
}

/** JavaScript that may stand between script tags: a browser ends the element at the first `</script`, even in a string. */
export function scriptText(source: string): string {
  return source.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}

/** JSON that may stand between script tags. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
