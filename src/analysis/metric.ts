import type { Row } from "../trace/row.ts";

/** A figure of the summary in the making: shown every row of a trace once, in order, then asked for its result. */
export interface Metric<Result> {
  read(row: Row): void;
  /** Throws `TRACE_INCOMPLETE` where a row it cannot do without never came. */
  result(): Result;
}
