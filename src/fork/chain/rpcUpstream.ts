import type { Pin } from "../rpc/pin.ts";
import { toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import type { Upstream } from "../state/upstream.ts";

/** A node over HTTP as what a chain forks; answers about the pinned block count only from whoever has that very block. */
export class RpcUpstream implements Upstream {
  readonly #client: RpcClient;
  readonly #pin: Pin;

  constructor(client: RpcClient, pin: Pin) {
    this.#client = client;
    this.#pin = pin;
  }

  answer(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#client.call(method, params, params.includes(toHex(this.#pin.number)) ? this.#pin : undefined);
  }
}
