import { randomStream } from "../../src/world/random.ts";
import { type NameOfError, twinErrors } from "./twinErrors.ts";
import { explain } from "./twinExplained.ts";
import { TWIN_LISTINGS, type Twins } from "./twinMarkets.ts";
import { inRealOrder } from "./twinOrder.ts";
import { type TwinReader, type TwinView, twinReader } from "./twinReads.ts";
import { reasonsDiffer } from "./twinReasons.ts";
import { type TwinOutcome, type TwinSender, twinSender } from "./twinSend.ts";
import type { TwinState, TwinStep } from "./twinStep.ts";
import { drawStep } from "./twinSteps.ts";
import { twinTally } from "./twinTally.ts";

/** What the first user lends of each asset, so that others can borrow. [dollars with 8 decimals] */
const LENT = 3_000_000n * 10n ** 8n;
/** Every so many steps everything is read. */
const THOROUGH = 4;
/** How many of the last steps a failure prints; the seed repeats all of them. */
const SHOWN = 12;

/** Runs seeded sequences on both pools, each from the same start, and stops at the first difference. */
export class TwinRun {
  /** How often each kind of step was done, and refused, by both. */
  readonly tally = new Map<string, number>();
  /** How many words were compared. */
  compared = 0;
  readonly #twins: Twins;
  readonly #send: TwinSender;
  readonly #read: TwinReader;

  private constructor(twins: Twins, nameOf: NameOfError) {
    this.#twins = twins;
    this.#send = twinSender(twins, nameOf);
    this.#read = twinReader(twins);
  }

  static async start(twins: Twins): Promise<TwinRun> {
    const run = new TwinRun(twins, await twinErrors());
    let time = await run.#now();
    for (const [asset, { price, decimals }] of TWIN_LISTINGS.entries()) {
      const amount = (LENT * 10n ** BigInt(decimals)) / price;
      const args = [twins.assets[asset], amount, twins.users[0], 0];
      await run.#send({ kind: "supply", wait: 0, who: 0, asset, on: "POOL", method: "supply", args }, ++time);
    }
    return run;
  }

  async sequence(seed: number, length: number): Promise<void> {
    const { users, assets, receiver, preset } = this.#twins;
    const random = randomStream(seed, `parity ${preset}`);
    const start = await this.#request("evm_snapshot");
    const prices = TWIN_LISTINGS.map(({ price }) => price);
    const state: TwinState = {
      view: await this.#read(true),
      prices,
      users,
      assets,
      receiver,
      preset,
      time: await this.#now(),
    };
    const steps: TwinStep[] = [];
    try {
      while (steps.length < length) {
        const step = drawStep(random, state);
        steps.push(step);
        await this.#take(step, state, steps.length % THOROUGH === 0 || steps.length === length);
      }
    } catch (error) {
      const told = steps.slice(-SHOWN).map((step) => `  ${JSON.stringify(step, withBigInts)}`);
      throw new Error(`seed ${seed}, step ${steps.length}: ${(error as Error).message}\n${told.join("\n")}`);
    } finally {
      await this.#request("evm_revert", start);
    }
  }

  /**
   * Where v3.6 books the treasury's share twice, the pools part for good: such a step is compared, and then taken back
   * on both.
   */
  async #take(step: TwinStep, state: TwinState, thorough: boolean): Promise<void> {
    const mayPart = step.kind === "liquidation" && step.asset === step.debtor?.asset;
    const point = mayPart ? await this.#request("evm_snapshot") : undefined;
    const before = state.view;
    const time = state.time + step.wait;

    const outcome = await this.#send(step, time);
    const view = await this.#read(thorough);
    this.compared += view.words[0].size;
    const { unexplained, bookedTwice } = explain(state.preset, step, before, view);
    const differ = unexplained.map(({ name, bundled, real }) => `${name}: bundled ${bundled}, real ${real}`);
    differ.push(...this.#outcomeDiffers(step, before, outcome));
    if (differ.length > 0) throw new Error(differ.join("\n"));

    const names = twinTally(step, before, view, outcome);
    if (bookedTwice) names.push("booked twice");
    for (const name of names) this.tally.set(name, (this.tally.get(name) ?? 0) + 1);
    if (bookedTwice) {
      await this.#request("evm_revert", point);
      return;
    }
    state.view = view;
    state.time = time;
    if (step.kind === "price") state.prices[step.asset] = step.price;
  }

  #outcomeDiffers(step: TwinStep, before: TwinView, outcome: TwinOutcome | undefined): string[] {
    if (outcome === undefined) return [];
    const { preset } = this.#twins;
    const [bundled, real] = outcome.done;
    if (bundled !== real) return [`bundled ${bundled ? "did it" : "refused"}, real ${real ? "did it" : "refused"}`];
    if (!bundled) return reasonsDiffer(preset, step, before, outcome.reasons);
    const [told, expected] = [inRealOrder(preset, step, outcome.logs[0]), outcome.logs[1]].map((logs) =>
      logs.join("\n"),
    );
    return told === expected ? [] : [`events of the bundled pool\n${told}\nevents of the real pool\n${expected}`];
  }

  #request(method: string, ...params: unknown[]): Promise<unknown> {
    return this.#twins.provider.request({ method, params });
  }

  async #now(): Promise<number> {
    const block = (await this.#request("eth_getBlockByNumber", "latest", false)) as { timestamp: string };
    return Number(block.timestamp);
  }
}

function withBigInts(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}` : value;
}
