import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvFile, npyFile } from "neuroglia/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bernoulli, lifDiscrete, Network, uniform } from "../../dist/src/index.js";
import { readSamples, readSpikes } from "../npy.js";

// Could not catch what happens to a file when the machine itself goes down.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "recordings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const network = () => {
  const net = new Network({ dt: 0.1, seed: 4 });
  const source = net.population("source", 700, bernoulli);
  const cells = net.population("cells", 9, lifDiscrete, { bias: uniform(0, 1) });
  return { net, source, cells, play: () => source.play(new Float32Array(700).fill(0.3)) };
};

describe("files", () => {
  it("hold what a kept recording gives, over two runs, in place of what stood there before", async () => {
    const { net, source, cells, play } = network();
    const path = (name: string) => join(folder, name);
    writeFileSync(path("s.csv"), "x".repeat(1e6));
    writeFileSync(path("s.npy"), "x".repeat(1e7));
    const spikes = net.record(source, "spikes");
    const v = net.record(cells, "v", { every: 0.5, ids: [0, 4, 8] });
    net.record(source, "spikes", csvFile(path("s.csv")));
    net.record(source, "spikes", npyFile(path("s.npy")));
    net.record(cells, "v", { every: 0.5, ids: [0, 4, 8], ...csvFile(path("v.csv")) });
    net.record(cells, "v", { every: 0.5, ids: [0, 4, 8], ...npyFile(path("v.npy")) });
    await net.build();
    play();
    for (const duration of [0.2, 70, 3]) await net.run(duration);
    expect(spikes.length).toBeGreaterThan(2 * 65536);
    expect(readFileSync(path("s.csv"), "utf8") === spikes.toCSV()).toBe(true);
    expect(readFileSync(path("s.npy")).equals(spikes.toNPY())).toBe(true);
    expect(readFileSync(path("v.csv"), "utf8")).toBe(v.toCSV());
    expect(readFileSync(path("v.npy")).equals(v.toNPY())).toBe(true);
    expect(readSamples(readFileSync(path("v.npy"))).length).toBe(146);
  });

  it("are whole files of no spikes and no samples after a run without any", async () => {
    const { net, source, cells } = network();
    const path = (name: string) => join(folder, `none-${name}`);
    net.record(source, "spikes", csvFile(path("s.csv")));
    net.record(source, "spikes", npyFile(path("s.npy")));
    net.record(cells, "v", { every: 5, ...csvFile(path("v.csv")) });
    net.record(cells, "v", { every: 5, ...npyFile(path("v.npy")) });
    await net.run(1);
    expect(readFileSync(path("s.csv"), "utf8")).toBe("time_ms,id\n");
    expect(readFileSync(path("v.csv"), "utf8")).toBe("time_ms,0,1,2,3,4,5,6,7,8\n");
    expect(readSpikes(readFileSync(path("s.npy")))).toEqual({ times: [], ids: [] });
    expect(readSamples(readFileSync(path("v.npy")))).toEqual([]);
  });

  it("are readable in mid-run, and with the beginning of another chunk behind", async () => {
    const { net, source, play } = network();
    const path = join(folder, "crash.npy");
    const file = npyFile(path);
    const found: number[] = [];
    net.record(source, "spikes", {
      onChunk: async (chunk) => {
        await file.onChunk(chunk);
        found.push(readSpikes(readFileSync(path)).times.length);
        found.push(readSpikes(Buffer.concat([readFileSync(path), new Uint8Array(1001)])).ids.length);
      },
    });
    await net.build();
    play();
    await net.run(80);
    expect(found.slice(0, 4)).toEqual([65536, 65536, 131072, 131072]);
  });

  it("that cannot be written fail the run and say where; it does not go on meanwhile, and a reset lets it begin anew", async () => {
    for (const taker of [csvFile, npyFile]) {
      const { net, source, play } = network();
      const path = join(folder, "no such folder", "s");
      const spikes = net.record(source, "spikes");
      net.record(source, "spikes", taker(path));
      await net.build();
      play();
      await expect(net.run(1)).rejects.toMatchObject({
        name: "NeurogliaError",
        code: "file-unwritable",
        message: expect.stringMatching(/^path of file .*no such folder.* must be writable, got "ENOENT/),
      });
      const { length } = spikes;
      expect(length).toBeGreaterThan(0);
      await expect(net.run(1)).rejects.toMatchObject({ code: "file-unwritable" });
      expect(spikes.length).toBe(length);
      await net.reset();
      await expect(net.run(2)).rejects.toMatchObject({ code: "file-unwritable" });
      expect(spikes.length).toBeGreaterThan(length);
    }
  });

  it("lose nothing where a write fails halfway: no torn row is left, and the next run writes the chunk once", async () => {
    const { net, source, cells, play } = network();
    const path = (name: string) => join(folder, `full-${name}`);
    const spikes = net.record(source, "spikes");
    const v = net.record(cells, "v");
    net.record(source, "spikes", csvFile(path("s.csv")));
    net.record(source, "spikes", npyFile(path("s.npy")));
    net.record(cells, "v", csvFile(path("v.csv")));
    net.record(cells, "v", npyFile(path("v.npy")));
    const expected = () => ({ s: [spikes.toCSV(), spikes.toNPY()], v: [v.toCSV(), v.toNPY()] });
    const found = () => ({
      s: [readFileSync(path("s.csv"), "utf8"), new Uint8Array(readFileSync(path("s.npy")))],
      v: [readFileSync(path("v.csv"), "utf8"), new Uint8Array(readFileSync(path("v.npy")))],
    });
    await net.build();
    play();
    await net.run(1);
    const before = expected();
    expect(found()).toEqual(before);
    // All files share one prototype: the disk is full for each of the four writes, after half of it.
    const handle = await open(path("probe"), "w");
    const { write } = Object.getPrototypeOf(handle);
    await handle.close();
    const half = vi.spyOn(Object.getPrototypeOf(handle), "write").mockImplementation(async function (
      this: unknown,
      bytes: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ) {
      await write.call(this, bytes, offset, Math.floor(length / 2), position);
      throw new Error("ENOSPC: no space left on device, write");
    } as never);
    await expect(net.run(1)).rejects.toMatchObject({ code: "file-unwritable" });
    half.mockRestore();
    // The head of an .npy file is written anew at the next write, where the disk took none of it.
    for (const [name, kind] of [
      ["s.csv", 0],
      ["v.csv", 0],
      ["s.npy", 1],
      ["v.npy", 1],
    ] as const)
      expect(new Uint8Array(readFileSync(path(name))).length, name).toBe(before[name[0] as "s"][kind]!.length);
    await net.run(0);
    expect(found()).toEqual(expected());
    await net.run(1);
    expect(found()).toEqual(expected());
  });

  it("are each for one recording, and nothing else may write to them", async () => {
    for (const kind of [csvFile, npyFile]) {
      const { net, source, cells, play } = network();
      const path = join(folder, "one");
      const file = kind(path);
      net.record(source, "spikes", file);
      expect(() => net.record(cells, "v", { every: 1, ...file })).toThrow(
        /recording of file .*one must be one, and it has recording of "source" .*got "recording of \\"cells\\""/,
      );
      await net.build();
      play();
      await net.run(1);
      appendFileSync(path, "x");
      await expect(net.run(1)).rejects.toThrow(/its size changed/);
    }
  });

  it("cannot go back to a moment before what was written", async () => {
    const { net, source, play } = network();
    net.record(source, "spikes", csvFile(join(folder, "back.csv")));
    await net.build();
    play();
    await net.run(1);
    const bytes = await net.checkpoint();
    await net.restore(bytes);
    await net.run(1);
    await expect(net.restore(bytes)).rejects.toMatchObject({ code: "streamed-past" });
  });
});
