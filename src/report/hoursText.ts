/** Hours in short: "12 s", "4.5 min", "3.25 h". */
export function hoursText(hours: number): string {
  const seconds = hours * 3600;
  if (seconds < 60) return `${Number(seconds.toFixed(0))} s`;
  return seconds < 3600 ? `${Number((seconds / 60).toFixed(1))} min` : `${Number(hours.toFixed(2))} h`;
}
