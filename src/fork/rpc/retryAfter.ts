/**
 * How long a node asks to be left alone [ms]: `Retry-After` in seconds, or as a date, which is measured from the answer's
 * own `Date` so that no clock of this machine matters. Undefined when it says nothing that can be read.
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const span = Date.parse(text) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(span) ? undefined : Math.max(0, span);
}
