import { expect } from "chai";
import { BackOff } from "../../../src/agents/backOff.ts";
import { Reaction } from "../../../src/agents/reaction.ts";

const due = (reaction: Reaction, block: number, ...seen: string[]) => reaction.due(block, seen, (name) => name);

describe("Reaction", () => {
  it("acts at once without a delay", () => {
    const reaction = new Reaction(0);
    expect(due(reaction, 5, "a", "b")).to.deep.equal(["a", "b"]);
    expect(reaction.waiting).to.equal(false);
  });

  it("acts once the delay has passed since something was first seen", () => {
    const reaction = new Reaction(2);
    expect(due(reaction, 5, "a")).to.deep.equal([]);
    expect(reaction.waiting).to.equal(true);
    expect(due(reaction, 6, "a", "b")).to.deep.equal([]);
    expect(due(reaction, 7, "a", "b")).to.deep.equal(["a"]);
    expect(due(reaction, 8, "a", "b")).to.deep.equal(["a", "b"]);
    expect(reaction.waiting).to.equal(false);
  });

  it("forgets what is gone and begins anew when it returns", () => {
    const reaction = new Reaction(2);
    due(reaction, 1, "a");
    due(reaction, 2);
    expect(reaction.waiting).to.equal(false);
    expect(due(reaction, 3, "a")).to.deep.equal([]);
    expect(due(reaction, 5, "a")).to.deep.equal(["a"]);
  });

  it("takes a delay for each subject", () => {
    const reaction = new Reaction(0);
    const slow = (name: string) => (name === "slow" ? 1 : 0);
    const act = (block: number) => reaction.due(block, ["slow", "fast"], (name) => name, slow);
    expect([act(1), act(2)]).to.deep.equal([["fast"], ["slow", "fast"]]);
  });
});

describe("BackOff", () => {
  /** The blocks in which an eager agent tries, when every try fails. */
  function tries(until: number): number[] {
    const backOff = new BackOff();
    const blocks = [];
    for (let block = 0; block < until; block++) {
      if (!backOff.mayTry("a", block)) continue;
      backOff.tried("a", block);
      blocks.push(block);
    }
    return blocks;
  }

  it("doubles the wait after each try", () => {
    expect(tries(64)).to.deep.equal([0, 1, 3, 7, 15, 31, 63]);
  });

  it("forgets after a while, so that it never gives up for good", () => {
    const blocks = tries(400);
    expect(blocks.length).to.be.greaterThan(10);
    expect(Math.max(...blocks.slice(1).map((block, i) => block - (blocks[i] as number)))).to.be.at.most(65);
  });

  it("keeps accounts apart", () => {
    const backOff = new BackOff();
    backOff.tried("a", 0);
    backOff.tried("a", 1);
    expect([backOff.mayTry("a", 2), backOff.mayTry("b", 2)]).to.deep.equal([false, true]);
  });
});
