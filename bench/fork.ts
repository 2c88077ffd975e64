import Table from "cli-table3";
import { type Asked, discoveryRequests, screeningRequests } from "./forkRequests.ts";
import { forkRuns } from "./forkRuns.ts";

const FOUND = 1_000;
const SCREENED = 10_000;
const style = { head: [], border: [] };

/** What a fork asks of its node, and how long a forked run of so many accounts takes beside the same without a fork. */
export async function fork(accounts: number): Promise<void> {
  const asked = new Table({ head: ["asked of a node", "requests", "calls", "one call an account ÷ requests"], style });
  const row = (name: string, { posts, calls }: Asked, saved = "") => asked.push([name, posts, calls, saved]);
  for (const blocks of [500_000, 10_000]) {
    const name = `discovery of ${FOUND} borrowers in 8 M blocks, ${blocks} a request`;
    row(name, await discoveryRequests(FOUND, { blocks, logs: 10_000 }));
  }
  for (const gas of [50_000_000, 16_777_216]) {
    const screening = await screeningRequests(SCREENED, gas);
    const name = `screening of ${SCREENED} accounts, ${(gas / 1e6).toFixed(0)} Mgas a call`;
    row(name, screening, (SCREENED / screening.posts).toFixed(0));
  }
  console.log(asked.toString());

  const { local, cold, warm } = await forkRuns(accounts);
  const head = [`run of ${accounts} accounts`, "requests", "calls", "from the cache", "seconds", "÷ local"];
  const runs = new Table({ head, style });
  for (const [name, { requests, seconds }] of Object.entries({ local, "fork, cold": cold, "fork, warm": warm })) {
    const times = [seconds.toFixed(2), (seconds / local.seconds).toFixed(2)];
    runs.push([name, requests.posts, requests.calls, requests.cached, ...times]);
  }
  console.log(runs.toString());
}
