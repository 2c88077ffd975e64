import { type LoopPair, type LoopPosition, loopOutflowDown } from "./loopMath.ts";

/** What can leave a loop vault at once, after `asked` is kept for the queue; without debt into the pool's `cash`. */
export function loopInstantDown(
  pair: LoopPair,
  position: LoopPosition,
  maxLeverage: bigint,
  asked: bigint,
  cash: bigint,
): bigint {
  const { idle, supplied, debt } = position;
  const hand = debt === 0n ? idle + (supplied < cash ? supplied : cash) : idle;
  const free = hand > asked ? hand - asked : 0n;
  if (debt === 0n) return free;
  const room = loopOutflowDown(pair, position, maxLeverage);
  return free < room ? free : room;
}
