import { renameSync, writeFileSync } from "node:fs";
import { badInput } from "../errors.ts";

/** Writes a file whole or not at all. `OUT_NOT_WRITABLE`. */
export function writeWhole(file: string, content: string | Buffer): void {
  try {
    writeFileSync(`${file}.part`, content);
    renameSync(`${file}.part`, file);
  } catch (cause) {
    throw badInput("OUT_NOT_WRITABLE", "The output cannot be written.", {
      place: { file },
      hint: "Choose another place with -o.",
      cause,
    });
  }
}
