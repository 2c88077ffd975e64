import { id } from "ethers";

const LATEST_ANSWER = id("latestAnswer()").slice(2, 10);
const LATEST_ROUND_DATA = id("latestRoundData()").slice(2, 10);

/**
 * Code that stands in for a price feed within a call: it answers `price` where a feed is asked for its latest, and has
 * `original`, an account with the feed's own code, answer everything else out of the feed's storage. Opcodes that every
 * block of the chain knows.
 */
export function standInCode(price: bigint, original: string): string {
  const word = price.toString(16).padStart(64, "0");
  const address = original.slice(2).toLowerCase();
  // Each label is a byte that says where a JUMPDEST is; labels stand in the order of their places.
  const parts: (string | { to: string } | { at: string })[] = [
    "600035 60e01c", // the selector
    `80 63${LATEST_ANSWER} 14`,
    { to: "answer" },
    "57",
    `63${LATEST_ROUND_DATA} 14`, // stays on the stack: whether the answer in the round is to be replaced
    "36 6000 6000 37", // the call's data
    `6000 6000 36 6000 73${address} 5a f4`, // delegated
    "3d 6000 6000 3e", // what came back
    { to: "done" },
    "57",
    "3d 6000 fd",
    { at: "done" },
    { to: "round" },
    "57",
    "3d 6000 f3",
    { at: "round" },
    `7f${word} 6020 52 3d 6000 f3`,
    { at: "answer" },
    `7f${word} 6000 52 6020 6000 f3`,
  ];
  const places = new Map<string, string>();
  let length = 0;
  for (const part of parts) {
    if (typeof part === "string") length += part.replaceAll(" ", "").length / 2;
    else if ("to" in part) length += 2;
    else places.set(part.at, (length++).toString(16).padStart(2, "0"));
  }
  const bytes = parts.map((part) => {
    if (typeof part === "string") return part.replaceAll(" ", "");
    return "to" in part ? `60${places.get(part.to)}` : "5b";
  });
  return `0x${bytes.join("")}`;
}
