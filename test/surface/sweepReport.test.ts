// The page of a sweep: what must be in it, and what its program draws in a browser. Could not catch an ugly page.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machineContext } from "../../dist/src/cli/versions.js";
import type { RunLine, TrialLine } from "../../dist/src/node.js";
import { sweepReport } from "../../dist/src/report/sweep.js";
import { launch, testsIn } from "../browser/browsers.js";
import { temporaryFolder } from "../temporaryFolder.js";

const root = temporaryFolder();
const evil = `</script><script>alert("x")</script><img src=x onerror='y'>&`;

const run = (name: string): RunLine => ({
  ledger: 1,
  neuroglia: "9.9.9",
  file: name,
  fileHash: "0123456789abcdef".repeat(4),
  space: {
    kind: "grid",
    parameters: { weight: { low: 0.1, high: 10, log: true }, word: ["a", "b"], same: [7] },
    seeds: 2,
    length: 20,
  },
  shard: { index: 1, count: 1 },
  begun: "2026-11-22T10:00:00.000Z",
});

const trials = (note: string): TrialLine[] =>
  [0.1, 1, 10].flatMap((weight, i) =>
    ["a", "b"].flatMap((word, j) =>
      [1, 2].map((seed): TrialLine => {
        const index = 4 * i + 2 * j + seed - 1;
        const entry = { id: String(index), index, trial: { weight, word, same: 7, seed }, seconds: 0.5 };
        if (index === 5)
          return { ...entry, status: "failed", error: { name: "Error", message: note, stack: ["at there"] } };
        return { ...entry, status: "done", figures: { rate: index, curve: [1, 2], odd: index % 2 ? null : 4 } };
      }),
    ),
  );

const html = sweepReport(
  { runs: [run("rate.mjs")], trials: trials("it went wrong") },
  machineContext("neuroglia sweep rate.mjs"),
);
const shownIn = (page: string) => JSON.parse(page.match(/id="columns">(.*?)<\/script>/s)![1]!);

