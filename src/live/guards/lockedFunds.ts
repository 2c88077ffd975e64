import { Interface } from "ethers";
import { GuardNames } from "../../trace/guards/guardNames.ts";
import { formatDecimal } from "../../units.ts";
import type { Log } from "../../world/transaction.ts";
import type { Session } from "../session.ts";

const EVENTS = new Interface([
  "event FundsLocked(uint256 indexed id, address indexed token, address indexed recipient, uint256 amount, uint256 until)",
  "event FundsReleased(uint256 indexed id)",
  "event LockedFundsClaimed(uint256 indexed id, address indexed token, address indexed recipient, uint256 amount)",
]);

/** An outflow that the breaker holds; `amount` in whole tokens, `until` in unix seconds. */
export interface LockedFunds {
  id: number;
  asset: string;
  recipient: string;
  amount: string;
  until: number;
  /** Let go by the owner before its time. */
  released: boolean;
}

/** What the breaker holds of outflows, as its logs tell. */
export async function lockedFunds({ world }: Session, breaker: string): Promise<LockedFunds[]> {
  const names = new GuardNames(world.deployment);
  const filter = { address: breaker, fromBlock: "0x0", toBlock: "latest" };
  const held = new Map<number, LockedFunds>();
  for (const log of await world.chain.request<Log[]>("eth_getLogs", [filter])) {
    const event = EVENTS.parseLog(log);
    if (event === null) continue;
    const id = Number(event.args.id);
    const known = held.get(id);
    if (event.name === "LockedFundsClaimed") held.delete(id);
    else if (known !== undefined) held.set(id, { ...known, released: true });
    else {
      const asset = names.asset(event.args.token.toLowerCase()) ?? "";
      const amount = formatDecimal(event.args.amount, world.scenario.assets[asset]?.decimals ?? 18);
      const recipient = event.args.recipient.toLowerCase();
      held.set(id, { id, asset, recipient, amount, until: Number(event.args.until), released: false });
    }
  }
  return [...held.values()];
}
