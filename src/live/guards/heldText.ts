import { compactUsd } from "../../../web/format.js";
import type { Colors } from "../../report/plainTable.ts";
import type { HeldLine } from "./heldOnce.ts";
import { CONTROL_NAMES } from "./tripText.ts";

/** What agents did not send because a control would have refused it: a line a control and venue. */
export function heldText(held: readonly HeldLine[], colors: Colors): string {
  const groups = Map.groupBy(held, ({ control, venue, action }) => `${control} ${venue} ${action}`);
  return [...groups.values()]
    .map((lines) => {
      const { control, venue, action } = lines[0] as HeldLine;
      const usd = compactUsd(lines.reduce((sum, { volumeUsd }) => sum + Number(volumeUsd), 0));
      const what = action === "liquidate" ? "liquidation" : action;
      const count = `${lines.length} ${what}${lines.length === 1 ? "" : "s"}`;
      return colors.yellow(`${count} at ${venue} (${usd}) held back: ${CONTROL_NAMES[control]} would refuse.`);
    })
    .join("\n");
}
