import type { HardhatPlugin } from "hardhat/types/plugins";

/** Leaves out the compiler's warnings about installed packages, which bury those about our own contracts. */
export const quietDependencies: HardhatPlugin = {
  id: "faultline-quiet-dependencies",
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        invokeSolc: async (context, compiler, input, config, next) => {
          const output = await next(context, compiler, input, config);
          const errors = output.errors?.filter(
            ({ severity, formattedMessage }) => severity !== "warning" || !formattedMessage?.includes("--> npm/"),
          );
          return { ...output, ...(errors && { errors }) };
        },
      }),
    }),
  },
};