describe("the page of a sweep", () => {
  it("has a column for each parameter, the seed and each figure that is a number; words are places among words", () => {
    const { columns, n } = shownIn(html);
    expect(n).toBe(11);
    expect(columns.map(({ name, kind, log, varies }: Record<string, unknown>) => [name, kind, log, varies])).toEqual([
      ["weight", "parameter", true, true],
      ["word", "parameter", false, true],
      ["same", "parameter", false, false],
      ["seed", "seed", false, true],
      ["rate", "figure", false, true],
      ["odd", "figure", false, false],
    ]);
    expect(columns[1]).toMatchObject({ words: ["a", "b"], values: [0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1] });
    expect(columns[4].values).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
    expect(columns[5].values.slice(0, 3)).toEqual([4, null, 4]);
  });

  it("says what was swept, what failed, which versions, and what it does not draw", () => {
    for (const text of [
      "rate.mjs",
      "0.1 … 10, logarithmic",
      "a, b",
      "1 … 2",
      "9.9.9",
      "0123456789abcdef",
      "it went wrong",
    ])
      expect(html).toContain(text);
    expect(html).toContain("at there");
    expect(html).toMatch(/not drawn: curve/);
  });

  it("loads nothing, its program parses, and every text that it was given is escaped", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(src|href|action|poster|data)\s*=\s*["']?\s*(https?:|\/\/)/i);
    expect(html).not.toMatch(/url\(|@import|<link|<iframe|<img/i);
    const context = { ...machineContext(evil), neuroglia: evil, runtime: evil, cpu: evil, date: evil };
    const page = sweepReport({ runs: [run(evil)], trials: trials(evil) }, context);
    expect(page).not.toContain("<img");
    expect(page).not.toContain("<script>alert");
    for (const each of [html, page]) {
      const scripts = [...each.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!);
      expect(scripts.length).toBe(1);
      expect(() => new Script(scripts[0]!)).not.toThrow();
      expect(each.match(/<\/script>/g)!.length).toBe(2);
    }
  });

  it("of trials without figures, or alike in all parameters, says so instead", () => {
    const [one] = trials("");
    const failed = trials("x").filter(({ status }) => status === "failed");
    const page = (some: TrialLine[]) => sweepReport({ runs: [run("r.mjs")], trials: some }, machineContext(""));
    expect(page(failed)).toContain("no trial has figures yet");
    expect(page([])).toContain("no trial has figures yet");
    expect(page([one!])).toContain("all trials have the same parameters");
  });
});

testsIn("chromium").describe("in Chromium, from a file", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch("chromium");
  });
  afterAll(() => browser?.close());

  const opened = async (text: string): Promise<{ page: Page; complaints: string[] }> => {
    const path = join(root, "page.html");
    writeFileSync(path, text);
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 900 });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push((error as Error).message));
    await page.goto(`file://${path}`);
    return { page, complaints };
  };
  const rowsOf = (page: Page) =>
    page.$$eval("#trials-table tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const choose = async (page: Page, selector: string, label: string) => {
    const value = await page.$$eval(
      `${selector} option`,
      (options, text) => options.find(({ label }) => label === text)?.value,
      label,
    );
    await page.select(selector, value!);
  };
  const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
  const boxOf = async (page: Page, selector: string) => (await (await page.$(selector))!.boundingBox())!;
  /** How many colours a canvas shows, rounded to 16 levels. */
  const colours = (page: Page, id: string) =>
    page.$eval(`#${id} canvas`, (element) => {
      const canvas = element as unknown as OffscreenCanvas;
      const { data: levels } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<number>();
      for (let k = 0; k < levels.length; k += 4)
        if (levels[k + 3]! > 200)
          seen.add((levels[k]! >> 4) * 256 + (levels[k + 1]! >> 4) * 16 + (levels[k + 2]! >> 4));
      return seen.size;
    });

  it("draws lines, cells and the table; a brush leaves the trials that cross it, and a click lets go", async () => {
    const { page, complaints } = await opened(html);
    expect(await colours(page, "lines")).toBeGreaterThan(8);
    expect(await colours(page, "heat")).toBeGreaterThan(4);
    expect((await rowsOf(page)).map((row) => row[4])).toEqual("11 10 9 8 7 6 4 3 2 1 0".split(" "));
    // The last but one axis is the rate's: 0 at the bottom, 11 at the top.
    const { x, y, width } = await boxOf(page, "#lines canvas");
    const axis = x + 60 + (3 * (width - 120)) / 4;
    const level = (t: number) => y + 380 - 26 - t * (380 - 34 - 26);
    await page.mouse.move(axis, level(0.5));
    await page.mouse.down();
    await page.mouse.move(axis, level(0.75), { steps: 3 });
    await page.mouse.move(axis, level(0.99), { steps: 3 });
    await page.mouse.up();
    expect((await rowsOf(page)).map((row) => row[4])).toEqual("10 9 8 7 6".split(" "));
    expect(await textOf(page, "#chosen")).toBe("5 of 11 trials");
    await page.mouse.click(axis, level(0.2));
    expect(await textOf(page, "#chosen")).toBe("all 11 trials");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("a cell tells mean, standard deviation and number of its trials; a head orders the table", async () => {
    const { page, complaints } = await opened(html);
    await (await page.$("#cell"))!.scrollIntoView();
    const box = await boxOf(page, "#heat canvas");
    // Weight across (0.1, 1, 10), word up (a, b): the upper right cell has rates 10 and 11.
    await page.mouse.move(box.x + box.width - 120, box.y + 20);
    expect(await textOf(page, "#cell")).toBe("weight 10, word b: rate 10.5 ± 0.7071 (2 trials)");
    await choose(page, "#x", "seed");
    await page.mouse.move(box.x + 100, box.y + 20);
    // Seed 1, word b: indices 2, 6 and 10.
    expect(await textOf(page, "#cell")).toBe("seed 1, word b: rate 6 ± 4 (3 trials)");
    await page.locator("#trials-table th button::-p-text(weight)").click();
    expect((await rowsOf(page))[0]![0]).toBe("10");
    await page.locator("#trials-table th button::-p-text(weight)").click();
    expect((await rowsOf(page))[0]![0]).toBe("0.1");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
