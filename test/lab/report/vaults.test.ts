import { expect } from "chai";
import pico from "picocolors";
import { contagion } from "../../../src/analysis/contagion.ts";
import { claimsOf } from "../../../src/report/claims.ts";
import { collectRows } from "../../../src/report/collectRows.ts";
import { contagionChartData } from "../../../src/report/contagionChartData.ts";
import { dependencyCard } from "../../../src/report/dependencyCard.ts";
import { dependencyLayout, scaleOf } from "../../../src/report/dependencyLayout.ts";
import { dependencyPicture } from "../../../src/report/dependencyPicture.ts";
import { finding } from "../../../src/report/finding.ts";
import { headlines } from "../../../src/report/headline.ts";
import { renderReport } from "../../../src/report/page.ts";
import { runResult } from "../../../src/report/terminal.ts";
import { perpAccount, position } from "../../support/perpRows.ts";
import { sampleRun } from "../../support/sampleRun.ts";
import { sampleVaultRun } from "../../support/sampleVaults.ts";
import { basisState, loopState, redemption, shareholder, vaultWorld, whole } from "../../support/vaultRows.ts";
import { account, measure } from "../analysis/rows.ts";

const run = sampleVaultRun();
const rows = collectRows(run.rows);
const colors = pico.createColors(false);
const VENUES = ["lending", "perps", "loopETH", "basisUSD"];
const TITLES = ["Who depends on whom", "Contagion through time", "By channel", "Contagion by venue and round"];

describe("report of a run with vaults", () => {
  it("has its sections only where there are vaults", () => {
    const [stack, lending] = [renderReport(run), renderReport(sampleRun({ blocks: 30, accounts: 60 }))];
    for (const title of [...TITLES, "What each layer lost", "Vaults"]) {
      expect(stack).to.include(`<h2>${title}</h2>`);
      expect(lending).to.not.include(`<h2>${title}</h2>`);
    }
  });

  it("says how far reserves were lent out, and what lenders cannot take", () => {
    const page = renderReport(run);

    expect(page).to.match(/<th scope="row">USDC<\/th><td class="num" title="1">100\.0 %<\/td><td class="num">21<\/td>/);
    expect(page).to.include("Lenders end with $1.19 M that no cash is there for.");
    expect(renderReport(sampleVaultRun({ blocks: 20 }))).to.include("No reserve ends fully lent.");
  });

  it("is the same bytes for the same rows", () => {
    expect(renderReport(sampleVaultRun())).to.equal(renderReport(run));
  });

  it("says first how far trouble went, who lost, what no venue sees and who is locked in", () => {
    const first = headlines(run.summary, rows).slice(0, 4);

    expect(first.map(({ label }) => label)).to.deep.equal([
      ...["Transmitted events", "Share price of loopETH", "Effective leverage", "Lenders locked in"],
    ]);
    expect(first[0]?.value).to.equal(String(run.summary.contagion.transmitted));
    expect(first[2]?.note).to.match(/^of those in basisUSD, which sees 1\.70×$/);
  });

  it("tells it in sentences, and what was cut", () => {
    const { transmitted, events } = run.summary.contagion;

    expect(finding(run.summary, rows).markup).to.include(`<strong>${transmitted} of ${events}</strong> forced events`);
    const cut = sampleVaultRun({ channels: { price: false } });
    expect(finding(cut.summary, collectRows(cut.rows)).markup).to.include("with price cut");
    expect(renderReport(cut)).to.include("price, cut").and.include("price channel cut</span>");
    expect(renderReport(run)).to.not.include("channel cut</span>");
    const calm = sampleVaultRun({ shock: 0 });
    expect(finding(calm.summary, collectRows(calm.rows)).markup).to.include("Nothing was forced on anybody");
  });

  it("tells of debt beyond its collateral that the end no longer shows", () => {
    const told = (economic: string, economicPeak: string | null) => {
      const badDebtUsd = { ...run.summary.badDebtUsd, economic, economicPeak };
      return finding({ ...run.summary, badDebtUsd }, rows).markup;
    };
    expect(told("0.00", "40700000.00")).to.include("At its worst <strong>$40.7 M</strong> of debt on the books");
    expect(told("40700000.00", "40700000.00")).to.not.include("At its worst");
    expect(told("0.00", null)).to.not.include("At its worst");
  });

  it("has a line a vault and a line a venue in the terminal, and the channels that were cut", () => {
    const cut = sampleVaultRun({ channels: { price: false, liquidity: false } });
    const text = runResult({ rows: cut.rows, summary: cut.summary, reportPath: "report.html" }, colors);

    expect(text).to.match(/^loopETH +0\.6522 +−34\.8 % .*5\.00× → 5\.70×/m);
    expect(text).to.match(/^basisUSD .*56\.0 % hedged/m);
    expect(text).to.match(/^lending +3 +12 +15 /m);
    expect(text).to.include("Channels cut: price, liquidity.");
    expect(runResult({ rows: run.rows, summary: run.summary, reportPath: "x" }, colors)).to.not.include("cut:");
  });

  it("counts vaults' own positions with no external holder", () => {
    expect(rows.accountsStart.some(({ group }) => group === "loopETH")).to.equal(false);
    expect(rows.vaults.accounts.length).to.equal(6);
  });

  it("gathers the events of a column, a venue and a kind into one point", () => {
    const venues = ["lending", "perps", "loopETH", "basisUSD"];
    const chart = contagionChartData(rows, venues, 5);
    const count = chart?.points.reduce((sum, point) => sum + point[4], 0);

    expect(count).to.equal(run.summary.contagion.events);
    expect(chart?.points.length).to.be.lessThan(run.summary.contagion.events);
  });
});

