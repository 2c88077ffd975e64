import { expect } from "chai";
import { summarise } from "../../../src/analysis/summarise.ts";
import { type Summary, summarySchema } from "../../../src/analysis/summary.ts";
import type { Row, WorldRow } from "../../../src/trace/row.ts";
import type { VaultStateRow } from "../../../src/trace/vaultRow.ts";
import { runRows } from "../../support/runRows.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const FALL = "market.paths=[{ kind: shock, asset: WETH, change: -22%, atBlock: 2 }]";

type Phase = "start" | "end";
type Amounts = Readonly<Record<string, string>>;

/** What one has, owes and is worth, in dollars. */
interface Sum {
  gross: number;
  debt: number;
  equity: number;
}

/** Leverage of all holders from their balances alone: every share is opened by hand, nothing is solved. */
class Balances {
  readonly #rows: readonly Row[];
  readonly #phase: Phase;
  readonly #world: WorldRow;
  readonly #states = new Map<string, VaultStateRow>();
  readonly holders = new Map<string, Sum>();

  constructor(rows: readonly Row[], phase: Phase) {
    this.#rows = rows;
    this.#phase = phase;
    this.#world = rows.find((row) => row.kind === "world") as WorldRow;
    for (const row of rows)
      if (row.kind === "vaultState" && (phase === "end" || row.phase === "start")) this.#states.set(row.vault, row);
    for (const row of rows) this.#add(row);
  }

  #add(row: Row): void {
    if (row.kind === "shareholder" && row.phase === this.#phase) {
      for (const [vault, { held, pending, claimable }] of Object.entries(row.shares)) {
        this.#give(row.account, this.#worth({ [vault]: String(BigInt(held) + BigInt(pending)) }));
        this.#give(row.account, this.#worth({ [this.#world.vaults?.[vault]?.asset ?? ""]: claimable }));
      }
      this.#give(row.account, this.#worth(row.wallet));
    }
    if ((row.kind !== "account" && row.kind !== "perpAccount") || row.phase !== this.#phase || row.vault !== undefined)
      return;
    this.#give(row.account, this.#worth(row.collateral));
    if (row.kind === "account") {
      const owed = Number(row.debtUsd);
      return this.#give(row.account, { gross: 0, debt: owed, equity: -owed });
    }
    const profit = Object.values(row.positions).reduce((sum, { profitUsd }) => sum + Number(profitUsd), 0);
    const cash = Number(row.settledUsd) + Number(row.poolUsd);
    const gross = Math.max(0, Number(row.settledUsd)) + Number(row.poolUsd) + Number(row.notionalUsd);
    this.#give(row.account, { gross, debt: 0, equity: cash + profit });
  }

  #give(account: string, more: Sum): void {
    const known = this.holders.get(account) ?? { gross: 0, debt: 0, equity: 0 };
    this.holders.set(account, {
      gross: known.gross + more.gross,
      debt: known.debt + more.debt,
      equity: known.equity + more.equity,
    });
  }

  #worth(amounts: Amounts): Sum {
    const sum = { gross: 0, debt: 0, equity: 0 };
    for (const [symbol, amount] of Object.entries(amounts)) {
      const state = this.#states.get(symbol);
      if (state === undefined) {
        const usd = this.#usd(symbol, amount);
        sum.equity += usd;
        if (usd > 0) sum.gross += usd;
        else sum.debt -= usd;
        continue;
      }
      const part = Number(amount) / Number(state.supply);
      const own = this.#worth(state.holdings);
      sum.gross += part * (own.gross + Number(state.equityUsd) + Number(state.notionalUsd));
      sum.debt += part * own.debt;
      sum.equity += part * (own.equity + Number(state.equityUsd));
    }
    return sum;
  }

  #usd(symbol: string, amount: string): number {
    const asset = this.#world.assets.find((candidate) => candidate.symbol === symbol);
    const last = this.#rows.findLast((row) => row.kind === "block");
    const price = this.#phase === "start" ? asset?.priceUsd : last?.prices[symbol]?.oracle;
    return (Number(amount) * Number(price)) / 10 ** (asset?.decimals ?? 0);
  }
}

const total = (sums: Iterable<Sum>, figure: keyof Sum) => [...sums].reduce((sum, one) => sum + one[figure], 0);

describe("summary of a stack that was run", function () {
  this.timeout(120_000);
  let rows: Row[];
  let summary: Summary;

  before(async () => {
    rows = await runRows(loadText(TINY_VAULTS, [FALL]));
    summary = summarise(rows, { version: "test", compare: [] });
  });

  it("has every figure of the published schema", () => {
    expect(JSON.stringify(summarySchema.parse(summary))).to.equal(JSON.stringify(summary));
    expect(summary.conservation.ok).to.equal(true);
    expect(Object.keys(summary.contagion.byVenue)).to.deep.equal(["lending", "perps", "loopETH", "basisUSD"]);
    expect(summary.contagion.events).to.be.greaterThan(10);
  });

  for (const phase of ["start", "end"] as const) {
    it(`has at the ${phase} the leverage that balances give`, () => {
      const solvent = [...new Balances(rows, phase).holders.values()].filter(({ equity }) => equity > 0);
      const figure = phase === "start" ? summary.leverage.systemicStart : summary.leverage.systemicEnd;

      expect(figure).to.be.closeTo(total(solvent, "gross") / total(solvent, "equity"), 2e-6);
    });
  }

  it("owes inside the system what balances say", () => {
    const { holders } = new Balances(rows, "start");
    const { intraSystemShareStart } = summary.leverage;

    expect(intraSystemShareStart).to.be.closeTo(
      total(holders.values(), "debt") / total(holders.values(), "gross"),
      2e-6,
    );
  });

  it("sees more leverage than any venue does, of those who stand in it", () => {
    for (const { venue, nominalLeverageStart, effectiveLeverageStart } of summary.layers) {
      expect(nominalLeverageStart, venue).to.be.greaterThan(1);
      expect(effectiveLeverageStart, venue).to.be.greaterThan(nominalLeverageStart as number);
    }
  });

  it("has as economic peak what the worst block states", () => {
    const stated = rows.flatMap((row) => (row.kind === "block" ? [Number(row.economicBadDebtUsd)] : []));

    expect(Number(summary.badDebtUsd.economicPeak)).to.equal(Math.max(...stated, Number(summary.badDebtUsd.economic)));
    expect(Number(summary.badDebtUsd.byVenue.lending?.economic)).to.be.closeTo(stated.at(-1) ?? Number.NaN, 0.02);
  });

  it("has a loss for each layer that held what fell", () => {
    const lost = (venue: string) => Number(summary.layers.find((layer) => layer.venue === venue)?.lostUsd);
    const { kind, navStartUsd } = summary.vaults.loopETH as Summary["vaults"][string];

    expect(kind).to.equal("loop");
    expect(lost("loopETH")).to.be.greaterThan(0).and.lessThan(Number(navStartUsd));
    expect(lost("lending")).to.be.greaterThan(lost("perps"));
  });
});
