import { keccak256, toUtf8Bytes } from "ethers";
import type { ForkBlock } from "./forkState.ts";
import { wordOf } from "./words.ts";

const ZERO = wordOf(0n);
const NO_TRANSACTIONS = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
const NO_UNCLES = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
/** Of a block whose limit is not known. */
const GAS_LIMIT = 30_000_000;
const quantity = (value: bigint | number) => `0x${value.toString(16)}`;

/** A format without the block's hash gets one that stands for its number and time. */
export function hashOf({ hash, number, timestamp }: ForkBlock): string {
  return hash ?? keccak256(toUtf8Bytes(`recorded block ${number} at ${timestamp}`));
}

/**
 * A block as JSON-RPC has it, with what a state keeps of it and nothing else: a fork of a node is shown the same image
 * as one of a file, so that nothing that a file does not hold can make a difference.
 */
export function blockImage(block: ForkBlock) {
  const { number, timestamp, baseFee, gasLimit = GAS_LIMIT } = block;
  // Half full, so that the next base fee is this one's, where it is not known.
  const { gasUsed = Math.floor(gasLimit / 2) } = block;
  return {
    number: quantity(number),
    timestamp: quantity(timestamp),
    hash: hashOf(block),
    baseFeePerGas: quantity(baseFee ?? 0n),
    parentHash: ZERO,
    stateRoot: ZERO,
    mixHash: ZERO,
    parentBeaconBlockRoot: ZERO,
    withdrawalsRoot: NO_TRANSACTIONS,
    transactionsRoot: NO_TRANSACTIONS,
    receiptsRoot: NO_TRANSACTIONS,
    sha3Uncles: NO_UNCLES,
    logsBloom: `0x${"0".repeat(512)}`,
    miner: `0x${"0".repeat(40)}`,
    nonce: "0x0000000000000000",
    extraData: "0x",
    difficulty: "0x0",
    totalDifficulty: "0x0",
    size: "0x0",
    gasLimit: quantity(gasLimit),
    gasUsed: quantity(gasUsed),
    blobGasUsed: "0x0",
    excessBlobGas: "0x0",
    transactions: [],
    uncles: [],
    withdrawals: [],
  };
}
