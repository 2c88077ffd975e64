import { expect } from "chai";
import { users } from "../../../src/analysis/users.ts";
import { perpAccount } from "../../support/perpRows.ts";
import { shareholder } from "../../support/vaultRows.ts";
import { account, measure, result } from "./rows.ts";

describe("users", () => {
  it("have what the groups of all holders have together, over all venues", () => {
    const rows = [
      account(1000, 500, { group: "borrowers" }),
      perpAccount({ group: "longs" }),
      shareholder({ loopETH: 3 }, { group: "savers" }),
      result({ group: "borrowers", startUsd: "500", endUsd: "400.005" }),
      result({ group: "longs", startUsd: "30.004", endUsd: "10" }),
      result({ group: "savers", startUsd: "70", endUsd: "71" }),
    ];

    expect(measure(users(), rows)).to.deep.equal({
      equityStartUsd: "600.00",
      equityEndUsd: "481.01",
      lossUsd: "118.99",
    });
  });

  it("leave out vaults, agents, pools and the outside", () => {
    const rows = [
      account(1000, 500, { group: "loopETH", vault: "loopETH" }),
      result({ group: "loopETH", startUsd: "500", endUsd: "400" }),
      result({ group: "liquidators", startUsd: "500", endUsd: "400" }),
    ];

    expect(measure(users(), rows)).to.deep.equal({ equityStartUsd: "0.00", equityEndUsd: "0.00", lossUsd: "0.00" });
  });

  it("lose what the printed figures differ by, and gain below zero", () => {
    const rows = [account(1, 0), result({ group: "borrowers", startUsd: "1.005", endUsd: "2.014" })];

    expect(measure(users(), rows)).to.deep.equal({ equityStartUsd: "1.01", equityEndUsd: "2.01", lossUsd: "-1.00" });
  });
});
