import type { Call, MinedBlock } from "../src/world/transaction.ts";
import type { Transactor } from "../src/world/transactor.ts";

/** One block as it was sent: enough to mine the same block again on an equal world. */
export interface SentBlock {
  calls: Call[];
  time: number;
  baseFee: bigint | undefined;
}

/** Notes, from now on, what a transactor sends and mines; returns the growing list. */
export function recordBlocks(transactor: Transactor): SentBlock[] {
  const blocks: SentBlock[] = [];
  const send = transactor.send.bind(transactor);
  const mine = transactor.mine.bind(transactor);
  let calls: Call[] = [];
  transactor.send = (sent) => {
    calls.push(...sent);
    return send(sent);
  };
  transactor.mine = (time: number, baseFee?: bigint): Promise<MinedBlock> => {
    blocks.push({ calls, time, baseFee });
    calls = [];
    return mine(time, baseFee);
  };
  return blocks;
}
