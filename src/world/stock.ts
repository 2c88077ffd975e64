import type { Deployment } from "./deployment.ts";

/** What a funder is given of each token, smallest units: fits the narrowest field that balances are kept in, 96 bits. */
export const FUNDED = 2n ** 95n;

/** What the outside world is stocked with of each asset, smallest units: more than any run trades. */
export function stockOf({ funder }: Pick<Deployment, "funder">): bigint {
  return funder === undefined ? 10n ** 40n : FUNDED / 2n;
}
