import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { FaultlineError } from "../errors.ts";
import { type PerpPreset, type PerpPresetFile, presetSchema } from "./perpSchema.ts";

const FOLDER = new URL("../../presets/perps/", import.meta.url);

/** Reads a bundled parameter file; one that is not complete is a fault of the lab: `PRESET_INVALID`. */
export function perpPreset(name: PerpPreset): PerpPresetFile {
  const file = fileURLToPath(new URL(`${name}.yaml`, FOLDER));
  const result = presetSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new FaultlineError("PRESET_INVALID", `The preset ${name} is not complete: ${issue?.message}.`, {
    place: { file, key: issue?.path.map(String).join(".") },
  });
}
