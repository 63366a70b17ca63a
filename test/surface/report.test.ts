// The HTML report: what must be in it, and what must not. Looks are judged by eye; these tests could not catch an ugly page.
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { reportContext } from "../../dist/src/cli/versions.js";
import { packU16, rasterFigure, thinned } from "../../dist/src/report/figure.js";
import { histogramOf } from "../../dist/src/report/histogram.js";
import { nalsmReport } from "../../dist/src/report/nalsm.js";
import { fakeResult } from "./fakeResult.mjs";

const context = reportContext("neuroglia reproduce nalsm-2021 --seed 1");
const html = nalsmReport(fakeResult(), context);
const figuresOf = (page: string) =>
  JSON.parse(page.match(/<script type="application\/json" id="figures">(.*?)<\/script>/s)![1]!);

describe("nalsmReport", () => {
  test("has every section, and a figure for every place that wants one", () => {
    for (const id of ["results", "images", "initialisation", "weights", "activity", "confusion", "parameters"])
      expect(html).toContain(`<section id="${id}">`);
    const places = [...html.matchAll(/data-figure="(\d+)"/g)].map((match) => Number(match[1]));
    expect(places).toEqual(figuresOf(html).map((_: unknown, index: number) => index));
    // Six images with raster and trace, two of the initialisation, five projections, rates and intervals.
    expect(places.length).toBe(6 * 2 + 2 + 5 + 2);
  });

  test("shows this run's figures beside the published ones, the seed, the hash and the versions", () => {
    for (const text of ["93.25 %", "95.96 ± 0.13 %", "1.247", "1.246", "31.9 Hz", "24,120", "0123456789abcdef"])
      expect(html).toContain(text);
    expect(html).toContain(context.neuroglia);
    expect(html).toContain(process.versions.node);
    expect(html).toContain("neuroglia reproduce nalsm-2021 --seed 1");
    expect(html).toContain("w_astro");
  });

  test("loads nothing: no address in an attribute, style or import, and a policy that forbids it", () => {
    expect(html).not.toMatch(/(src|href|action|poster|data)\s*=\s*["']?\s*(https?:|\/\/)/i);
    expect(html).not.toMatch(/url\(|@import|<link|<iframe|<img/i);
    expect(html).toContain("default-src 'none'");
  });

  test("its two scripts parse, and nothing ends them early", () => {
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!);
    expect(scripts.length).toBe(2);
    for (const script of scripts) expect(() => new Script(script)).not.toThrow();
    expect(html.match(/<\/script>/g)!.length).toBe(3);
  });

  test("escapes every string that it was given", () => {
    const evil = `</script><script>alert("x")</script><img src=x onerror='y'>&`;
    const result = fakeResult();
    Object.assign(result.summary, { dataset: evil, hash: evil, readout: evil });
    result.summary.published.source = evil;
    result.detail.parameters = { [evil]: evil };
    result.detail.weights[0]!.projection = evil;
    const page = nalsmReport(result, {
      ...context,
      neuroglia: evil,
      runtime: evil,
      cpu: evil,
      commandLine: evil,
      date: evil,
    });
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img");
    expect(page.match(/<script[ >]/g)!.length).toBe(3);
    expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  });

  test("an interrupted run is shown with – where nothing was reached", () => {
    const page = nalsmReport(
      fakeResult({
        variant: "static",
        samples: { init: 0, train: 9, validation: 9, test: 9 },
        done: { init: 0, train: 3, validation: 0, test: 0 },
      }),
      context,
    );
    expect(page).toContain("This run was interrupted");
    expect(page).toContain("– no test image was reached");
    expect(page).toContain("3 of 9");
    expect(page).not.toMatch(/<(td|b|figcaption)>[^<]*(NaN|undefined|Infinity|null)/);
    expect(figuresOf(page)).toEqual([]);
  });

  test("stays below 2 MB for 8,000 neurons with ten times the usual spikes", () => {
    const result = fakeResult({ neurons: 8000 });
    for (const sample of result.detail.gallery) {
      const times = Float64Array.from({ length: 80_000 }, (_, i) => i % 250);
      sample.spikes = { times, ids: Uint32Array.from(times, (_, i) => (i * 2654435761) % 8000) };
    }
    expect(nalsmReport(result, context).length).toBeLessThan(2e6);
  });
});

describe("what the figures are made of", () => {
  test("packU16 writes little-endian u16, rounded and held within range", () => {
    const bytes = Buffer.from(packU16([0, 1.4, 258, 65535, 70000, -3]), "base64");
    expect([...bytes]).toEqual([0, 0, 1, 0, 2, 1, 255, 255, 255, 255, 0, 0]);
  });

  test("a histogram counts each value once, the greatest in the last bin, against a count by hand", () => {
    const { edges, shares } = histogramOf([0, 0.5, 1, 1, 3.99, 4], 0, 4, 4);
    expect(edges).toEqual([0, 1, 2, 3, 4]);
    expect(shares).toEqual([2 / 6, 2 / 6, 0, 2 / 6]);
  });

  test("a thinned trace keeps its mean, against the plain mean", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const { values: kept } = thinned({ times: values.map((_, i) => i), values }, 100);
    expect(kept.length).toBe(100);
    const mean = (list: ArrayLike<number>) => Array.from(list).reduce((sum, v) => sum + v, 0) / list.length;
    expect(mean(kept)).toBeCloseTo(mean(values), 4);
  });

  test("a busy raster draws whole trains of every k-th neuron, not a part of each train", () => {
    const times = Float64Array.from({ length: 20_000 }, (_, i) => Math.floor(i / 100));
    const ids = Uint32Array.from({ length: 20_000 }, (_, i) => i % 100);
    const { figure, every } = rasterFigure({ times, ids }, 100, 80, 200);
    expect(every).toBe(3);
    const drawn = Buffer.from(figure.ids, "base64");
    const counts = new Map<number, number>();
    for (let i = 0; i < drawn.length; i += 2)
      counts.set(drawn.readUInt16LE(i), (counts.get(drawn.readUInt16LE(i)) ?? 0) + 1);
    expect([...counts.keys()]).toEqual(Array.from({ length: 34 }, (_, k) => 3 * k));
    expect(new Set(counts.values())).toEqual(new Set([200]));
  });
});
