import type { Intent } from "../agents/agent.ts";
import { TIPS } from "../agents/tips.ts";
import { BPS, WAD } from "../units.ts";
import { GUARDS } from "../world/controls/guardAbi.ts";
import type { World } from "../world/world.ts";

const GAS = 400_000;

/**
 * What controls are told in this block, before everybody's transactions: the guardian pauses, scope by scope, and the
 * lab sends a liquidation threshold on its way.
 */
export function controlChanges({ scenario, deployment }: World, block: number): Intent[] {
  const { guards, roles, tokens } = deployment;
  const { pause, thresholdRamp } = scenario.treatments ?? {};
  const intents: Intent[] = [];
  if (pause?.fromBlock === block && guards?.breaker !== undefined) {
    for (const { control, venue, asset, at } of guards.scopes) {
      if (control !== "pause") continue;
      const data = GUARDS.breaker.encodeFunctionData("pause", [at, pause.durationSeconds, pause.graceSeconds]);
      const subject = `${venue ?? "everywhere"}/${asset ?? "everything"}`;
      intents.push({
        from: guards.guardian,
        to: guards.breaker,
        data,
        gas: GAS,
        tip: TIPS.lab,
        action: "pause",
        subject,
      });
    }
  }
  if (thresholdRamp?.fromBlock === block && guards?.margin !== undefined) {
    const { asset, to, durationSeconds } = thresholdRamp;
    const data = GUARDS.margin.encodeFunctionData("aimThreshold", [tokens[asset], (to * BPS) / WAD, durationSeconds]);
    const sent = { from: roles.lab, to: guards.margin, data, gas: GAS, tip: TIPS.lab };
    intents.push({ ...sent, action: "thresholdRamp", subject: asset });
  }
  return intents;
}

/** The block from which controls change no more by themselves: a run that ended before would not have met them. */
export function lastControlChange({ scenario }: World): number {
  const { pause, thresholdRamp } = scenario.treatments ?? {};
  const paused = pause === undefined ? 0 : pause.fromBlock + 1;
  if (thresholdRamp === undefined) return paused;
  const blocks = Math.ceil(thresholdRamp.durationSeconds / scenario.chain.blockSeconds);
  return Math.max(paused, thresholdRamp.fromBlock + 1 + blocks);
}
