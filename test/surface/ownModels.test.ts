/** docs/own-models.md as a reader follows it. Could not catch: prose that is wrong. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { compileKernel } from "../../dist/src/cli/kernel.js";
import { type DriveModel, type GliaModel, type Group, lif, Network, type SourceModel } from "../../dist/src/index.js";
import { isReserved } from "../../dist/src/models/expression.js";
import { conformance } from "../../dist/src/testing.js";
import { temporaryFolder } from "../temporaryFolder.js";

const text = readFileSync("docs/own-models.md", "utf8");
const folder = temporaryFolder();
const files = [...text.matchAll(/```\w+ (\w+\.\w+)\n([\s\S]*?)```/g)].map(([, name, file]) => [name!, file!] as const);

mkdirSync(join(folder, "node_modules"));
symlinkSync(resolve("."), join(folder, "node_modules/neuroglia"), "dir");
for (const [name, file] of files) writeFileSync(join(folder, name), file);
for (const [name] of files)
  if (name.endsWith(".ts"))
    writeFileSync(join(folder, name.replace(".ts", ".wasm")), (await compileKernel(join(folder, name))).bytes);

const modelOf = async (name: string): Promise<never> =>
  ((await import(pathToFileURL(join(folder, `${name}.mjs`)).href)) as Record<string, unknown>)[name] as never;
const [shotNoise, leakyEar, clocked] = (await Promise.all(
  ["shotNoise", "leakyEar", "clocked"].map(modelOf),
)) as unknown as [DriveModel, GliaModel, SourceModel];

describe("the models of docs/own-models.md conform", () => {
  for (const model of [shotNoise, leakyEar, clocked]) conformance(model, { it });
});

describe("and do what the page says", () => {
  it("events of certainty every 10 steps come each ms, and an astrocyte that hears them comes to rise/(1 − fade) a ms", async () => {
    const net = new Network({ dt: 0.1, seed: 4 });
    const source = net.population("source", 3, clocked, { every: 10 } as never) as Group<SourceModel>;
    const ear = net.astrocyte("ear", 1, leakyEar);
    net.listen(source, ear, { gain: 2, delay: 1 });
    const spikes = net.record(source, "spikes");
    await net.build();
    source.play([1, 0, 0]);
    await net.run(1000);
    expect(spikes.times.length).toBe(1000);
    expect(new Set(spikes.ids)).toEqual(new Set([0]));
    // 0.02 a ms, decayed by 100 ms: between just before and just after a spike, at rest.
    const most = 0.02 / (1 - Math.exp(-0.01));
    const ca = ear.get("ca" as never)[0]!;
    expect(ca).toBeLessThanOrEqual(most * 1.0001);
    expect(ca).toBeGreaterThan(most * 0.98);
    await net.close();
  });

  it("a source whose kernel reads a param refuses one that differs between neurons", async () => {
    const net = new Network({ dt: 0.1 });
    net.population("source", 3, clocked, { every: [1, 2, 3] } as never);
    await expect(net.build()).rejects.toThrow(
      /^every of population "source" must be one number for all, as the kernel of a source takes it, got "3"$/,
    );
    await net.close();
  });

  it("shot noise of 100 Hz adds that many shots, within 5 standard deviations, the same on 1 and 2 workers", async () => {
    const totals = [];
    for (const workers of [1, 2]) {
      const noisy = new Network({ dt: 0.1, seed: 5, workers });
      const cells = noisy.population("cells", 400, lif, { tauSynE: 1e18, vTh: 1e9 });
      noisy.drive(cells, shotNoise, { amplitude: 1, rate: 100 } as never, { into: "iE" });
      await noisy.run(200);
      totals.push(cells.get("iE").reduce((sum, each) => sum + each, 0));
      await noisy.close();
    }
    expect(totals[1]).toBe(totals[0]);
    expect(Math.abs(totals[0]! - 400 * 20)).toBeLessThan(5 * Math.sqrt(400 * 20));
  });
});

it("the table of the language has every name that expressions have, and no other", () => {
  const section = text.slice(text.indexOf("## The language of derived values"));
  const rows = section.split("\n").filter((line) => /^\| (numbers|functions|of two)/.test(line));
  const said = rows.flatMap((row) => [...row.matchAll(/`([a-z]\w*)[(`]/gi)].map(([, name]) => name!));
  for (const name of said) expect(isReserved(name), name).toBe(true);
  const source = readFileSync("src/models/expression.ts", "utf8");
  const table = source.slice(source.indexOf("const meanings"), source.indexOf("/** To an exponent"));
  const known = [...table.matchAll(/^ {4}([a-z]\w*)[:,]/gim)].map(([, name]) => name!);
  const words = new Set([...said, "not", "or", "and"]);
  expect(known.filter((name) => !words.has(name))).toEqual([]);
  expect(known.length).toBeGreaterThan(25);
});
