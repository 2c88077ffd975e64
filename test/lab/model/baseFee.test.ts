import { expect } from "chai";
import fc from "fast-check";
import { nextBaseFee } from "../../../src/model/baseFee.ts";

describe("nextBaseFee", () => {
  // EIP-1559: the target is half the limit, the step at most an eighth; gwei and Mgas below.
  for (const [what, fee, used, limit, next] of [
    ["stays at the target", 100n, 15n, 30n, 100n],
    ["rises by an eighth on a full block", 1_000_000_000n, 30n, 30n, 1_125_000_000n],
    ["falls by an eighth on an empty one", 1_000_000_000n, 0n, 30n, 875_000_000n],
    ["rises by half of that halfway up", 1_000_000_000n, 22_500_000n, 30_000_000n, 1_062_500_000n],
    ["falls in proportion", 1_000_000_000n, 14_000_000n, 20_000_000n, 1_050_000_000n],
    ["falls below the target", 1_000_000_000n, 9_000_000n, 20_000_000n, 987_500_000n],
    ["rises by at least one wei", 7n, 11n, 20n, 8n],
    ["cannot fall from seven", 7n, 0n, 20n, 7n],
    ["stays at nothing on an empty block", 0n, 0n, 20n, 0n],
  ] as const) {
    it(what, () => {
      expect(nextBaseFee(fee, used, limit)).to.equal(next);
    });
  }

  it("never goes below the quiet chain's fee, and rises above it", () => {
    expect(nextBaseFee(1_000n, 0n, 20n, 950n)).to.equal(950n);
    expect(nextBaseFee(1_000n, 20n, 20n, 950n)).to.equal(1_125n);
  });

  it("moves by an eighth at most", () => {
    const big = fc.bigInt({ min: 8n, max: 10n ** 15n });
    fc.assert(
      fc.property(big, fc.bigInt({ min: 2n, max: 10n ** 9n }), fc.nat(1000), (fee, limit, share) => {
        const next = nextBaseFee(fee, (2n * limit * BigInt(share)) / 1000n, 2n * limit);
        expect(next <= fee + fee / 8n + fee / 8n / 1000n + 1n && next >= fee - fee / 8n - 1n).to.equal(true);
      }),
      { seed: 4 },
    );
  });
});
