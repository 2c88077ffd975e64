import { Interface } from "ethers";
import { badInput } from "../../errors.ts";
import { wordAt } from "../../venues/words.ts";
import { read } from "../../world/read.ts";
import { askKnown } from "../askKnown.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import type { LendingFacts } from "./lendingFacts.ts";
import { notesOf } from "./notesOf.ts";
import { readEModes } from "./readEModes.ts";
import { readReserves } from "./readReserves.ts";
import { rulesFollowed } from "./rulesFollowed.ts";

const ABI = new Interface([
  "function ADDRESSES_PROVIDER() view returns (address)",
  "function getPriceOracle() view returns (address)",
  "function getPoolConfigurator() view returns (address)",
  "function getPriceOracleSentinel() view returns (address)",
  "function BASE_CURRENCY() view returns (address)",
  "function BASE_CURRENCY_UNIT() view returns (uint256)",
  "function FLASHLOAN_PREMIUM_TOTAL() view returns (uint128)",
]);
const NO_PREMIUM = "The premium of flash loans is not in the recorded state: the pool takes none.";

const SENTINEL = "A sequencer sentinel may forbid liquidations and debt for a time, which agents do not know.";

/** What of a pool is to be read. */
export interface WantedFacts {
  /** Addresses of tokens; then nothing of other reserves is read, not even the pool's list. All if absent. */
  assets?: readonly string[] | undefined;
  /** Of the assets, those with these symbols; all if absent. */
  symbols?: readonly string[] | undefined;
  /** Symbols to use, by token in lower case: for tokens whose own a recorded state does not hold. */
  names?: Readonly<Record<string, string>> | undefined;
  /**
   * Ids of e-modes: of assets by address these alone, if given; else these beside all that are found. Those in which no
   * reserve is collateral change nothing and are left out.
   */
  eModes?: readonly number[] | undefined;
}

/**
 * What all accounts of a pool of Aave v3's ABI share, at the head of the chain: real Aave, a fork of it, the bundled
 * pool. `LENDING_NOT_IN_USD`, `LENDING_ASSET_UNKNOWN`, `LENDING_EMODE_PRICE`.
 */
export function readLending(chain: AnyChain, pool: string, wanted: WantedFacts = {}): Promise<LendingFacts> {
  return quietly(chain, async () => {
    const [provider] = await read(chain, pool, ABI, "ADDRESSES_PROVIDER");
    const [[oracle], [configurator], premium, sentinel, rules] = await Promise.all([
      read(chain, provider, ABI, "getPriceOracle"),
      read(chain, provider, ABI, "getPoolConfigurator"),
      askKnown(chain, pool, ABI.encodeFunctionData("FLASHLOAN_PREMIUM_TOTAL")),
      askKnown(chain, provider, ABI.encodeFunctionData("getPriceOracleSentinel")),
      rulesFollowed(chain, pool),
    ]);
    const baseCurrencyDecimals = await usdDecimals(chain, oracle);
    const reserves = await readReserves(chain, pool, oracle, wanted);
    const isOnly = wanted.assets !== undefined && wanted.eModes !== undefined;
    const eModes = await readEModes(chain, pool, reserves, wanted.eModes, isOnly);
    return {
      pool: pool.toLowerCase(),
      provider: provider.toLowerCase(),
      configurator: configurator.toLowerCase(),
      oracle: oracle.toLowerCase(),
      baseCurrencyDecimals,
      preset: rules.preset,
      release: rules.release,
      notes: [
        ...rules.notes,
        ...(premium === undefined ? [NO_PREMIUM] : []),
        ...(sentinel === undefined || wordAt(sentinel, 0) === 0n ? [] : [SENTINEL]),
        ...notesOf(reserves, eModes),
      ],
      flashLoanPremium: premium === undefined ? 0n : wordAt(premium, 0),
      reserves: reserves.map(({ facts }) => facts),
      eModes: eModes.map(({ facts }) => facts),
    };
  });
}

/** Decimals of prices in dollars, which Aave's oracle calls the zero address. */
async function usdDecimals(chain: AnyChain, oracle: string): Promise<8 | 18> {
  const [[currency], [unit]] = await Promise.all([
    read(chain, oracle, ABI, "BASE_CURRENCY"),
    read(chain, oracle, ABI, "BASE_CURRENCY_UNIT"),
  ]);
  if (BigInt(currency) === 0n && unit === 10n ** 8n) return 8;
  if (BigInt(currency) === 0n && unit === 10n ** 18n) return 18;
  const named = BigInt(currency) === 0n ? `dollars of ${unit}` : `units of ${unit} of ${currency}`;
  throw badInput("LENDING_NOT_IN_USD", `The oracle ${oracle} gives prices in ${named}.`, {
    hint: "Use a pool whose prices are in dollars with 8 or 18 decimals.",
  });
}
