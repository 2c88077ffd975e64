/**
 * Wraps requests so that `settle` runs whenever none is under way and `isDue` says so: new ones wait until it is done.
 */
export function settledRequests<A extends unknown[]>(
  request: (...args: A) => Promise<unknown>,
  isDue: () => boolean,
  settle: () => Promise<void>,
): (...args: A) => Promise<unknown> {
  let underWay = 0;
  let settling: Promise<void> | undefined;
  return async (...args) => {
    while (settling !== undefined) await settling;
    underWay++;
    try {
      return await request(...args);
    } finally {
      underWay--;
      if (underWay === 0 && settling === undefined && isDue()) {
        settling = settle().finally(() => {
          settling = undefined;
        });
        await settling;
      }
    }
  };
}
