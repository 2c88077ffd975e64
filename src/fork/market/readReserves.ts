import { Interface } from "ethers";
import { badInput } from "../../errors.ts";
import { wordAt } from "../../venues/words.ts";
import { read } from "../../world/read.ts";
import { askKnown } from "../askKnown.ts";
import { priceCall } from "../oracle/lendingOracle.ts";
import type { AnyChain } from "../quietly.ts";
import { tokenText } from "../tokenText.ts";
import { type Configuration, unpackConfiguration } from "./configuration.ts";
import type { ReserveFacts } from "./lendingFacts.ts";
import type { WantedFacts } from "./readLending.ts";

const ABI = new Interface([
  "function getReservesList() view returns (address[])",
  "function getReserveData(address) view returns (uint256 configuration, uint128, uint128, uint128, uint128, uint128, uint40, uint16 id, address aToken, address, address debtToken)",
  "function symbol() view returns (string)",
]);
const SYMBOL = ABI.encodeFunctionData("symbol");
const ONE = 10_000n; // [bps]
/** What tells two reserves of one symbol apart from any symbol. */
const BEFORE_ID = "-";

/** A reserve with what only some releases read of its settings. */
export interface ReadReserve {
  facts: ReserveFacts;
  settings: Configuration;
}

/** The pool's reserves by id; those that are wanted, and nothing of others where they are wanted by address. */
export async function readReserves(
  chain: AnyChain,
  pool: string,
  oracle: string,
  { assets, symbols, names = {} }: WantedFacts,
): Promise<ReadReserve[]> {
  const list = assets ?? [...((await read(chain, pool, ABI, "getReservesList"))[0] as Iterable<string>)];
  const found = await Promise.all(list.map((asset) => readReserve(chain, pool, oracle, asset.toLowerCase(), names)));
  found.sort((a, b) => a.facts.id - b.facts.id);
  const shared = new Set(
    found.map(({ facts }) => facts.symbol).filter((symbol, index, all) => all.indexOf(symbol) !== index),
  );
  for (const { facts } of found) if (shared.has(facts.symbol)) facts.symbol += BEFORE_ID + facts.id;
  if (symbols === undefined) return found;
  const missing = symbols.find((symbol) => found.every(({ facts }) => facts.symbol !== symbol));
  if (missing === undefined) return found.filter(({ facts }) => symbols.includes(facts.symbol));
  throw badInput("LENDING_ASSET_UNKNOWN", `The pool ${pool} lists no asset ${missing}.`, {
    hint: `It lists ${found.map(({ facts }) => facts.symbol).join(", ")}.`,
  });
}

async function readReserve(
  chain: AnyChain,
  pool: string,
  oracle: string,
  asset: string,
  names: Readonly<Record<string, string>>,
): Promise<ReadReserve> {
  const [data, text, answer] = await Promise.all([
    read(chain, pool, ABI, "getReserveData", [asset]),
    askKnown(chain, asset, SYMBOL),
    askKnown(chain, oracle, priceCall(asset)),
  ]);
  const price = answer === undefined ? 0n : wordAt(answer, 0);
  if (BigInt(data.aToken) === 0n) {
    throw badInput("LENDING_ASSET_UNKNOWN", `The pool ${pool} has no reserve of ${asset}.`, {
      hint: "Check the address; a recorded state may lack the slots of this reserve.",
    });
  }
  const settings = unpackConfiguration(data.configuration);
  const { isActive, isFrozen, isPaused, isBorrowable, grossBonus } = settings;
  const facts: ReserveFacts = {
    id: Number(data.id),
    symbol: names[asset] ?? tokenText(text) ?? asset,
    asset,
    decimals: settings.decimals,
    aToken: data.aToken.toLowerCase(),
    debtToken: data.debtToken.toLowerCase(),
    price: price === 0n ? undefined : price,
    ltv: settings.ltv,
    liquidationThreshold: settings.liquidationThreshold,
    liquidationBonus: grossBonus > ONE ? grossBonus - ONE : 0n,
    protocolFee: settings.protocolFee,
    reserveFactor: settings.reserveFactor,
    borrowable: isActive && !isFrozen && !isPaused && isBorrowable,
    flashLoans: settings.lendsFlash,
    liquidatable: isActive && !isPaused,
    supplyCap: settings.supplyCap,
    borrowCap: settings.borrowCap,
  };
  return { facts, settings };
}
