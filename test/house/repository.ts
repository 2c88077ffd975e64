import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Paths from the top of the project of every file that is, or could be, committed; sorted. */
export function projectFiles(pattern: RegExp = /./): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return listed
    .split("\n")
    .filter((path) => path !== "" && pattern.test(path) && existsSync(join(root, path)))
    .sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function inProject(path: string): string {
  return join(root, path);
}
