import { Interface, id, toQuantity } from "ethers";
import type { NameOfError } from "./twinErrors.ts";
import { TWIN_CATEGORIES, type Twins } from "./twinMarkets.ts";
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
  "function flashLoanSimple(address receiver, address asset, uint256 amount, bytes params, uint16 referralCode)",
  "function flashLoan(address receiver, address[] assets, uint256[] amounts, uint256[] modes, address onBehalfOf, bytes params, uint16 referralCode)",
  "function transmit(int256 answer)",
  "function setReserveBorrowing(address asset, bool enabled)",
  "function setReservePause(address asset, bool paused)",
  "function setReserveFreeze(address asset, bool freeze)",
  "function setReserveFactor(address asset, uint256 factor)",
  "function setLiquidationProtocolFee(address asset, uint256 fee)",
  "function setReserveLtvzero(address asset, bool ltvzero)",
  "function setAssetLtvzeroInEMode(address asset, uint8 category, bool ltvzero)",
  "function configureReserveAsCollateral(address asset, uint256 ltv, uint256 threshold, uint256 bonus)",
]);
const GAS = toQuantity(9_000_000);
const FEE = toQuantity(10n ** 11n);
/** Of a transaction's trace the outermost call, with what it returned. */
const ONLY_THE_CALL = { tracer: "callTracer", tracerConfig: { onlyTopCall: true } };

const RESERVE_DATA_UPDATED = id("ReserveDataUpdated(address,uint256,uint256,uint256,uint256,uint256)");
/** The word of the log's data, and what it is where there are no stable rates. */
const STABLE_RATE = 1;
const ZERO = "0".repeat(64);

type Log = { address: string; topics: string[]; data: string };
type Receipt = { status: string; logs: Log[] };

/**
 * What became of one action on both pools: whether they did it, what they and their tokens emitted, and what either that
 * refused it gave as the reason, by name.
 */
export type TwinOutcome = { done: [boolean, boolean]; logs: [string[], string[]]; reasons: [string, string] };

export type TwinSender = (step: TwinStep, time: number) => Promise<TwinOutcome | undefined>;

/** Sends the same action to both pools, in one block, and mines it at `time`; prices and time are shared. */
export function twinSender(twins: Twins, nameOf: NameOfError): TwinSender {
  const { provider, sides, assets, users, owner, feeds, preset } = twins;
  const request = (method: string, ...params: unknown[]) => provider.request({ method, params });
  const names = sides.map(({ pool, aTokens, debtTokens }) => {
    const roles: [string, string][] = [[pool, "POOL"]];
    for (const [i, token] of aTokens.entries()) roles.push([token, `SUPPLY${i}`]);
    for (const [i, token] of debtTokens.entries()) roles.push([token, `DEBT${i}`]);
    return new Map(roles.map(([address, role]) => [address.slice(2).toLowerCase(), role]));
  });

  const send = (from: string, to: string, data: string) =>
    request("eth_sendTransaction", { from, to, data, gas: GAS, maxFeePerGas: FEE, maxPriorityFeePerGas: "0x1" });

  const reasonOf = async (status: string, hash: unknown): Promise<string> => {
    if (status === "0x1") return "";
    const { output } = (await request("debug_traceTransaction", hash, ONLY_THE_CALL)) as { output?: string };
    return nameOf(output ?? "0x");
  };

  const mine = async (time: number) => {
    await request("evm_setNextBlockTimestamp", time);
    await request("evm_mine");
  };

  /** v3.6 takes the LTV of what it freezes, its own and in each category, and gives it back by calls of their own. */
  const giveBackLtv = async (asset: number) => {
    if (preset !== "aave-v3.6") return;
    const give = (method: string, ...args: unknown[]) =>
      send(owner, sides[1].configurator, CALLS.encodeFunctionData(method, [assets[asset], ...args, false]));
    await give("setReserveLtvzero");
    for (const { id, collateral } of TWIN_CATEGORIES[preset])
      if (collateral.includes(asset)) await give("setAssetLtvzeroInEMode", id);
  };

  return async (step: TwinStep, time: number): Promise<TwinOutcome | undefined> => {
    if (step.kind === "time") return void (await mine(time));
    if (step.kind === "price") {
      await send(owner, feeds[step.asset] as string, CALLS.encodeFunctionData("transmit", [step.price]));
      return void (await mine(time));
    }
    const hashes = await Promise.all(
      sides.map((side) => {
        if (step.kind === "setting")
          return send(owner, side.configurator, CALLS.encodeFunctionData(step.method, step.args));
        const place = { POOL: side.pool, ASSET: assets[step.asset], SUPPLY: side.aTokens[step.asset] }[
          step.on
        ] as string;
        const args = step.args.map((arg) => (arg === "SUPPLY" ? side.aTokens[step.asset] : arg));
        return send(users[step.who] as string, place, CALLS.encodeFunctionData(step.method, args));
      }),
    );
    if (step.kind === "setting" && step.method === "setReserveFreeze" && step.args[1] === false)
      await giveBackLtv(step.asset);
    await mine(time);
    const receipts = (await Promise.all(hashes.map((hash) => request("eth_getTransactionReceipt", hash)))) as [
      Receipt,
      Receipt,
    ];
    const told = receipts.map(({ logs }, i) =>
      logs.flatMap((log) => tell(log, names[i] as Map<string, string>, i === 1 && preset === "aave-v3.0")),
    );
    return {
      done: [receipts[0].status === "0x1", receipts[1].status === "0x1"],
      logs: told as [string[], string[]],
      reasons: (await Promise.all(receipts.map(({ status }, i) => reasonOf(status, hashes[i])))) as [string, string],
    };
  };
}

/**
 * A log with addresses of the pool and its tokens replaced by what they are; none for logs of the assets. Real v3.0's
 * stable rate is told as zero, so that another in the bundled pool's log is a difference.
 */
function tell({ address, topics, data }: Log, roles: Map<string, string>, hasStableRate: boolean): string[] {
  const role = roles.get(address.slice(2).toLowerCase());
  if (role === undefined) return [];
  const words = data.slice(2).match(/.{64}/g) ?? [];
  if (hasStableRate && topics[0] === RESERVE_DATA_UPDATED) words[STABLE_RATE] = ZERO;
  const all = [...topics.map((topic) => topic.slice(2)), ...words];
  return [`${role} ${all.map((word) => roles.get(word.slice(24)) ?? word).join(" ")}`];
}
