import { Interface, id, toQuantity } from "ethers";
import type { Twins } from "./twinMarkets.ts";
import type { TwinStep } from "./twinStep.ts";

const CALLS = new Interface([
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function withdraw(address asset, uint256 amount, address to)",
  "function borrow(address asset, uint256 amount, uint256 mode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 mode, address onBehalfOf)",
  "function repayWithATokens(address asset, uint256 amount, uint256 mode)",
  "function setUserEMode(uint8 category)",
  "function setUserUseReserveAsCollateral(address asset, bool use)",
  "function liquidationCall(address collateral, address debt, address user, uint256 debtToCover, bool receiveAToken)",
  "function mintToTreasury(address[] assets)",
  "function eliminateReserveDeficit(address asset, uint256 amount)",
  "function transfer(address to, uint256 amount)",
  "function transmit(int256 answer)",
]);
const GAS = toQuantity(4_000_000);
const FEE = toQuantity(10n ** 11n);

const RESERVE_DATA_UPDATED = id("ReserveDataUpdated(address,uint256,uint256,uint256,uint256,uint256)");
const STABLE_RATE = 1;

type Log = { address: string; topics: string[]; data: string };
type Receipt = { status: string; logs: Log[] };

/** What became of one action on both pools: whether they did it, and what they and their tokens emitted. */
export type TwinOutcome = { done: [boolean, boolean]; logs: [string[], string[]] };

export type TwinSender = (step: TwinStep, time: number) => Promise<TwinOutcome | undefined>;

/** Sends the same action to both pools, in one block, and mines it at `time`; prices and time are shared. */
export function twinSender(twins: Twins): TwinSender {
  const { provider, sides, assets, users, owner, feeds } = twins;
  const request = (method: string, ...params: unknown[]) => provider.request({ method, params });
  const names = sides.map(({ pool, aTokens, debtTokens }) => {
    const roles: [string, string][] = [[pool, "POOL"]];
    for (const [i, token] of aTokens.entries()) roles.push([token, `SUPPLY${i}`]);
    for (const [i, token] of debtTokens.entries()) roles.push([token, `DEBT${i}`]);
    return new Map(roles.map(([address, role]) => [address.slice(2).toLowerCase(), role]));
  });

  const send = (from: string, to: string, data: string) =>
    request("eth_sendTransaction", { from, to, data, gas: GAS, maxFeePerGas: FEE, maxPriorityFeePerGas: "0x1" });

  const mine = async (time: number) => {
    await request("evm_setNextBlockTimestamp", time);
    await request("evm_mine");
  };

  return async (step: TwinStep, time: number): Promise<TwinOutcome | undefined> => {
    if (step.kind === "time") return void (await mine(time));
    if (step.kind === "price") {
      await send(owner, feeds[step.asset] as string, CALLS.encodeFunctionData("transmit", [step.price]));
      return void (await mine(time));
    }
    const from = users[step.who] as string;
    const hashes = await Promise.all(
      sides.map((side) => {
        const place = { POOL: side.pool, ASSET: assets[step.asset], SUPPLY: side.aTokens[step.asset] }[
          step.on
        ] as string;
        const args = step.args.map((arg) => (arg === "SUPPLY" ? side.aTokens[step.asset] : arg));
        return send(from, place, CALLS.encodeFunctionData(step.method, args));
      }),
    );
    await mine(time);
    const receipts = (await Promise.all(hashes.map((hash) => request("eth_getTransactionReceipt", hash)))) as [
      Receipt,
      Receipt,
    ];
    const told = receipts.map(({ logs }, i) => logs.flatMap((log) => tell(log, names[i] as Map<string, string>)));
    return {
      done: [receipts[0].status === "0x1", receipts[1].status === "0x1"],
      logs: told as [string[], string[]],
    };
  };
}

/**
 * A log with addresses of the pool and its tokens replaced by what they are, and without v3.0's stable rate, which the
 * bundled pool gives as zero; none for logs of the assets.
 */
function tell({ address, topics, data }: Log, roles: Map<string, string>): string[] {
  const role = roles.get(address.slice(2).toLowerCase());
  if (role === undefined) return [];
  const words = data.slice(2).match(/.{64}/g) ?? [];
  if (topics[0] === RESERVE_DATA_UPDATED) words.splice(STABLE_RATE, 1);
  const all = [...topics.map((topic) => topic.slice(2)), ...words];
  return [`${role} ${all.map((word) => roles.get(word.slice(24)) ?? word).join(" ")}`];
}
