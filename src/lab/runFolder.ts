import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { badInput } from "../errors.ts";

/** The files of one run, or of a sweep. Nothing stands under its name before all of it is written. */
export class RunFolder {
  readonly path: string;
  /** Where its files stand until it is published; a sweep writes its runs into it. */
  readonly temporary: string;
  readonly #parent: string;
  /** The outermost folder that was made for this run, if any. */
  readonly #made: string | undefined;
  readonly #discard = () => this.discard();

  /**
   * `name` and a digest of `identity`, all that the content depends on, name the folder. `parent` is made if need be;
   * `OUT_NOT_WRITABLE` when it cannot be written to.
   */
  constructor(parent: string, name: string, identity: string) {
    const hash = createHash("sha256").update(identity).digest("hex").slice(0, 8);
    if (parent.trim() === "") {
      throw badInput("OUT_NOT_WRITABLE", "The output folder has no name.", {
        place: "--out",
        hint: "Name a folder of your own.",
      });
    }
    this.path = join(parent, `${name}-${hash}`);
    this.#parent = resolve(parent);
    this.temporary = join(parent, `.${name}-${hash}-${process.pid}`);
    try {
      this.#made = makeFolder(this.#parent);
      accessSync(parent, constants.W_OK);
      mkdirSync(this.temporary);
    } catch {
      throw badInput("OUT_NOT_WRITABLE", `The output folder ${parent} cannot be written to.`, {
        place: "--out",
        hint: "Name a folder of your own.",
      });
    }
    process.once("exit", this.#discard);
  }

  /** The folder as a user would type it from where they stand; in full where it lies elsewhere. */
  get shown(): string {
    const path = relative(process.cwd(), this.path);
    return path.startsWith("..") ? resolve(this.path) : path || ".";
  }

  write(file: string, content: string): void {
    writeFileSync(join(this.temporary, file), content);
  }

  /** Puts the finished run in place of an earlier one of the same name. */
  publish(): void {
    rmSync(this.path, { recursive: true, force: true });
    renameSync(this.temporary, this.path);
  }

  /** Leaves nothing behind; folders that were made for the run and hold nothing go too. */
  discard(): void {
    process.off("exit", this.#discard);
    rmSync(this.temporary, { recursive: true, force: true });
    if (this.#made === undefined) return;
    for (let folder = this.#parent; folder.startsWith(this.#made); folder = dirname(folder)) {
      if (!existsSync(folder) || readdirSync(folder).length > 0) return;
      rmdirSync(folder);
    }
  }
}

/**
 * Makes a folder and those above it that are missing; returns the outermost one made. Level by level, since the
 * recursive call of some systems never returns where a file system refuses new folders.
 */
function makeFolder(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const above = makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run of a sweep, in a process of its own, made it since it was looked for.
    if (!existsSync(path)) throw error;
    return above;
  }
  return above ?? path;
}
