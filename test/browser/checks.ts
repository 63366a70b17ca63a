import { Pool } from "../../dist/src/index.js";
import { paperNames, paperNetworks } from "../paperNetworks.js";
import { kinds, smallNetwork, start } from "../smallNetworks.js";

/** What this context is given by its browser. */
const context = () => ({
  isolated: crossOriginIsolated,
  sharedMemory: typeof SharedArrayBuffer !== "undefined",
});

/** Activity of 500 ms of every small network, each on so many workers. */
const activities = async (workers: number) => {
  const all: Record<string, unknown> = {};
  for (const kind of kinds) {
    const { net } = await start(smallNetwork(kind, 11, workers));
    await net.run(500);
    all[kind] = net.activity();
    await net.close();
  }
  return all;
};

/** Activity of the papers' networks, each on so many workers. */
const papers = async (workers: number) => {
  const all: Record<string, unknown> = {};
  for (const name of paperNames) {
    const { ms, describe } = paperNetworks[name];
    const { net } = describe(workers);
    await net.run(ms);
    all[name] = net.activity();
    await net.close();
  }
  return all;
};

const map = async (pool: Pool, trials: unknown[], module = "/trials.js") => {
  const results: unknown[] = [];
  const url = new URL(module, location.origin);
  for await (const { index, result } of pool.map(url, trials, { setup: { seed: 5 } })) results[index] = result;
  return results;
};

/** Results of the trials on a pool of workers. */
const mapped = async (workers: number, trials: unknown[]) => {
  const pool = new Pool({ workers });
  try {
    return await map(pool, trials);
  } finally {
    await pool.close();
  }
};

/** How a map of these trials on two workers fails, and what the pool does with good ones afterwards. */
const failure = async (trials: unknown[], module?: string) => {
  const pool = new Pool({ workers: 2 });
  try {
    const failed = await map(pool, trials, module).then(
      (results) => ({ name: "no error", message: JSON.stringify(results) }),
      ({ name, message, code }) => ({ name, message, code }),
    );
    return { failed, afterwards: (await map(pool, [1, 2, 3])).length };
  } finally {
    await pool.close();
  }
};

/** What a pool says where no workers can be had. */
const withoutWorkers = async () => {
  Object.assign(globalThis, { Worker: undefined });
  return mapped(1, [1]).catch(({ name, code, message }) => ({ name, code, message }));
};

/** What tests have done in a page or in a worker; all answers can be cloned. */
export const checks = { context, activities, papers, mapped, failure, withoutWorkers };
