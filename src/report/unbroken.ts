/** Text whose figures stay on a line with their unit: "−20 %", "$971 k". */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=%|[kMBT]\b)/g, "\u00a0");
}
