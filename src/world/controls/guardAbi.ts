import { Interface } from "ethers";

const SCOPE = "(address venue, address asset) scope";
const QUOTA = "(uint128 limit, uint32 period, uint32 tick) config";
const PRICE =
  "(address feed, uint128 unit, uint32 blocks, uint32 memoryBlocks, uint32 haltSeconds, uint64 maxMove, uint8 response, bool stopsLiquidations, bool stopsWithdrawals, bool failsClosed, uint64 spreadPerMove, uint64 maxSpread) config";
const OUTFLOW =
  "(address holder, uint64 minRetained, uint128 beginAt, uint32 period, uint32 tick, uint32 delay) config";
const MARGIN =
  "(address feed, address openInterest, uint64 base, uint64 most, uint64 sigmas, uint32 horizon, uint64 decay, uint32 interval, uint128 openInterestLower, uint128 openInterestUpper, uint64 up, uint64 down) terms";

/** What the lab and the guardian send to each control, and the lab to venues about them. */
export const GUARDS = {
  venue: new Interface([
    "function setRiskHook(address hook)",
    "function setRiskTerms(address terms)",
    "function setLiquidationSteps(address steps)",
    "function setLiquidationIncentive(address asset, address incentive)",
  ]),
  registry: new Interface([
    "function setRelay(address relay)",
    "function setCap(uint8 scope, address subject, uint256 to, uint32 length)",
    "function setTerms((uint32 maxAge, uint64 haircut, uint64 bound) terms)",
    "function setMode(uint8 mode)",
    "function poke(address vault)",
    "function pokeSystem()",
  ]),
  breaker: new Interface([
    "function setVenue(address venue, bool known)",
    "function setVault(address venue, address vault, bool known)",
    "function setReporter(address venue, address reporter, bool allowed)",
    "function setMarginView(address venue, address marginView)",
    "function setWatched(address venue, address[] assets)",
    "function setGuardian(address guardian, (uint32 watch, uint32 rest) terms)",
    `function setPrice(${SCOPE}, ${PRICE})`,
    `function setOutflow(${SCOPE}, ${OUTFLOW}, uint256 liquidity)`,
    `function setLiquidationQuota(${SCOPE}, ${QUOTA})`,
    `function setBorrowQuota(${SCOPE}, ${QUOTA})`,
    `function setLossStop(${SCOPE}, (bool on, uint128 tolerance, uint32 resumesAfter) config)`,
    `function pause(${SCOPE}, uint256 duration, uint256 grace)`,
    `function poke(${SCOPE})`,
  ]),
  deficitWatch: new Interface(["function poke(address asset)"]),
  shortfallWatch: new Interface(["function poke()"]),
  margin: new Interface([
    "function poke(address asset)",
    `function setTerms(address asset, ${MARGIN})`,
    "function setVenue(address venue, address marginView, uint8 measure, address[] assets)",
    "function aimThreshold(address asset, uint256 to, uint256 duration)",
  ]),
  steps: new Interface([
    "function setTiers(address venue, (uint128 above, uint64 share, uint32 cooldown)[] tiers, uint256 wholeBelow)",
  ]),
} as const;
