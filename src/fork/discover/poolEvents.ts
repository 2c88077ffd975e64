import { id } from "ethers";
import { z } from "zod";
import { topicAddress } from "../../venues/words.ts";

/**
 * Events of Aave v3's pool, the same in all its releases, that name an account which owes or has owed: by the account's
 * place among the topics. Only `Borrow` makes debt, loans that stay after a flash loan included; debt is not transferable.
 */
const BORROW = { topic: id("Borrow(address,address,address,uint256,uint8,uint256,uint16)"), debtor: 2 };
const REPAY = { topic: id("Repay(address,address,address,uint256,bool)"), debtor: 2 };
const LIQUIDATION = {
  topic: id("LiquidationCall(address,address,address,uint256,uint256,address,bool)"),
  debtor: 3,
};

const DEBTORS = new Map([BORROW, REPAY, LIQUIDATION].map(({ topic, debtor }) => [topic, debtor]));

/**
 * The events to look for. Read from the pool's first block, `Borrow` finds everyone; read from later, what older debtors
 * do meanwhile shows some of them, and the rest can only be counted as debt that nobody found owes.
 */
export function topicsFrom(complete: boolean): string[] {
  return complete ? [BORROW.topic] : [BORROW.topic, REPAY.topic, LIQUIDATION.topic];
}

const log = z.object({
  address: z.string(),
  topics: z.array(z.string()),
  blockNumber: z.string(),
  removed: z.boolean().optional(),
});

export const logsSchema = z.array(log);
export type PoolLog = z.output<typeof log>;

/** The account that a log says owes or owed, lower case; undefined for a log of none of these events. */
export function debtorOf({ topics }: PoolLog): string | undefined {
  const place = DEBTORS.get(topics[0] ?? "");
  return place === undefined || topics[place] === undefined ? undefined : topicAddress(topics[place]);
}
