import { z } from "zod";

const onOff = z.union([z.enum(["on", "off"]), z.boolean()]).transform((value) => value === true || value === "on");

/** Ways in which trouble travels. Each can be cut, so that what it carries can be told from what the others do. */
export const channelSchema = z.strictObject({
  price: onOff.prefault("on").describe("forced sale → AMM → oracle; off: nodes follow the exogenous path alone"),
  collateral: onOff
    .prefault("on")
    .describe("share price → whoever borrowed or traded against shares; off: shares keep their first price there"),
  liquidity: onOff
    .prefault("on")
    .describe("full utilisation → withdrawals and liquidators stuck, rates rise; off: the lab lends without limit"),
  counterparty: onOff
    .prefault("on")
    .describe("insurance fund → deleveraging → broken hedge → spot sale; off: the insurance fund has no bottom"),
});

export type Channels = z.output<typeof channelSchema>;
export type Channel = keyof Channels;
