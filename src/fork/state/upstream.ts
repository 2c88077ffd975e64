/** Whoever answers what a node asks of the chain that it forks; throws what it cannot answer. */
export interface Upstream {
  answer(method: string, params: readonly unknown[]): unknown;
}
