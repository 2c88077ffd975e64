import type { GroupConfig, LendingGroup } from "./schema.ts";

/** Whether a group opens in the lending pool alone. */
export function isOfLending(group: GroupConfig): group is LendingGroup {
  return group.kind === "borrower" || group.kind === "looper" || group.kind === "account";
}
