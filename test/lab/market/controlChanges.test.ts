import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import { read } from "../../../src/world/read.ts";
import type { World } from "../../../src/world/world.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY } from "../../support/tinyScenario.ts";

const BREAKER = new Interface([
  "event Paused(address indexed by, (address venue, address asset) scope, uint256 until, uint256 grace)",
  "function pausedUntil((address venue, address asset) scope) view returns (uint256 until, uint256 graceUntil)",
]);
const MARGIN = new Interface([
  "event ThresholdAimed(address indexed asset, uint256 from, uint256 to, uint256 end)",
  "function thresholdOf(address asset, uint256 own) view returns (uint256)",
]);
const TREATMENTS = `
treatments:
  pause: { venues: [lending], assets: [WETH, USDC], fromBlock: 4, durationSeconds: 60, graceSeconds: 24 }
  thresholdRamp: { asset: wstETH, to: 80%, fromBlock: 6, durationSeconds: 240 }
`;
/** Nothing happens but what controls do, and the run ends with it. */
const QUIET = ["market.paths=[]", "market.quietSeconds=12"];

describe("a run under a pause and a moving threshold", function () {
  this.timeout(60_000);
  let world: World;
  let run: TinyRun;
  let tiny: TinyWorld;
  const events = (abi: Interface, at: string | undefined, name: string) =>
    run.blocks.flatMap(({ mined }, block) =>
      mined.receipts
        .flatMap(({ logs }) => logs)
        .filter(({ address }) => address.toLowerCase() === at)
        .flatMap((log) => abi.parseLog(log) ?? [])
        .filter((event) => event.name === name)
        .map(({ args }) => ({ block, time: BigInt(mined.time), args })),
    );

  before(async () => {
    tiny = await TinyWorld.of(TINY + TREATMENTS, ...QUIET);
    run = await tiny.run(...QUIET);
    world = run.world;
  });
  after(() => tiny.close());

  it("has the guardian pause each scope in the stated block, and in no other", async () => {
    const { guards, lendingPool, tokens } = world.deployment;
    const paused = events(BREAKER, guards?.breaker, "Paused");
    expect(paused.map(({ block }) => block)).to.deep.equal([4, 4]);
    expect(paused.map(({ args }) => String(args.scope.asset).toLowerCase())).to.have.members([
      tokens.WETH,
      tokens.USDC,
    ]);
    for (const { args, time } of paused) {
      expect(String(args.by).toLowerCase()).to.equal(guards?.guardian);
      expect([args.until, args.grace]).to.deep.equal([time + 60n, 24n]);
      const scope = { venue: lendingPool, asset: args.scope.asset };
      const ends = await read(world.chain, guards?.breaker ?? "", BREAKER, "pausedUntil", [scope]);
      expect([...ends]).to.deep.equal([time + 60n, time + 84n]);
    }
    const everywhere = { venue: ZeroAddress, asset: ZeroAddress };
    const [none] = await read(world.chain, guards?.breaker ?? "", BREAKER, "pausedUntil", [everywhere]);
    expect(none).to.equal(0n);
  });

  it("sends the threshold from the reserve's own on its way, and lasts until it is there", async () => {
    const { guards, tokens } = world.deployment;
    const [aimed, ...more] = events(MARGIN, guards?.margin, "ThresholdAimed");
    expect(more).to.deep.equal([]);
    expect(aimed?.block).to.equal(6);
    const start = aimed?.time ?? 0n;
    expect(aimed?.args.toArray().slice(1)).to.deep.equal([8_100n, 8_000n, start + 240n]);
    const last = BigInt(run.blocks.at(-1)?.mined.time ?? 0);
    expect(last).to.be.greaterThanOrEqual(start + 240n);
    const [threshold] = await read(world.chain, guards?.margin ?? "", MARGIN, "thresholdOf", [tokens.wstETH, 8_100n]);
    expect(threshold).to.equal(8_000n);
  });
});
