import { utcText } from "../../../web/format.js";
import { GuardNames } from "../../trace/guards/guardNames.ts";
import { MAX_UINT } from "../../world/encode.ts";
import type { World } from "../../world/world.ts";

/** Words for what controls know by address. */
export class GuardWords {
  readonly #names: GuardNames;
  readonly #assets: World["scenario"]["assets"];

  constructor({ deployment, scenario }: Pick<World, "deployment" | "scenario">) {
    this.#names = new GuardNames(deployment);
    this.#assets = scenario.assets;
  }

  /** A venue, an asset, a market or a vault by its name; the address itself where it is none's, "" where it is zero. */
  name(address: string): string {
    const lower = address.toLowerCase();
    return (this.#names.isVenue(lower) ? this.#names.venue(lower) : this.#names.asset(lower)) ?? "";
  }

  /** Where a control binds: "WETH at lending", "lending", "WETH", "everything". */
  scope({ venue, asset }: { venue: string; asset: string }): string {
    const [where, what] = [this.name(venue), this.name(asset)];
    return where && what ? `${what} at ${where}` : where || what || "everything";
  }

  /** Decimals of an asset; of a market, of its size. */
  decimals(address: string): number {
    return this.#assets[this.name(address)]?.decimals ?? 18;
  }

  /** "until 2025-10-10 20:48:00 UTC", or that nobody but the owner ends it. */
  until(time: bigint): string {
    return time === MAX_UINT ? "until its owner resets it" : `until ${utcText(Number(time))}`;
  }
}
