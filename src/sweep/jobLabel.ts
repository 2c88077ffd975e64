import { basename, extname } from "node:path";
import type { Job } from "./job.ts";

/** `stack, with cap-4x and throttle, seed 2`: which run it is, by the names of its files. */
export function jobLabel({ file, overlays, sets, seed }: Job): string {
  const changes = [...overlays.map(stem), ...sets];
  const parts = [stem(file), ...(changes.length === 0 ? [] : [`with ${changes.join(" and ")}`]), `seed ${seed}`];
  return parts.join(", ");
}

function stem(file: string): string {
  return basename(file, extname(file));
}
