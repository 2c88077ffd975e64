import { Interface } from "ethers";
import { buildWorld } from "../../src/world/build.ts";
import { read } from "../../src/world/read.ts";
import type { Receipt } from "../../src/world/transaction.ts";
import type { World } from "../../src/world/world.ts";
import { loadText, TINY } from "./tinyScenario.ts";

const WAD = 10n ** 18n;
const GAS = 2_000_000;
/** Least time in which a threshold is lowered. [seconds] */
const MIN_RAMP = 60n;

const ADMIN = new Interface([
  "function setRiskTerms(address terms)",
  "function aimThreshold(address asset, uint256 to, uint256 duration)",
  "function setTerms(address asset, (address feed, address openInterest, uint64 base, uint64 most, uint64 sigmas, uint32 horizon, uint64 decay, uint32 interval, uint128 openInterestLower, uint128 openInterestUpper, uint64 up, uint64 down) terms)",
  "function poke(address asset)",
  "function transmit(int256 answer)",
]);

/** The tiny economy with a pool that asks scaled margins and threshold ramps for its terms. */
export class MovingTerms {
  readonly world: World;
  readonly margin: string;

  private constructor(world: World, margin: string) {
    this.world = world;
    this.margin = margin;
  }

  static async build(...overrides: string[]): Promise<MovingTerms> {
    const world = await buildWorld(loadText(TINY, overrides), 1);
    const { lab } = world.deployment.roles;
    const factory = await world.chain.connection.ethers.getContractFactory("MarginScaling");
    const { data } = await factory.getDeployTransaction(lab, MIN_RAMP);
    const hash = await world.chain.request<string>("eth_sendTransaction", [
      { from: world.deployment.roles.treasury, data, gas: "0x500000" },
    ]);
    await world.transactor.mine(++world.time);
    const receipt = await world.chain.request<{ contractAddress: string }>("eth_getTransactionReceipt", [hash]);
    const terms = new MovingTerms(world, receipt.contractAddress);
    await terms.as("lab", world.deployment.configurator, "setRiskTerms", [terms.margin]);
    const nothing = { adapters: {}, scopes: [], marginViews: {}, openInterest: {}, toxicZones: {}, venues: {} };
    world.deployment.guards = { margin: terms.margin, guardian: lab, lens: "", ...nothing };
    return terms;
  }

  /** One transaction in a block of its own, `seconds` after the one before. */
  async as(role: "lab" | "oracleNode", to: string, name: string, args: unknown[], seconds = 12): Promise<Receipt> {
    const { transactor, deployment } = this.world;
    this.world.time += seconds;
    await transactor.send([{ from: deployment.roles[role], to, data: ADMIN.encodeFunctionData(name, args), gas: GAS }]);
    const [receipt] = (await transactor.mine(this.world.time)).receipts;
    if (receipt?.succeeded !== true) throw new Error(`${name} failed.`);
    return receipt;
  }

  /** The margin of an asset follows its volatility, as fast as given. [wad a second] */
  scale(symbol: string, up: bigint, down: bigint): Promise<Receipt> {
    const { tokens, feeds } = this.world.deployment;
    const reach = [WAD / 5n, WAD, 9n * WAD, 3600n, (94n * WAD) / 100n, 12n, 0n, 0n];
    const terms = [feeds[symbol], `0x${"0".repeat(40)}`, ...reach, up, down];
    return this.as("lab", this.margin, "setTerms", [tokens[symbol], terms]);
  }

  aim(symbol: string, bps: bigint, duration: bigint): Promise<Receipt> {
    return this.as("lab", this.margin, "aimThreshold", [this.world.deployment.tokens[symbol], bps, duration]);
  }

  poke(symbol: string): Promise<Receipt> {
    return this.as("lab", this.margin, "poke", [this.world.deployment.tokens[symbol]]);
  }

  /** Prints a price, USD with 8 decimals. */
  print(symbol: string, price: bigint): Promise<Receipt> {
    return this.as("oracleNode", this.world.deployment.feeds[symbol] ?? "", "transmit", [price]);
  }

  async ask(to: string, signature: string, ...args: unknown[]): Promise<bigint[]> {
    const abi = new Interface([`function ${signature}`]);
    const name = signature.slice(0, signature.indexOf("("));
    return [...(await read(this.world.chain, to, abi, name, args))] as bigint[];
  }
}
