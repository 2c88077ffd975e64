import { InvalidArgumentError } from "commander";
import { checkedAddress } from "../src/fork/addresses/checkedAddress.ts";

/** An address on the command line, in lower case. */
export function toAddress(text: string): string {
  const address = checkedAddress(text);
  if (address !== undefined) return address;
  throw new InvalidArgumentError("It must be an address: 0x and 40 hexadecimal digits, capitals as in its check sum.");
}
