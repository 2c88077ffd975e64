import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from "node:fs";
import { badInput } from "../errors.ts";

const OPTION = "-o";

/**
 * Makes sure, by trying, that a file can be written, before an hour is spent on its content, and that it is none of those
 * that are read for it. `OUT_NOT_WRITABLE`, `OUT_IS_INPUT`.
 */
export function requireWritable(file: string, inputs: readonly (string | undefined)[] = []): void {
  if (file.trim() === "") {
    throw badInput("OUT_NOT_WRITABLE", "The output has no name.", { place: OPTION, hint: "Name a file with -o." });
  }
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
  if (!inputs.some((input) => input !== undefined && isSame(input, file))) return;
  throw badInput("OUT_IS_INPUT", "The output is a file that the command reads.", {
    place: { file, key: OPTION },
    hint: "Choose another place with -o: what is read would be lost.",
  });
}

/** Whether two paths lead to one file, by links too. */
function isSame(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}