describe("section on contagion", () => {
  it("puts what came after many rounds into one column, and names the channels", () => {
    const many = Array.from({ length: 11 }, (_, round) =>
      redemption({ round, direct: round === 0, channel: round === 0 ? null : round % 2 === 0 ? "price" : "liquidity" }),
    );
    const rows = [vaultWorld(), loopState(), basisState(), ...many];
    const page = renderReport({ ...run, rows, summary: { ...run.summary, contagion: measure(contagion(), rows) } });
    const [, heads = ""] = /<h2>Contagion by venue and round[\s\S]*?<thead>(.*?)<\/thead>/.exec(page) ?? [];

    expect([...heads.matchAll(/Round \d+\+?/g)].map(([head]) => head)).to.deep.equal([
      ...[0, 1, 2, 3, 4, 5, 6].map((round) => `Round ${round}`),
      "Round 7+",
    ]);
    expect(page).to.include(">4 price, liquidity</td>");
  });
});

describe("claims", () => {
  const book = collectRows([
    vaultWorld(),
    account(25_000, 9_000, { account: "0xs", group: "stackers", collateral: { loopETH: whole(10, 24) } }),
    account(1_250_000, 1_000_000, { account: "0xl", group: "loopETH", vault: "loopETH" }),
    perpAccount({ group: "traders", settledUsd: "100", positions: { ETH: position(1, "-150") } }),
    shareholder({ loopETH: 20 }, { group: "depositors" }),
    loopState(),
    basisState({ holdings: { loopETH: whole(4, 24) } }),
  ]);

  it("are what each has in a venue, what it owes there, and what rests on shares", () => {
    expect(claimsOf(book, "start").map(({ kind, from, to, usd }) => `${kind} ${from} ${to} ${usd}`)).to.deep.equal([
      "claim stackers lending 25000",
      "debt lending stackers 9000",
      "pledge lending loopETH 25000",
      "debt perps traders 50",
      "claim loopETH lending 1250000",
      "debt lending loopETH 1000000",
      "claim depositors loopETH 50000",
      "claim basisUSD loopETH 10000",
    ]);
  });
});

describe("dependency picture", () => {
  const claims = claimsOf(rows, "start");
  const order = {
    holders: [...new Set(claims.flatMap(({ from, to }) => [from, to]))].filter((name) => !VENUES.includes(name)),
    venues: VENUES,
  };
  const layout = dependencyLayout(claims, order, scaleOf([claims]));

  it("draws every claim, as wide as its USD", () => {
    const [one, two] = [...layout.ribbons].sort((a, b) => b.usd - a.usd);

    expect(layout.ribbons.length).to.equal(claims.length);
    expect((one?.width ?? 0) / (two?.width ?? 1)).to.be.closeTo((one?.usd ?? 0) / (two?.usd ?? 1), 1e-9);
  });

  it("ends every ribbon on its two nodes, and none on another's place", () => {
    for (const node of layout.nodes) {
      for (const inner of [false, true]) {
        const ends = layout.ribbons
          .filter(({ from, to }) => (VENUES.includes(from) && VENUES.includes(to)) === inner)
          .flatMap(({ from, to, y1, y2, width }) => [
            ...(from === node.name ? [{ y: y1, width }] : []),
            ...(to === node.name ? [{ y: y2, width }] : []),
          ])
          .sort((a, b) => a.y - b.y);
        ends.forEach(({ y, width }, i) => {
          const before = ends[i - 1];
          expect(y - width / 2).to.be.at.least(
            before === undefined ? node.y - 1e-9 : before.y + before.width / 2 - 1e-9,
          );
          expect(y + width / 2).to.be.at.most(node.y + node.height + 1e-9);
        });
      }
    }
  });

  it("keeps nodes of one side apart", () => {
    for (const side of ["holders", "venues"] as const) {
      const nodes = layout.nodes.filter((node) => node.side === side);
      nodes.slice(1).forEach((node, i) => {
        const above = nodes[i];
        expect(node.y).to.be.greaterThan((above?.y ?? 0) + (above?.height ?? 0));
      });
    }
  });

  it("gathers the smaller of many groups under one name", () => {
    const groups = Array.from({ length: 12 }, (_, i) =>
      shareholder({ loopETH: 12 - i }, { account: `0x${i}`, group: `group-${i}` }),
    );
    const { markup } = dependencyCard(collectRows([vaultWorld(), loopState(), ...groups]), VENUES);

    expect(markup.match(/<g class="holders">/g)).to.have.lengthOf(18);
    expect(markup).to.include(">group-7</text>").and.not.include(">group-8</text>");
    // Four, three, two and one share.
    expect(markup).to.include("other groups in loopETH: $25,000.00");
  });

  it("says in words what it shows, and escapes names", () => {
    const odd = [{ from: "<b>", to: "lending", kind: "claim" as const, usd: 12.5 }];
    const { markup } = dependencyPicture("Before", odd, { holders: ["<b>"], venues: ["lending"] }, 1);

    expect(markup).to.include('aria-label="Before: &lt;b&gt; in lending: $12.50"');
    expect(markup).to.not.include("<b>");
  });
});
