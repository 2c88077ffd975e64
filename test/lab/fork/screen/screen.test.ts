import { expect } from "chai";
import { preflight, type Upstream } from "../../../../src/fork/preflight.ts";
import { RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { screen } from "../../../../src/fork/screen/screen.ts";
import { type AaveUpstream, deployAaveUpstream } from "../../../support/aaveUpstream.ts";
import { type Act, type Backend, during, HostileRpc, type RpcRequest } from "../../../support/hostileRpc.ts";
import { plain, withMulticall3 } from "../../../support/multicall3.ts";
import { rejectionOf } from "../../live/rejection.ts";

const BORROWERS = 60;
const ORACLE_CALL = "0xb3596f07";

describe("screen, on real Aave v3.0", () => {
  let aave: AaveUpstream;
  let node: HostileRpc;
  let upstream: Upstream;
  let candidates: string[];
  let right: Positions;

  const client = (url = node.url) => new RpcClient(url, { timeoutMs: 2_000, wait: async () => undefined });
  const source = { from: "file" } as const;
  const screened = (url?: string) => screen(client(url), upstream, { pool: aave.address, candidates, source });

  before(async () => {
    aave = await deployAaveUpstream(BORROWERS);
    node = await new HostileRpc(aave.backend).listen();
    upstream = await preflight(node.url, { block: aave.block - 2 });
    candidates = [...aave.repaid, ...aave.borrowers.toReversed(), `0x${"77".repeat(20)}`, aave.borrowers[0]!];
    right = await screened();
  });
  beforeEach(() => node.behave());
  after(() => node.close());

  it("keeps whoever owes, sorted, and counts who was looked at", () => {
    expect(right.accounts.map(({ account }) => account)).to.deep.equal(aave.borrowers);
    expect(right.candidates).to.equal(BORROWERS + 1);
    expect(right).to.include({ chainId: 31_337, pool: aave.address, block: upstream.number, blockHash: upstream.hash });
    expect(right.unit).to.equal(10n ** 8n);
  });

  it("reads what the pool itself says of each account, to the wei", async () => {
    const at = { blockTag: upstream.number };
    const [aToken, debtToken] = [
      await aave.token("AToken", aave.collateral),
      await aave.token("VariableDebtToken", aave.debt),
    ];
    for (const { account, ...position } of right.accounts) {
      const data = await aave.pool.getFunction("getUserAccountData")(account, at);
      expect(position.healthFactor).to.equal(data.healthFactor);
      expect(position.collateralValue).to.equal(data.totalCollateralBase);
      expect(position.debtValue).to.equal(data.totalDebtBase);
      expect(position.liquidationThreshold).to.equal(data.currentLiquidationThreshold);
      expect(BigInt(position.eMode)).to.equal(await aave.pool.getFunction("getUserEMode")(account, at));
      const balances = async (token: typeof aToken, asset: string) => ({
        asset,
        amount: (await token.getFunction("balanceOf")(account, at)) as bigint,
        scaled: (await token.getFunction("scaledBalanceOf")(account, at)) as bigint,
      });
      expect(position.collateral).to.deep.equal([await balances(aToken, aave.collateral)]);
      expect(position.debt).to.deep.equal([{ ...(await balances(debtToken, aave.debt)), stable: 0n }]);
    }
    expect(right.accounts.some(({ eMode }) => eMode === 1)).to.equal(true);
  });

  it("accounts for all debt there is, or shows what is missing", async () => {
    const debt = right.reserves.find(({ asset }) => asset === aave.debt)!;
    expect(debt).to.include({ decimals: 18, price: 2_000n * 10n ** 8n });
    expect(["FST", "SND"]).to.include(debt.symbol);
    expect(debt.scaledDebt).to.be.greaterThan(0n);
    expect(debt.scaledDebtFound).to.equal(debt.scaledDebt);
    const [absent, ...rest] = aave.borrowers;
    const part = await screen(client(), upstream, { pool: aave.address, candidates: rest, source });
    const owed = right.accounts.find(({ account }) => account === absent)!.debt[0]!.scaled;
    expect(part.reserves.find(({ asset }) => asset === aave.debt)!.scaledDebtFound).to.equal(debt.scaledDebt - owed);
  });

  it("asks a small part of the requests of one call an account", async () => {
    const asking = client();
    await screen(asking, upstream, { pool: aave.address, candidates, source });
    expect(asking.counter.posts).to.be.lessThan(25);
    expect(node.asked("eth_call").every(({ params }) => params[1] === `0x${upstream.number.toString(16)}`)).to.equal(
      true,
    );
  });

  const ways: Record<string, (backend: Backend) => Backend> = {
    "Multicall3 where overrides are unknown": withMulticall3,
    "calls of their own where there is neither": plain,
    "calls of their own where overrides are ignored": (backend) => (call) =>
      backend(call.method === "eth_call" ? { ...call, params: call.params.slice(0, 2) } : call),
  };
  for (const [what, make] of Object.entries(ways)) {
    it(`reads the same by ${what}`, async () => {
      const other = await new HostileRpc(make(aave.backend)).listen();
      try {
        expect(await screened(other.url)).to.deep.equal(right);
      } finally {
        await other.close();
      }
    });
  }

  const faults: Record<string, Act> = {
    "429": { status: 429 },
    "cut answers": { cut: 0.9 },
    "wrong ids": { change: (all) => all.map((one) => ({ ...one, id: 0 })) },
    "missing trie nodes of one node among several": {
      answer: () => ({ error: { code: -32000, message: "missing trie node 77aa (path 0a)" } }),
    },
    "a node that is behind": { answer: ({ method }) => ({ result: method === "eth_call" ? "0x" : null }) },
    "time-outs": { hang: true },
  };
  for (const [what, act] of Object.entries(faults)) {
    it(`reads the same through ${what}`, async () => {
      node.behave(during(4, 6, act));
      expect(await screened()).to.deep.equal(right);
      expect(node.posts.length).to.be.greaterThan(6);
    });
  }

  const LONG = 10_000;
  const limits: Record<string, Act> = {
    gas: { answer: () => ({ error: { code: -32000, message: "out of gas" } }) },
    size: { status: 413 },
    time: { hang: true },
  };
  for (const [what, act] of Object.entries(limits)) {
    it(`asks for less at once where a node limits ${what}`, async () => {
      const isLong = ({ params }: RpcRequest) => (params[0] as { data?: string }).data!.length > LONG;
      node.behave(({ requests }) =>
        requests.some((call) => call.method === "eth_call" && isLong(call)) ? act : undefined,
      );
      const asking = new RpcClient(node.url, { timeoutMs: 200, wait: async () => undefined });
      expect(await screen(asking, upstream, { pool: aave.address, candidates, source })).to.deep.equal(right);
      expect(node.asked("eth_call").filter(isLong).length).to.be.within(1, 25);
    });
  }

  it("stops at state that is not there", async () => {
    const error = { code: -32000, message: "missing trie node 77aa (path 0a)" };
    node.behave(during(6, 1_000, { answer: ({ method }) => (method === "eth_call" ? { error } : undefined) }));
    expect(await rejectionOf(screened())).to.include({ code: "RPC_NO_ARCHIVE", exitCode: 2 });
  });

  it("stops at a reorg under the pinned block", async () => {
    const moved = { result: { hash: `0x${"0d".repeat(32)}` } };
    node.behave(during(8, 1_000, { answer: ({ method }: RpcRequest) => (method === "eth_call" ? undefined : moved) }));
    expect(await rejectionOf(screened())).to.include({ code: "RPC_REORG" });
  });

  it("says that an address is no pool, and that nobody owes", async () => {
    const pool = aave.collateral;
    expect(await rejectionOf(screen(client(), upstream, { pool, candidates, source }))).to.include({
      code: "VIEW_FAILED",
      exitCode: 2,
    });
    const nobody = screen(client(), upstream, { pool: aave.address, candidates: aave.repaid, source });
    expect(await rejectionOf(nobody)).to.include({ code: "NO_BORROWERS", exitCode: 2 });
  });

  it("sees what would be under another oracle, without sending anything", async () => {
    // Returns 10^11 for any question: a price of 1,000 dollars.
    const code = `0x64174876e80060005260206000f3`;
    const override = { [right.oracle]: { code } };
    const there = await screen(client(), upstream, { pool: aave.address, candidates, source, override });
    for (const [index, { debtValue, debt }] of there.accounts.entries()) {
      expect(debt).to.deep.equal(right.accounts[index]!.debt);
      expect(debtValue).to.equal((debt[0]!.amount * 10n ** 11n) / 10n ** 18n);
    }
    expect(
      await aave.backend({
        id: 1,
        method: "eth_call",
        params: [{ to: right.oracle, data: ORACLE_CALL + aave.debt.slice(2).padStart(64, "0") }, "latest"],
      }),
    ).to.equal(`0x${(2_000n * 10n ** 8n).toString(16).padStart(64, "0")}`);
    const other = await new HostileRpc(plain(aave.backend)).listen();
    const refused = await rejectionOf(
      screen(client(other.url), upstream, { pool: aave.address, candidates, source, override }),
    );
    await other.close();
    expect(refused).to.include({ code: "RPC_NO_OVERRIDE", exitCode: 2 });
  });
});
