/** Where guards are built: the suite and its vaults, which are deployed already. */
export interface GuardSite {
  /** Address by the name that the modules give it; throws on what is not there. */
  at(name: string): string;
  /** Address of a venue by its name: lending, perps, a vault by its share. */
  venue(name: string): string;
}
