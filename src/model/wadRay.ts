import { RAY, WAD } from "../units.ts";
import { mulDivDown, mulDivHalfUp, mulDivUp } from "./mulDiv.ts";

// Non-negative operands; the name tells where the remainder goes.

export const wadMulDown = (a: bigint, b: bigint): bigint => mulDivDown(a, b, WAD);
export const wadMulUp = (a: bigint, b: bigint): bigint => mulDivUp(a, b, WAD);
export const wadMulHalfUp = (a: bigint, b: bigint): bigint => mulDivHalfUp(a, b, WAD);
export const wadDivDown = (a: bigint, b: bigint): bigint => mulDivDown(a, WAD, b);
export const wadDivUp = (a: bigint, b: bigint): bigint => mulDivUp(a, WAD, b);
export const wadDivHalfUp = (a: bigint, b: bigint): bigint => mulDivHalfUp(a, WAD, b);

export const rayMulDown = (a: bigint, b: bigint): bigint => mulDivDown(a, b, RAY);
export const rayMulUp = (a: bigint, b: bigint): bigint => mulDivUp(a, b, RAY);
export const rayMulHalfUp = (a: bigint, b: bigint): bigint => mulDivHalfUp(a, b, RAY);
export const rayDivDown = (a: bigint, b: bigint): bigint => mulDivDown(a, RAY, b);
export const rayDivUp = (a: bigint, b: bigint): bigint => mulDivUp(a, RAY, b);
export const rayDivHalfUp = (a: bigint, b: bigint): bigint => mulDivHalfUp(a, RAY, b);
