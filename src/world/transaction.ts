/** A transaction to be sent; `tip` is the priority fee in wei. */
export interface Call {
  from: string;
  to: string;
  data: string;
  gas: number;
  tip?: bigint;
}

export interface Log {
  address: string;
  topics: string[];
  data: string;
  logIndex: string;
}

export interface Receipt {
  hash: string;
  from: string;
  to: string;
  succeeded: boolean;
  gasUsed: bigint;
  gasPrice: bigint;
  logs: Log[];
}

export interface MinedBlock {
  number: number;
  time: number;
  gasUsed: bigint;
  baseFee: bigint;
  receipts: Receipt[];
}

/** A receipt as the node returns it. */
export interface RawReceipt {
  transactionHash: string;
  from: string;
  to: string;
  status: string;
  gasUsed: string;
  effectiveGasPrice: string;
  logs: Log[];
}

/** Reads the numbers of a receipt. */
export function toReceipt(raw: RawReceipt): Receipt {
  return {
    hash: raw.transactionHash,
    from: raw.from,
    to: raw.to,
    succeeded: raw.status === "0x1",
    gasUsed: BigInt(raw.gasUsed),
    gasPrice: BigInt(raw.effectiveGasPrice),
    logs: raw.logs,
  };
}
