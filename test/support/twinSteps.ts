import { WAD } from "../../src/units.ts";
import type { Random } from "../../src/world/random.ts";
import { logUniform } from "./logUniform.ts";
import { twinAmount } from "./twinAmount.ts";
import { foresee, type TwinForesight } from "./twinForesight.ts";
import { TWIN_LISTINGS, TWIN_USERS } from "./twinMarkets.ts";
import { wordOf } from "./twinReads.ts";
import { drawSetting } from "./twinSetting.ts";
import type { TwinCall, TwinKind, TwinState, TwinStep } from "./twinStep.ts";

const ASSETS = TWIN_LISTINGS.length;
const SINK = "SUPPLY";
const HOUR = 3_600n;

const WEIGHTS: [TwinStep["kind"], number][] = [
  ["supply", 12],
  ["withdraw", 8],
  ["borrow", 22],
  ["repay", 7],
  ["repayWithATokens", 3],
  ["eMode", 6],
  ["collateral", 4],
  ["transfer", 3],
  ["gift", 1],
  ["flashLoan", 3],
  ["treasury", 1],
  ["cover", 2],
  ["time", 6],
  ["price", 22],
  ["setting", 2],
  ["liquidation", 2],
];
/** How often somebody is liquidated where anybody can be. */
const LIQUIDATED_PER_MILLE = 600;
/** Before so many positions stand, everybody supplies. */
const FEWEST_POSITIONS = 8;

/** The next step of a sequence, by chance and by what the accounts can do. */
export function drawStep(random: Random, state: TwinState): TwinStep {
  const weak = users().filter(
    (user) => wordOf(state.view, `user${user}.health`) < WAD && wordOf(state.view, `user${user}.collateral`) > 0n,
  );
  const hunted = weak.length > 0 && random.index(1_000) < LIQUIDATED_PER_MILLE;
  const few = pairs(state, "supply").length < FEWEST_POSITIONS;
  const drawn = hunted ? "liquidation" : few ? "supply" : weighted(random);
  const kind = drawn === "cover" && inDeficit(state).length === 0 ? "price" : drawn;
  const wait = kind === "time" ? Number(logUniform(random, HOUR, 2_160n * HOUR)) : 1 + random.index(40);
  if (kind === "time") return { kind, wait };
  if (kind === "setting") return { wait, ...drawSetting(random, state) };
  if (kind === "price") return { wait, ...priceMove(random, state) };
  const foresight = foresee(state, state.time + wait);
  const call =
    kind === "liquidation" ? liquidation(random, state, foresight, weak) : callOf(random, state, foresight, kind);
  return { wait, ...call };
}

function callOf(
  random: Random,
  state: TwinState,
  foresight: TwinForesight,
  kind: Exclude<TwinKind, "liquidation">,
): TwinCall {
  const any = { who: random.index(TWIN_USERS), asset: random.index(ASSETS) };
  const holder = () => pick(random, pairs(state, "supply")) ?? any;
  const debtor = () => pick(random, pairs(state, "debt")) ?? any;
  const at = (
    place: { who: number; asset: number },
    method: string,
    args: (asset: string, user: string) => unknown[],
  ) => ({
    kind,
    ...place,
    on: "POOL" as const,
    method,
    args: args(state.assets[place.asset] as string, state.users[place.who] as string),
  });
  const amount = (place: { who: number; asset: number }, of: TwinKind) =>
    twinAmount(random, state, foresight, of, place);

  if (kind === "supply") {
    const other = random.index(10) === 0 ? random.index(TWIN_USERS) : any.who;
    return at(any, "supply", (asset) => [asset, amount(any, kind), state.users[other], 0]);
  }
  if (kind === "withdraw") {
    const place = holder();
    return at(place, "withdraw", (asset, user) => [asset, amount(place, kind), user]);
  }
  if (kind === "borrow") {
    const able = users().filter((user) => user > 0 && wordOf(state.view, `user${user}.available`) > 0n);
    const place = { ...any, who: pick(random, able) ?? any.who };
    return at(place, "borrow", (asset, user) => [asset, amount(place, kind), 2, 0, user]);
  }
  if (kind === "repay") {
    const place = debtor();
    const payer = random.index(8) === 0 ? random.index(TWIN_USERS) : place.who;
    const call = at({ ...place, who: payer }, "repay", (asset) => [
      asset,
      amount(place, kind),
      2,
      state.users[place.who],
    ]);
    return { ...call, debtor: { user: place.who, asset: place.asset } };
  }
  if (kind === "repayWithATokens") {
    const both = pairs(state, "debt").filter(
      (place) => wordOf(state.view, `user${place.who}.supply${place.asset}.scaled`) > 0n,
    );
    const place = pick(random, both) ?? debtor();
    const call = at(place, "repayWithATokens", (asset) => [asset, amount(place, kind), 2]);
    return { ...call, debtor: { user: place.who, asset: place.asset } };
  }
  if (kind === "eMode") return at(any, "setUserEMode", () => [random.index(40) === 0 ? 3 : random.index(3)]);
  if (kind === "collateral") {
    const place = holder();
    return at(place, "setUserUseReserveAsCollateral", (asset) => [asset, random.index(2) === 0]);
  }
  if (kind === "transfer") {
    const place = holder();
    const to = state.users[random.index(TWIN_USERS)];
    return { ...at(place, "transfer", () => [to, amount(place, kind)]), on: "SUPPLY" };
  }
  if (kind === "gift") return { ...at(any, "transfer", () => [SINK, amount(any, kind)]), on: "ASSET" };
  if (kind === "flashLoan")
    return { ...at(any, "", () => []), ...flashLoan(random, state, any, (place) => amount(place, kind)) };
  if (kind === "treasury") return at(any, "mintToTreasury", () => [state.assets]);
  const place = { who: 0, asset: pick(random, inDeficit(state)) ?? any.asset };
  return at(place, "eliminateReserveDeficit", (asset) => [asset, amount(place, kind)]);
}

