/** Whole numbers from `from` to `to`, both included. */
export interface Span {
  from: number;
  to: number;
}

export interface CoverOptions {
  /** Length of the first pieces, and of the longest. */
  first: number;
  most: number;
  /** Pieces under way at once. */
  workers: number;
  /** Does one piece; its error says whether it was too much. */
  take(piece: Span): Promise<void>;
  isTooMuch(error: unknown): boolean;
}

/** A limit that was met is tried again after so many pieces, then after twice as many, for it may have been local. */
const PATIENCE = 8;
const MOST_PATIENCE = 256;

/**
 * Covers spans by pieces as long as the other side bears: halved where one is too much, doubled again after. Every number
 * is in exactly one piece that was taken. What a piece of length one is refused for is thrown, when no piece is under
 * way any more; so is any other error.
 */
export async function cover(spans: readonly Span[], options: CoverOptions): Promise<void> {
  const { most, workers, take, isTooMuch } = options;
  const left = spans.filter(({ from, to }) => from <= to).map((span) => ({ ...span }));
  let size = Math.min(options.first, most);
  let ceiling = most;
  let patience = PATIENCE;
  let met = 0;
  let taken = 0;
  let failure: { error: unknown } | undefined;

  const next = (): Span | undefined => {
    const span = left[0];
    if (span === undefined || failure !== undefined) return undefined;
    const to = Math.min(span.to, span.from + size - 1);
    const piece = { from: span.from, to };
    if (to === span.to) left.shift();
    else span.from = to + 1;
    return piece;
  };
  const grow = () => {
    taken++;
    if (taken >= patience && ceiling < most) {
      ceiling = Math.min(most, 2 * ceiling);
      taken = 0;
    }
    size = Math.min(ceiling, 2 * size);
  };
  const shrink = (length: number) => {
    const half = Math.max(1, Math.floor(length / 2));
    if (half < ceiling) {
      // Met again where it was met before: no local limit.
      if (half === met) patience = Math.min(MOST_PATIENCE, 2 * patience);
      met = half;
    }
    ceiling = Math.min(ceiling, half);
    size = Math.min(size, half);
    taken = 0;
  };
  const work = async () => {
    for (let piece = next(); piece !== undefined; piece = next()) {
      const length = piece.to - piece.from + 1;
      try {
        await take(piece);
        grow();
      } catch (error) {
        if (length > 1 && isTooMuch(error)) {
          shrink(length);
          left.unshift(piece);
        } else failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  if (failure !== undefined) throw (failure as { error: unknown }).error;
}
