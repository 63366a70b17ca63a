// Callbacks that reject end what called them, with their error; they never end the process. Each is tried by a promise that rejects later.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { erdosRenyi, grid, Liquid, Lms, lif, Network, Ridge, SoftmaxReadout } from "../../dist/src/index.js";
import { sweep } from "../../dist/src/node.js";
import { temporaryFolder } from "../temporaryFolder.js";

const rejecting = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new Error("from the callback");
};
const onProgress = rejecting;

const small = (workers = 1) => {
  const net = new Network({ workers });
  return { net, cells: net.population("cells", 20, lif) };
};
const liquid = () => new Liquid({ topology: erdosRenyi({ neurons: 20, p: 0.1 }) });
const series = { values: new Float64Array(3), length: 3, channels: 1 };
const matrix = { values: new Float64Array(40).map((_, k) => Math.sin(k)), rows: 20, columns: 2 };
const labels = Uint32Array.from({ length: 20 }, (_, k) => k % 2);

describe("a callback that rejects", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["onProgress of run", () => small().net.run(10, { onProgress })],
    ["onProgress of run on two workers", () => small(2).net.run(10, { onProgress })],
    [
      "onChunk of record",
      () => {
        const { net, cells } = small();
        net.record(cells, "v", { onChunk: rejecting });
        return net.run(10);
      },
    ],
    ["onProgress of a liquid's run", () => liquid().run(10, { onProgress })],
    ["onProgress of collect", () => liquid().collect(series, { onProgress })],
    ["onProgress of collectSamples", () => liquid().collectSamples([series, series], { onProgress })],
    [
      "onProgress of collectSamples on threads",
      () => liquid().collectSamples([series, series], { workers: 2, onProgress }),
    ],
    ["onProgress of Ridge", async () => new Ridge({ classes: 2 }).fit(matrix, labels, { onProgress })],
    ["onProgress of Softmax", async () => new SoftmaxReadout({ classes: 2 }).fit(matrix, labels, { onProgress })],
    [
      "onProgress of Lms",
      async () => new Lms({ outputs: 1, eta: 0.01 }).fit(matrix, new Float64Array(20), { onProgress }),
    ],
  ])("%s ends it with its error", async (_, act) => {
    await expect(act()).rejects.toThrow("from the callback");
  });

  it("onProgress and onNotice of a sweep end it, and what was found stays", async () => {
    const root = temporaryFolder();
    const file = join(root, "one.mjs");
    writeFileSync(file, "export default async ({ x }) => ({ y: x });");
    const out = join(root, "out");
    const space = grid({ x: [1, 2] });
    const run = async (more: object) => {
      for await (const _ of sweep({ file, space, workers: 1, out, ...more }));
    };
    await expect(run({ onProgress })).rejects.toThrow("from the callback");
    await run({});
    writeFileSync(join(out, "ledger.jsonl"), '{"half', { flag: "a" });
    await expect(run({ onNotice: rejecting })).rejects.toThrow("from the callback");
    await run({});
  });
});
