import type { View } from "./agent.ts";
import type { HeldBack } from "./heldBack.ts";
import type { ThrottleRoom } from "./throttleRoom.ts";

/** Who keeps, and what it must earn. */
export interface KeeperTerms {
  view: View;
  keeper: string;
  /** Least reward above gas, USD [wad]; without it the keeper is the venue's own and acts for nothing. */
  minimumProfitUsd: bigint | undefined;
  mostCalls: number;
  /** What a throttle lets it close, and where it tells what it does not. */
  room: ThrottleRoom;
  heldBack: HeldBack;
}
