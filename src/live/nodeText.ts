import { getAddress, HDNodeWallet } from "ethers";
import pico from "picocolors";
import { ROLES } from "../../deploy/modules/roles.ts";
import { compact } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import { formatDecimal } from "../units.ts";
import type { Deployment, PerpDeployment } from "../world/deployment.ts";
import { guardParts } from "./guards/guardParts.ts";
import { NODE_FILE } from "./nodeFile.ts";
import { type LiveNode, userHoldings } from "./startNode.ts";

/** Every Hardhat node's accounts come from this sentence, which the whole world knows. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** What `faultline up` prints once the node listens. */
export function nodeText({ record, world }: LiveNode, colors: Colors = pico): string {
  const { deployment, scenario, holders } = world;
  const key = HDNodeWallet.fromPhrase(MNEMONIC, "", `m/44'/60'/0'/0/${ROLES.user}`).privateKey;
  const gifts = [...userHoldings(scenario)].map(
    ([symbol, whole]) => `${compact(Number(formatDecimal(whole, 18)))} ${symbol}`,
  );
  const parts = {
    "Lending pool": deployment.lendingPool,
    "Addresses provider": deployment.provider,
    "Price oracle": deployment.oracle,
    "Swap router": deployment.swapRouter,
    "Leverage router": deployment.leverageRouter,
    "Flash liquidator": deployment.flashLiquidator,
    "External market": deployment.externalMarket,
    ...perpParts(deployment.perps),
    ...vaultParts(deployment),
    ...guardParts(deployment.guards),
    ...Object.fromEntries(Object.entries(deployment.tokens).map(([symbol, address]) => [`Token ${symbol}`, address])),
  };
  const table = plainTable(
    ["Contract", "Address"],
    Object.entries(parts).map(([name, address]) => [name, getAddress(address)]),
    colors,
  );
  return [
    `${colors.bold(colors.cyan(record.rpc))}  chain id ${record.chainId}  ${colors.dim(`${scenario.name}, ${holders.length} accounts`)}`,
    table,
    [
      `User         ${getAddress(deployment.roles.user)}  ${colors.dim(`holds ${gifts.join(", ")}`)}`,
      `Private key  ${key}`,
      colors.dim(
        "Every account is unlocked: eth_sendTransaction needs no key. The keys are Hardhat's well-known ones.",
      ),
    ].join("\n"),
    [
      "Next, in another terminal:",
      ...nextCommands(deployment).map((command) => `  ${colors.cyan(`npx faultline ${command}`)}`),
    ].join("\n"),
    colors.dim(`Addresses are in ${NODE_FILE}. Ctrl-C stops the node.`),
  ].join("\n\n");
}

function perpParts(perps: PerpDeployment | undefined): Record<string, string> {
  if (perps === undefined) return {};
  return { "Perp exchange": perps.exchange, "Perp liquidity pool": perps.pool, "Perp lens": perps.lens };
}

/** Vaults stand among the tokens: each is the token of its share. */
function vaultParts({ vaultLens, shareLiquidator }: Deployment): Record<string, string> {
  if (vaultLens === undefined || shareLiquidator === undefined) return {};
  return { "Vault lens": vaultLens, "Share liquidator": shareLiquidator };
}

/** What a newcomer may type next: a loop and a position, a fall that liquidates at least one of them, and the rest. */
function nextCommands({ reserves, perps }: Deployment): string[] {
  const market = perps?.markets[0]?.name;
  return [
    ...(reserves.length === 0 ? [] : ["loop --iterations 6"]),
    ...(market === undefined ? [] : [`open ${market} long 10 --leverage 20`]),
    market === undefined ? "shock WETH=-25%" : `shock ${market}=-6%`,
    "liquidate",
    "status",
  ];
}
