/** Exit codes of the command line: 1 failed, 2 bad input, 3 the scenario's own `expect:` did not hold. */
export type ExitCode = 1 | 2 | 3;

/** Where the fault is: a file, a line in it (from 1), a key path such as `market.depthUsd`. */
export type Place = { file?: string | undefined; line?: number | undefined; key?: string | undefined } | string;

export type FaultDetails = {
  place?: Place | undefined;
  hint?: string | undefined;
  exitCode?: ExitCode | undefined;
  cause?: unknown;
};

/** The one error class. `code` is stable and is what tests and scripts match on; `message` is one sentence. */
export class FaultlineError extends Error {
  override readonly name = "FaultlineError";
  readonly code: string;
  readonly place: Place | undefined;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.place = details.place;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 1;
  }
}

/** An error in what the user wrote: exit code 2. */
export function badInput(code: string, message: string, details: Omit<FaultDetails, "exitCode"> = {}): FaultlineError {
  return new FaultlineError(code, message, { ...details, exitCode: 2 });
}

/** `file:line, key` with the absent parts left out; empty when nothing is known. */
export function formatPlace(place: Place | undefined): string {
  if (place === undefined) return "";
  if (typeof place === "string") return place;
  const position = place.file === undefined ? "" : place.file + (place.line === undefined ? "" : `:${place.line}`);
  const line = place.file === undefined && place.line !== undefined ? `line ${place.line}` : "";
  return [position || line, place.key].filter(Boolean).join(", ");
}

/** The lines a terminal shows for any thrown value: sentence and code, place, hint. Never a stack. */
export function formatError(error: unknown): string {
  if (!(error instanceof FaultlineError)) {
    return `Error: ${error instanceof Error ? error.message : String(error)}`;
  }
  const place = formatPlace(error.place);
  const lines = [`Error: ${error.message} [${error.code}]`];
  if (place !== "") lines.push(`  at ${place}`);
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  return lines.join("\n");
}

/** The process exit code for any thrown value. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof FaultlineError ? error.exitCode : 1;
}
