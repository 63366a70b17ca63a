import { wasmStamp } from "../../dist/src/generated/wasm.js";
import { configure, lif, Network, Pool } from "../../dist/src/index.js";
import { foreigners, foreignNetwork } from "../foreignNetwork.js";
import { type Compiled, handWrittenActivity } from "../handWritten.js";
import { paperNames, paperNetworks } from "../paperNetworks.js";
import { kinds, smallNetwork, start } from "../smallNetworks.js";

/** What this context is given by its browser. */
const context = () => ({
  isolated: crossOriginIsolated,
  sharedMemory: typeof SharedArrayBuffer !== "undefined",
});

/** Activity of 500 ms of every small network, each on so many workers. */
const activities = async (workers: number, background = false) => {
  const all: Record<string, unknown> = {};
  for (const kind of kinds) {
    const { net } = await start(smallNetwork(kind, 11, workers, background));
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

/** Activity of 200 ms of models that factories made, each network on so many workers. */
const foreign = async (workers: number) => {
  const all: Record<string, unknown> = {};
  for (const whose of foreigners) {
    const { net } = foreignNetwork(whose, workers);
    await net.run(200);
    all[whose] = net.activity();
    await net.close();
  }
  return all;
};

/** Activity of kernels that a user wrote: their bytes, on so many workers. */
const written = (kernels: Readonly<Record<keyof Compiled, number[]>>, workers: number) =>
  handWrittenActivity(
    Object.fromEntries(Object.entries(kernels).map(([name, bytes]) => [name, Uint8Array.from(bytes)])) as Compiled,
    workers,
  );

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

/** Where a network runs that asks for so many workers. */
const place = (workers: number) => {
  const { workers: got, background } = new Network({ workers });
  return { workers: got, background };
};

/** Plays, pauses, steps, saves, aborts, and goes back to what was saved: activities on the way. */
const session = async (workers: number, background: boolean) => {
  const { net } = await start(smallNetwork("delays", 11, workers, background));
  await net.run(100);
  for (let step = 0; step < 20; step++) await net.run(1);
  const saved = await net.checkpoint();
  const then = net.activity();
  const controller = new AbortController();
  const ended = await net
    .run(1e8, { signal: controller.signal, onProgress: () => controller.abort() })
    .catch(({ name }) => name);
  const wandered = net.activity();
  await net.restore(saved);
  const back = net.activity();
  await net.run(380);
  const whole = net.activity();
  await net.close();
  return { then, ended, wandered, back, whole };
};

/** How a run ends whose worker is ended by the page that made it, and what later calls say. */
const terminated = async () => {
  const made: Worker[] = [];
  const createWorker = () => {
    const worker = new Worker("/dist/worker.js", { type: "module" });
    made.push(worker);
    return worker;
  };
  await configure({ createWorker });
  const { net } = await start(smallNetwork("nalsm", 11, 1, true));
  const message = (error: unknown) => (error as Error).message;
  const run = await net.run(1e8, { onProgress: () => made[0]!.terminate() }).catch(message);
  const later = await net.run(1).catch(message);
  const saved = await net.checkpoint().catch(message);
  await net.close();
  const closed = await net.run(1).catch(message);
  return { run, later, saved, closed };
};

/** Brings kernels and workers as files; what a late and a foreign kernel file are told. */
const configured = async (wasm: string) => {
  const message = (error: unknown) => (error as Error).message;
  const foreign = await configure({ wasm: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0) }).catch(message);
  const missing = await configure({ wasm: "/missing.wasm" }).catch(message);
  await configure({ wasm, createWorker: () => new Worker("/dist/worker.js", { type: "module" }) });
  return { foreign, missing };
};

/** What `configure` says to kernels that come when others are in use. */
const late = async (wasm: string) => {
  const net = new Network();
  net.population("one", 1, lif);
  await net.build();
  return configure({ wasm }).catch(({ name, code }) => ({ name, code }));
};

/** What a pool says where no workers can be had. */
const withoutWorkers = async () => {
  Object.assign(globalThis, { Worker: undefined });
  return mapped(1, [1]).catch(({ name, code, message }) => ({ name, code, message }));
};

const fromBlob = (code: string): Worker =>
  new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });

/** Ways of `createWorker` to make something else than a worker of this build. */
const strangers: Record<string, () => unknown> = {
  nothing: () => undefined,
  missing: () => new Worker("/missing.js", { type: "module" }),
  deaf: () => fromBlob("onmessage = () => {};"),
  outdated: () => fromBlob(outdatedCode),
};
let outdatedCode = "";

/** What a network says that is given a stranger for its worker. */
const strange = async (kind: string) => {
  outdatedCode = (await (await fetch("/dist/worker.js")).text()).replace(wasmStamp, "0123456789abcdef");
  // Patience of seconds in haste.
  const { setInterval: slow } = globalThis;
  Object.assign(globalThis, { setInterval: (tick: () => void) => slow(tick, 10) });
  await configure({ createWorker: strangers[kind] as () => Worker });
  const net = new Network({ background: true });
  net.population("one", 1, lif);
  const answer = await net.build().catch(({ name, message }) => `${name}: ${message}`);
  await net.close();
  return answer;
};

/** What tests have done in a page or in a worker; all answers can be cloned. */
export const checks = {
  written,
  foreign,
  context,
  activities,
  papers,
  mapped,
  failure,
  place,
  session,
  terminated,
  configured,
  late,
  withoutWorkers,
  strange,
};
