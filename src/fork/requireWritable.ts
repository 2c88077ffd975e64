import { closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { badInput } from "../errors.ts";

/** Makes sure, by trying, that a file can be written, before an hour is spent on its content. `OUT_NOT_WRITABLE`. */
export function requireWritable(file: string): void {
  const trial = `${file}.part`;
  const isNew = !existsSync(trial);
  try {
    if (existsSync(file) && !statSync(file).isFile()) throw new Error("It is no file.");
    closeSync(openSync(trial, "a"));
    if (isNew) rmSync(trial);
  } catch (cause) {
    throw badInput("OUT_NOT_WRITABLE", "The output cannot be written.", {
      place: { file },
      hint: "Choose another place with -o.",
      cause,
    });
  }
}
