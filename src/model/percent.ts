import { BPS } from "../units.ts";
import { mulDivDown, mulDivHalfUp, mulDivUp } from "./mulDiv.ts";

// `percentage` in basis points (10,000 is one); non-negative operands; the name tells where the remainder goes.

export const percentMulDown = (value: bigint, percentage: bigint): bigint => mulDivDown(value, percentage, BPS);
export const percentMulUp = (value: bigint, percentage: bigint): bigint => mulDivUp(value, percentage, BPS);
export const percentMulHalfUp = (value: bigint, percentage: bigint): bigint => mulDivHalfUp(value, percentage, BPS);
export const percentDivDown = (value: bigint, percentage: bigint): bigint => mulDivDown(value, BPS, percentage);
export const percentDivUp = (value: bigint, percentage: bigint): bigint => mulDivUp(value, BPS, percentage);
export const percentDivHalfUp = (value: bigint, percentage: bigint): bigint => mulDivHalfUp(value, BPS, percentage);
