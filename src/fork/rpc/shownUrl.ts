/** A node's address as it may be shown: keys stand in paths, queries and user names, so only the host is kept. */
export function shownUrl(url: string): string {
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname.length > 1 || search !== "" ? "/…" : ""}`;
}
