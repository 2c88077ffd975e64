import { keccak256 } from "ethers";
import type { ForkState } from "../../src/fork/state/forkState.ts";
import { wordOf } from "../../src/fork/state/words.ts";

export const READER = `0x${"c0de".repeat(10)}`;
export const HOLDER = `0x${"0b".repeat(20)}`;

/** Stores the second word of its call data in the slot that the first names, or returns that slot if it is zero. */
export const READER_CODE = "0x600035546000526020351560165760203560003555005b60206000f3";

/** A chain of two accounts: a contract that reads and writes its slots, of which two are known, and a holder of ether. */
export function smallState(): ForkState {
  return {
    chainId: 1,
    block: {
      number: 19_471_508,
      timestamp: 1_710_884_183,
      hash: keccak256("0x01"),
      baseFee: 30_000_000_000n,
      gasLimit: 29_999_944,
      gasUsed: 12_345_678,
    },
    ancestors: new Map(),
    accounts: new Map([
      [READER, { balance: 5n, nonce: 1n, code: READER_CODE }],
      [HOLDER, { balance: 10n ** 18n, nonce: 7n, code: "0x" }],
    ]),
    storage: new Map([
      [
        READER,
        new Map([
          [wordOf(1n), wordOf(0x11n)],
          [wordOf(2n), wordOf(0n)],
        ]),
      ],
    ]),
  };
}

const littleEndian = (word: string) => Buffer.from(word.slice(2), "hex").reverse().toString("hex");

/** The small state as verbs writes one, which knows neither chain nor hash nor fees and gas. */
export function smallVerbsCache(): [number, number, unknown[], unknown[]] {
  const { block, accounts, storage } = smallState();
  return [
    block.timestamp,
    block.number,
    [...accounts].map(([address, { balance, nonce, code }]) => [
      address.slice(2),
      [littleEndian(wordOf(balance)), Number(nonce), keccak256(code).slice(2), `${code.slice(2)}${"00".repeat(33)}`],
    ]),
    [...storage].flatMap(([address, slots]) =>
      [...slots].map(([slot, value]) => [address.slice(2), littleEndian(slot), littleEndian(value)]),
    ),
  ];
}

const short = (value: bigint | number) => `0x${value.toString(16)}`;

/** The small state as Foundry writes one, with a slot of its cheat codes that belongs to no account. */
export function smallFoundryCache() {
  const { block, accounts, storage } = smallState();
  return {
    meta: {
      block_env: {
        number: short(block.number),
        timestamp: short(block.timestamp),
        basefee: 30_000_000_000,
        gas_limit: 29_999_944,
      },
      hosts: [],
    },
    accounts: Object.fromEntries(
      [...accounts].map(([address, { balance, nonce, code }]) => [
        address,
        {
          balance: short(balance),
          nonce: Number(nonce),
          code_hash: keccak256(code),
          code:
            code === "0x" ? null : { LegacyAnalyzed: { bytecode: `${code}0000`, original_len: code.length / 2 - 1 } },
        },
      ]),
    ) as Record<string, { nonce: unknown; code: unknown }>,
    storage: {
      ...Object.fromEntries(
        [...storage].map(([address, slots]) => [
          address,
          Object.fromEntries([...slots].map(([slot, value]) => [short(BigInt(slot)), short(BigInt(value))])),
        ]),
      ),
      "0x7109709ecfa91a80626ff3989d68f67f5b1dd12d": { "0x0": "0x1" },
    },
    block_hashes: {} as Record<string, string>,
  };
}