/** Half of them of one asset, to be paid back; else of one or two, each paid back or left as the caller's debt. */
function flashLoan(
  random: Random,
  { assets, users, receiver }: TwinState,
  first: { who: number; asset: number },
  amount: (place: { who: number; asset: number }) => bigint,
): Pick<TwinCall, "method" | "args"> {
  if (random.index(2) === 0)
    return { method: "flashLoanSimple", args: [receiver, assets[first.asset], amount(first), "0x", 0] };
  const places = [first, { ...first, asset: (first.asset + 1) % ASSETS }].slice(0, 1 + random.index(2));
  const modes = places.map(() => 2 * random.index(2));
  const taken = places.map(({ asset }) => assets[asset]);
  const amounts = places.map((place, i) => (modes[i] === 0 ? amount(place) : amount(place) / 50n));
  return { method: "flashLoan", args: [receiver, taken, amounts, modes, users[first.who], "0x", 0] };
}

function liquidation(random: Random, state: TwinState, foresight: TwinForesight, weak: readonly number[]): TwinCall {
  const user = pick(random, weak) ?? random.index(TWIN_USERS);
  const owned = (kind: "supply" | "debt") =>
    pairs(state, kind)
      .filter(({ who }) => who === user)
      .map(({ asset }) => asset);
  const near = random.index(12) > 0;
  const collateral = (near ? pick(random, owned("supply")) : undefined) ?? random.index(ASSETS);
  const debt = (near ? pick(random, owned("debt")) : undefined) ?? random.index(ASSETS);
  const who = random.index(15) === 0 ? user : random.index(TWIN_USERS);
  const amount = twinAmount(random, state, foresight, "liquidation", { who: user, asset: debt });
  return {
    kind: "liquidation",
    who,
    asset: collateral,
    on: "POOL",
    method: "liquidationCall",
    args: [state.assets[collateral], state.assets[debt], state.users[user], amount, random.index(3) === 0],
    debtor: { user, asset: debt },
  };
}

/** Mostly small; one in six a crash, one in six back to where prices began. The dollar moves little. */
function priceMove(random: Random, { prices }: TwinState): { kind: "price"; asset: number; price: bigint } {
  const asset = random.index(ASSETS);
  const start = TWIN_LISTINGS[asset]?.price as bigint;
  const now = prices[asset] as bigint;
  const stable = start === 10n ** 8n;
  const how = random.index(6);
  const [from, low, high] =
    how === 0 ? [now, stable ? 900n : 400n, 850n] : how === 1 ? [start, 900n, 1_100n] : [now, 930n, 1_060n];
  const moved = (from * random.between(low * 1_000n, high * 1_000n)) / 1_000_000n;
  const price = stable && how > 1 ? (start * random.between(985n, 1_015n)) / 1_000n : moved;
  return { kind: "price", asset, price: price < start / 20n ? start / 20n : price };
}

/** Users and assets where the user has anything of the kind. */
function pairs({ view }: TwinState, kind: "supply" | "debt"): { who: number; asset: number }[] {
  return users().flatMap((who) =>
    TWIN_LISTINGS.map((_, asset) => ({ who, asset })).filter(
      ({ asset }) => wordOf(view, `user${who}.${kind}${asset}.scaled`) > 0n,
    ),
  );
}

function inDeficit({ view, assets }: TwinState): number[] {
  return [...assets.keys()].filter((asset) => wordOf(view, `reserve${asset}.deficit`) > 0n);
}

function users(): number[] {
  return Array.from({ length: TWIN_USERS }, (_, user) => user);
}

function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : items[random.index(items.length)];
}

function weighted(random: Random): TwinStep["kind"] {
  let left = random.index(WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight] of WEIGHTS) {
    left -= weight;
    if (left < 0) return kind;
  }
  return "time";
}
