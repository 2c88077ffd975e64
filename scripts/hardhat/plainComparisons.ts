import type { HardhatPlugin } from "hardhat/types/plugins";

const COMPARISONS = [
  ...["equal", "equals", "eq", "above", "gt", "greaterThan", "below", "lt", "lessThan"],
  ...["least", "gte", "greaterThanOrEqual", "most", "lte", "lessThanOrEqual"],
  ...["within", "closeTo", "approximately", "length", "lengthOf"],
];

/**
 * Keeps chai's own comparisons. Those that the chai matchers put in their place on the first connection turn operands
 * into bigint: no fraction is close to another any more, and 1 equals 1n. Matchers of reverts and events stay.
 */
export const plainComparisons: HardhatPlugin = {
  id: "faultline-plain-comparisons",
  hookHandlers: {
    network: async () => ({
      default: async () => {
        const { Assertion } = await import("chai");
        const own = COMPARISONS.map((name) => [name, Object.getOwnPropertyDescriptor(Assertion.prototype, name)]);
        const properties = Object.fromEntries(own);

        return {
          newConnection: async (context, next) => {
            const connection = await next(context);
            Object.defineProperties(Assertion.prototype, properties);
            return connection;
          },
        };
      },
    }),
  },
};
