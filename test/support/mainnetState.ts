import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Interface } from "ethers";
import { sendAs } from "../../src/fork/sendAs.ts";
import { openState, type StateChain } from "../../src/fork/state/openState.ts";
import { readState } from "../../src/fork/state/readState.ts";
import type { AccountData, ReserveView } from "../../src/model/account.ts";
import { indexesAt, type ReserveIndexes } from "../../src/model/interest.ts";
import { read } from "../../src/world/read.ts";

const FOLDER = process.env.FAULTLINE_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** What stands where in the recorded state, block 19471508. */
export const AT = {
  pool: "0x87870bca3f3fd6335c3f4ce8392d69350b4fa4e2",
  weth: "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
  dai: "0x6b175474e89094c44da98b954eedeac495271d0f",
  uniswap: "0xc2e9f25be6257c210d7adf0d4cd6e3e881ba25f8",
  router: "0xe592427a0aece92de3edee1f18e0157c05861564",
} as const;

const ABI = new Interface([
  "function getReservesList() view returns (address[])",
  "function getReserveData(address) view returns (tuple(uint256 configuration, uint128 liquidityIndex, uint128 liquidityRate, uint128 borrowIndex, uint128 borrowRate, uint128 stableRate, uint40 lastUpdate, uint16 id, address aToken, address stableToken, address debtToken, address strategy, uint128 toTreasury, uint128 unbacked, uint128 isolated))",
  "function getReserveNormalizedIncome(address) view returns (uint256)",
  "function getReserveNormalizedVariableDebt(address) view returns (uint256)",
  "function getUserAccountData(address) view returns (uint256 collateralBase, uint256 debtBase, uint256 availableBorrowsBase, uint256 averageThreshold, uint256 averageLtv, uint256 healthFactor)",
  "function balanceOf(address) view returns (uint256)",
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16, uint16, uint16, uint8, bool)",
  "function liquidity() view returns (uint128)",
  "function scaledBalanceOf(address) view returns (uint256)",
]);

const absent = new Set<string>();

/** A path of the recorded states, under the folder beside the project; undefined where it is absent, which the end of the run says. */
export function recordedFile(name: string): string | undefined {
  const file = `${FOLDER}/fork-state/${name}`;
  if (existsSync(file)) return file;
  // Of several processes, one that is done says so just before the runner counts; one alone says so at once.
  if (process.send === undefined && !absent.has(name)) console.warn(absentNotice([name]));
  else if (absent.size === 0) process.once("exit", () => console.warn(absentNotice([...absent])));
  absent.add(name);
  return undefined;
}

export function absentNotice(names: readonly string[]): string {
  return `\nREAL MAINNET STATE LEFT OUT: no ${names.join(", ")} in ${FOLDER}/fork-state (set FAULTLINE_DATA).`;
}

/** What to say where the recorded states are absent. */
export const STATE_ABSENT = `No recorded states at ${FOLDER}: real mainnet state was NOT tried.`;

/** A chain that goes on from real mainnet state, and what one looks at there. */
export class Mainnet {
  readonly chain: StateChain;

  constructor(chain: StateChain) {
    this.chain = chain;
  }

  static async open(file: string, strict = false): Promise<Mainnet> {
    const options = { file, blockGasLimit: 30_000_000, order: "priority", strict } as const;
    return new Mainnet(await openState(readState(file), options));
  }

  /** What a view answers; looking on is no part of the run. */
  async view(to: string, name: string, ...args: unknown[]) {
    return (await this.chain.unobserved(() => read(this.chain, to, ABI, name, args)))[0];
  }

  /** The pool's list of reserves, of which the state holds two and none of the slots of the others. */
  async reserves(): Promise<string[]> {
    return (await read(this.chain, AT.pool, ABI, "getReservesList"))[0];
  }

  send(from: string, to: string, data: string): Promise<boolean> {
    return sendAs(this.chain, from, to, data);
  }

  balance(token: string, holder: string): Promise<bigint> {
    return this.view(token, "balanceOf", holder);
  }

  /** Where the Uniswap pool stands. */
  async poolState(): Promise<{ sqrtPriceX96: bigint; tick: number; liquidity: bigint }> {
    const { sqrtPriceX96, tick } = await read(this.chain, AT.uniswap, ABI, "slot0");
    return { sqrtPriceX96, tick: Number(tick), liquidity: await this.view(AT.uniswap, "liquidity") };
  }

  async time(): Promise<bigint> {
    return BigInt(
      (await this.chain.request<{ timestamp: string }>("eth_getBlockByNumber", ["latest", false])).timestamp,
    );
  }

  async accountData(user: string): Promise<AccountData> {
    const { collateralBase, debtBase, availableBorrowsBase, averageThreshold, averageLtv, healthFactor } = await read(
      this.chain,
      AT.pool,
      ABI,
      "getUserAccountData",
      [user],
    );
    return { collateralBase, debtBase, availableBorrowsBase, averageThreshold, averageLtv, healthFactor };
  }

  /** A reserve as `src/model` has one, at a time and a price, out of what the pool has stored. */
  async reserve(asset: string, at: bigint, price: bigint) {
    const data = await this.view(AT.pool, "getReserveData", asset);
    const bits = (from: bigint, width: number) => BigInt.asUintN(width, data.configuration >> from);
    const stored: ReserveIndexes = {
      liquidityIndex: data.liquidityIndex,
      liquidityRate: data.liquidityRate,
      borrowIndex: data.borrowIndex,
      borrowRate: data.borrowRate,
      lastUpdate: data.lastUpdate,
    };
    const view: ReserveView = {
      ...indexesAt(stored, at, "aave-v3.0"),
      price,
      decimals: Number(bits(48n, 8)),
      ltv: bits(0n, 16),
      liquidationThreshold: bits(16n, 16),
    };
    return {
      view,
      bonus: bits(32n, 16),
      protocolFee: bits(152n, 16),
      aToken: data.aToken as string,
      debtToken: data.debtToken as string,
    };
  }

  /** Collateral in WETH and debt in DAI, in scaled units. */
  async scaled(user: string): Promise<{ collateral: bigint; debt: bigint }> {
    const [weth, dai] = [
      await this.view(AT.pool, "getReserveData", AT.weth),
      await this.view(AT.pool, "getReserveData", AT.dai),
    ];
    return {
      collateral: await this.view(weth.aToken, "scaledBalanceOf", user),
      debt: await this.view(dai.debtToken, "scaledBalanceOf", user),
    };
  }
}
