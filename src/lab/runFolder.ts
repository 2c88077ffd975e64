import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { badInput } from "../errors.ts";

/** The files of one run. Nothing stands under its name before all of it is written. */
export class RunFolder {
  readonly path: string;
  readonly #temporary: string;

  /** `parent` is made if need be; `OUT_NOT_WRITABLE` when it cannot be written to. */
  constructor(parent: string, name: string, seed: number, identity: string) {
    const hash = createHash("sha256").update(identity).digest("hex").slice(0, 8);
    this.path = join(parent, `${name}-${seed}-${hash}`);
    this.#temporary = join(parent, `.${name}-${seed}-${hash}-${process.pid}`);
    try {
      mkdirSync(parent, { recursive: true });
      accessSync(parent, constants.W_OK);
      mkdirSync(this.#temporary);
    } catch {
      throw badInput("OUT_NOT_WRITABLE", `The output folder ${parent} cannot be written to.`, {
        place: "--out",
        hint: "Name a folder of your own.",
      });
    }
  }

  /** The folder as a user would type it from where they stand. */
  get shown(): string {
    return relative(process.cwd(), this.path) || ".";
  }

  write(file: string, content: string): void {
    writeFileSync(join(this.#temporary, file), content);
  }

  /** Puts the finished run in place of an earlier one of the same name. */
  publish(): void {
    rmSync(this.path, { recursive: true, force: true });
    renameSync(this.#temporary, this.path);
  }

  /** Leaves nothing behind. */
  discard(): void {
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}
