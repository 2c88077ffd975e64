import { FaultlineError } from "../../errors.ts";
import { addressAt, wordArray, wordAt } from "../../venues/words.ts";
import { tokenText } from "../tokenText.ts";
import { viewCall } from "./viewCall.ts";
import type { ViewReader } from "./viewReader.ts";

/** A reserve as `getReserveData` lays it out in all releases of Aave v3. */
const DATA_WORDS = 15;
const AT = { configuration: 0, id: 7, aToken: 8, stableDebtToken: 9, debtToken: 10 };
const DECIMALS_BIT = 48n;

export interface PoolReserve {
  id: number;
  asset: string;
  symbol: string;
  decimals: number;
  /** Settings as the pool packs them. */
  configuration: bigint;
  aToken: string;
  debtToken: string;
  /** Where debt at a fixed rate stands; undefined where nobody owes any. */
  stableDebtToken: string | undefined;
  /** Debt at the variable rate, of everyone [scaled]. */
  scaledDebt: bigint;
  /** In the oracle's unit; undefined where it gives none. */
  price: bigint | undefined;
}

export interface PoolState {
  provider: string;
  oracle: string;
  /** What one unit of the oracle's currency is [oracle]. */
  unit: bigint;
  /** By id. */
  reserves: PoolReserve[];
}

/** What all accounts of a pool share, at the reader's block. */
export async function readPool(reader: ViewReader, pool: string): Promise<PoolState> {
  const [list, provider] = await reader.readAll([
    viewCall(pool, "getReservesList()", [], 2),
    viewCall(pool, "ADDRESSES_PROVIDER()"),
  ]);
  const assets = wordArray(list!).map((word) => `0x${word.toString(16).padStart(40, "0")}`);
  if (assets.length === 0) {
    throw new FaultlineError("POOL_EMPTY", `The pool ${pool} lists no assets at this block.`, {
      place: pool,
      hint: "Check the address, and that it was in use at that block.",
      exitCode: 2,
    });
  }
  const [oracleWord] = await reader.readAll([viewCall(addressAt(provider!, 0), "getPriceOracle()")]);
  const oracle = addressAt(oracleWord!, 0);
  const [unit, ...datas] = await reader.readAll([
    viewCall(oracle, "BASE_CURRENCY_UNIT()"),
    ...assets.map((asset) => viewCall(pool, "getReserveData(address)", [asset], DATA_WORDS)),
  ]);
  const debts = await reader.readAll(
    datas.map((data) => viewCall(addressAt(data, AT.debtToken), "scaledTotalSupply()")),
  );
  const perAsset = (call: (asset: string, data: string) => ReturnType<typeof viewCall>) =>
    reader.readEach(
      assets.map((asset, index) => call(asset, datas[index]!)),
      { mayFail: true },
    );
  const symbols = await perAsset((asset) => viewCall(asset, "symbol()"));
  const prices = await perAsset((asset) => viewCall(oracle, "getAssetPrice(address)", [asset]));
  // Later releases have no such debt and no address for it.
  const stableTokens = datas.map((data) => addressAt(data, AT.stableDebtToken)).filter((token) => BigInt(token) > 0n);
  const supplies = await reader.readEach(
    stableTokens.map((token) => viewCall(token, "totalSupply()")),
    { mayFail: true },
  );
  const owed = new Set(stableTokens.filter((_, index) => wordAt(supplies[index] ?? "0x", 0) > 0n));

  const reserves = assets.map((asset, index) => {
    const data = datas[index]!;
    const price = prices[index];
    return {
      id: Number(wordAt(data, AT.id)),
      asset,
      symbol: tokenText(symbols[index]) ?? asset,
      decimals: Number((wordAt(data, AT.configuration) >> DECIMALS_BIT) & 0xffn),
      configuration: wordAt(data, AT.configuration),
      aToken: addressAt(data, AT.aToken),
      debtToken: addressAt(data, AT.debtToken),
      stableDebtToken: [addressAt(data, AT.stableDebtToken)].find((token) => owed.has(token)),
      scaledDebt: wordAt(debts[index]!, 0),
      price: price === undefined ? undefined : wordAt(price, 0),
    };
  });
  return {
    provider: addressAt(provider!, 0),
    oracle,
    unit: wordAt(unit!, 0),
    reserves: reserves.sort((a, b) => a.id - b.id),
  };
}
