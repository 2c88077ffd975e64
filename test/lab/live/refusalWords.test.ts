import { expect } from "chai";
import { refusalWords } from "../../../src/live/guards/refusalWords.ts";
import { MAX_UINT } from "../../../src/world/encode.ts";
import { GUARD_ERRORS } from "../../../src/world/guardErrors.ts";
import type { World } from "../../../src/world/world.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";

const WAD = 10n ** 18n;
const NOBODY = address(0);
const LENDING = address(0xf1f1f1);
const EXCHANGE = address(0xf2f2f2);
const { world: tiny } = tinyEconomy(["treatments={ priceVelocity: { assets: [WETH], maxMove: 5% } }"]);
const [USDC, WETH] = [address(0xa0a0a0), address(0xa1a1a1)];
const world = {
  scenario: tiny.scenario,
  deployment: {
    ...tiny.deployment,
    tokens: { USDC, WETH },
    guards: { venues: { lending: LENDING, perps: EXCHANGE } },
    perps: { exchange: EXCHANGE, quote: "USDC", markets: [{ id: 0, name: "ETH", asset: "WETH" }] },
  },
} as unknown as World;
const UNTIL = 1_760_129_069n;

describe("refusalWords", () => {
  const CASES: [name: string, args: unknown[], sentence: string][] = [
    [
      "LeverageRegistry_AboveCap",
      [0, NOBODY, 431n * 10n ** 16n, 4n * WAD],
      "The leverage registry refuses: leverage would be 4.31, the cap is 4.",
    ],
    [
      "LeverageRegistry_AboveCap",
      [0, NOBODY, 4n * WAD + 12n * 10n ** 13n, 4n * WAD],
      "The leverage registry refuses: leverage would be 4.0001, the cap is 4.",
    ],
    [
      "LeverageRegistry_AboveCap",
      [1, WETH, 3n * WAD, 2n * WAD],
      "The leverage registry refuses: the reuse of WETH is 3, the cap is 2.",
    ],
    [
      "LeverageRegistry_AboveCap",
      [2, NOBODY, 3n * WAD, 2n * WAD],
      "The leverage registry refuses: the leverage of all together is 3, the cap is 2.",
    ],
    [
      "LeverageRegistry_Stale",
      [NOBODY, 1n, 600n],
      "The leverage registry refuses: what it stored of all venues together is older than 600 s.",
    ],
    ["LeverageRegistry_TooDeep", [LENDING, 4n], "The leverage registry refuses: lending stands on 4 vaults."],
    ["LeverageRegistry_TooManyAssets", [24n], "The leverage registry refuses: the account has more than 24 assets."],
    ["LeverageRegistry_VaultUnknown", [WETH], "The leverage registry refuses: it does not know the vault WETH."],
    [
      "CircuitBreaker_AboveQuota",
      [2, [NOBODY, NOBODY], 1_500_000n * WAD, 0n],
      "The circuit breaker refuses: $1.50 M would be seized, its limit for everything leaves $0 for now.",
    ],
    [
      "CircuitBreaker_AboveQuota",
      [3, [LENDING, USDC], 2_000n * 10n ** 6n, 500n * 10n ** 6n],
      "The circuit breaker refuses: 2,000 USDC would be borrowed or ordered, its limit for USDC at lending leaves 500 USDC for now.",
    ],
    [
      "CircuitBreaker_AboveQuota",
      [3, [EXCHANGE, address(1)], 2n * WAD, WAD],
      "The circuit breaker refuses: 2 ETH would be borrowed or ordered, its limit for ETH at perps leaves 1 ETH for now.",
    ],
    [
      "CircuitBreaker_PriceHalted",
      [WETH, WAD / 10n, UNTIL],
      "The circuit breaker refuses: the price of WETH moves by 10.00%; it halts until 2025-10-10 20:44:29 UTC.",
    ],
    [
      "CircuitBreaker_PriceHalted",
      [WETH, 0n, UNTIL],
      "The circuit breaker refuses: the price of WETH moved by more than 5.00%; it halts until 2025-10-10 20:44:29 UTC.",
    ],
    ["CircuitBreaker_NoPrice", [WETH, NOBODY], "The circuit breaker refuses: the feed of WETH gives no answer."],
    [
      "CircuitBreaker_OutflowLimited",
      [LENDING, USDC, 10n ** 9n, 2n * 10n ** 9n, 3n * 10n ** 9n],
      "The circuit breaker refuses: of USDC at lending, 1,000 USDC would stay, 2,000 USDC has to.",
    ],
    [
      "CircuitBreaker_LossStopped",
      [[LENDING, NOBODY], MAX_UINT],
      "The circuit breaker refuses: losses of lending stopped borrowing until its owner resets it.",
    ],
    [
      "CircuitBreaker_Paused",
      [[NOBODY, WETH], UNTIL],
      "The circuit breaker refuses: WETH is paused until 2025-10-10 20:44:29 UTC.",
    ],
    [
      "CircuitBreaker_Grace",
      [[NOBODY, NOBODY], UNTIL],
      "The circuit breaker refuses: after the pause of everything, liquidations wait until 2025-10-10 20:44:29 UTC.",
    ],
    [
      "CircuitBreaker_MarginTooLow",
      [EXCHANGE, NOBODY, 900n * 10n ** 6n, 850n * 10n ** 6n, WAD / 5n],
      "The circuit breaker refuses: less 20.00% of its backing, $900, the account cannot carry the $850 that it would need.",
    ],
    [
      "MarginScaling_MarginTooLow",
      [LENDING, NOBODY, 900n * 10n ** 8n, 850n * 10n ** 8n, WAD / 10n],
      "The margin scaling refuses: less 10.00% of its backing, $900, the account cannot carry the $850 that it would need.",
    ],
    [
      "TieredLiquidation_CoolingDown",
      [LENDING, NOBODY, UNTIL],
      "The liquidation's step is used up: the next may begin at 2025-10-10 20:44:29 UTC.",
    ],
    [
      "ToxicZone_Halted",
      [9n * 10n ** 17n, 95n * 10n ** 16n],
      "The toxic zone refuses: a liquidation would lower the health factor, which is 0.9, below 0.95.",
    ],
  ];

  for (const [name, args, sentence] of CASES) {
    it(`says of ${name}: ${sentence}`, () => {
      const error = GUARD_ERRORS.parseError(GUARD_ERRORS.encodeErrorResult(name, args));
      const words = error && refusalWords(world, error);
      expect(words?.sentence).to.equal(sentence);
      expect(words?.hint).to.match(/\S.*\.$/);
    });
  }

  it("has words for every error", () => {
    const named = new Set(CASES.map(([name]) => name));
    GUARD_ERRORS.forEachError(({ name }) => {
      expect(named.has(name), name).to.equal(true);
    });
  });
});
