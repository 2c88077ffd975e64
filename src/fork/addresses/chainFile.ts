import { readFileSync } from "node:fs";
import { z } from "zod";
import { badInput } from "../../errors.ts";
import { parseYaml, plainYaml } from "../../scenario/yamlFile.ts";
import { checkedAddress } from "./checkedAddress.ts";

const address = z.string("must be an address in quotes").transform((text, context) => {
  const checked = checkedAddress(text);
  if (checked !== undefined) return checked;
  context.addIssue({ code: "custom", message: `"${text}" is no address, or one with a typing error` });
  return z.NEVER;
});

const chainFileSchema = z.strictObject({
  chainId: z.number().int().positive(),
  chain: z.string().min(1).optional(),
  /** Pools by protocol, and by market where a protocol has several. */
  lending: z.record(z.string().regex(/^[a-z0-9-]+$/), address).default({}),
  /** Factories. */
  uniswapV3: address.optional(),
  uniswapV2: address.optional(),
  wrappedEther: address.optional(),
  /** Where each of them was read, by the key that it stands under. */
  sources: z.record(z.string(), z.url()).default({}),
});

/** Addresses on one chain as a file has them, the lab's own or a user's. */
export type ChainFile = z.output<typeof chainFileSchema>;

/** Reads addresses, YAML or JSON. `ADDRESSES_MISSING`, `ADDRESSES_SYNTAX`, `ADDRESSES_INVALID`. */
export function readChainFile(file: string): ChainFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw badInput("ADDRESSES_MISSING", "The file of addresses cannot be read.", { place: { file }, cause });
  }
  const parsed = chainFileSchema.safeParse(plainYaml(parseYaml(text, file, "ADDRESSES_SYNTAX"), "ADDRESSES_SYNTAX"));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  throw badInput("ADDRESSES_INVALID", `The file holds no addresses of a chain: ${issue.message}.`, {
    place: { file, key: issue.path.join(".") },
    hint: "Keys are chainId, chain, lending.<protocol>, uniswapV3, uniswapV2, wrappedEther, sources.",
  });
}
