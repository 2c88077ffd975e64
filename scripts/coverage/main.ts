import { measureCoverage, type Share } from "./measure.ts";

/** Least share of contracts/ in percent; mocks are left out. */
const FLOORS = { lines: 98, statements: 98, branches: 95 } as const;

const { missed, testsPassed, ...shares } = await measureCoverage(process.cwd());

if (process.argv.includes("--uncovered")) {
  for (const { file, line, what } of missed) console.log(`${file}:${line} ${what}`);
}

for (const [name, floor] of Object.entries(FLOORS)) {
  const { hit, total } = shares[name as keyof typeof FLOORS];
  const reached = isAtLeast({ hit, total }, floor);
  console.log(
    `${name.padEnd(11)}${percent({ hit, total })} (${hit} of ${total}, floor ${floor} %)${reached ? "" : "  BELOW"}`,
  );
  if (!reached) process.exitCode = 1;
}
if (!testsPassed) process.exitCode = 1;

function isAtLeast({ hit, total }: Share, floor: number): boolean {
  return hit * 100 >= floor * total;
}

/** Rounded down, so that 100.00 means all of it. */
function percent({ hit, total }: Share): string {
  return total === 0 ? "  –     " : `${(Math.floor((hit * 10_000) / total) / 100).toFixed(2).padStart(6)} %`;
}
