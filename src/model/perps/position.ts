/** What an account has in one market: size in wad base, cost in quote of the size's sign, funding index at entry. */
export type PerpPosition = { readonly size: bigint; readonly cost: bigint; readonly funding: bigint };

export const NO_POSITION: PerpPosition = { size: 0n, cost: 0n, funding: 0n };
