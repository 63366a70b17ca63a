import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { golden } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { launchChromium } from "./chromium.js";
import { openSite } from "./site.js";

// Chromium alone: could not catch what Firefox or Safari do otherwise.

let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;

beforeAll(async () => {
  browser = await launchChromium();
  site = await openSite();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A page of the site: how to run a check there, and what it complained of. */
const visit = async (path: string, script = "/page.js") => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  await page.goto(site.origin + path);
  const call = (what: string): Promise<unknown> => page.evaluate(`import("${script}").then((page) => page.${what})`);
  return {
    complaints,
    inPage: (check: string, ...inputs: unknown[]) =>
      call(`inPage.${check}(${inputs.map((input) => JSON.stringify(input)).join()})`),
    inWorker: (check: string, ...inputs: unknown[]) =>
      call(`inWorker(${[check, ...inputs].map((input) => JSON.stringify(input)).join()})`),
    close: () => page.close(),
  };
};

const trials = Array.from({ length: 12 }, (_, k) => (k * 7) % 12);

const inNode = async (): Promise<unknown[]> => {
  const run = await open({ seed: 5 });
  const results: unknown[] = [];
  for (const trial of trials) results.push(await run(trial));
  return results;
};

describe("in Chromium", { timeout: 30_000 }, () => {
  it("a bundle needs no configuration and contains all that it imports", () => {
    expect(site.externals).toEqual([]);
  });

  for (const { way, path, script, isolated } of [
    { way: "bundled, cross-origin isolated", path: "/isolated", script: "/page.js", isolated: true },
    { way: "bundled, without SharedArrayBuffer", path: "/plain", script: "/page.js", isolated: false },
    { way: "unbundled, by an import map", path: "/mapped", script: "/mapped-page.js", isolated: true },
  ])
    it(`${way}: page, worker and a pool of 1, 2, 3 workers give the spikes of Node`, async () => {
      const { inPage, inWorker, complaints, close } = await visit(path, script);
      expect(await inPage("context")).toEqual({ isolated, sharedMemory: isolated });
      expect(await inWorker("context")).toEqual({ isolated, sharedMemory: isolated });
      expect(await inPage("activities")).toEqual(golden);
      expect(await inWorker("activities")).toEqual(golden);
      const expected = await inNode();
      for (const workers of [1, 2, 3]) expect(await inPage("mapped", workers, trials)).toEqual(expected);
      expect(await inWorker("mapped", 2, trials), "a pool that a worker owns").toEqual(expected);
      expect(complaints).toEqual([]);
      await close();
    });

  it("a trial that throws and a worker that dies end the map with their error; nothing hangs, the pool goes on", async () => {
    const { inPage, complaints, close } = await visit("/isolated");
    const message = async (...inputs: unknown[]) => {
      const { failed, afterwards } = (await inPage("failure", ...inputs)) as {
        failed: { message: string };
        afterwards: number;
      };
      expect(afterwards).toBe(3);
      return failed.message;
    };
    expect(await message([1, "throw", 2])).toBe("this trial fails");
    expect(await message([1, "close", 2])).toMatch(/^a worker died: .*it closed itself$/);
    expect(await message([1, "throw later", 2])).toMatch(/^a worker died: .*thrown later$/);
    expect(await message([1, "reject later", 2])).toMatch(/^a worker died: .*rejected later$/);
    expect(await message([1, 2], "/nothing.js")).toMatch(/nothing\.js/);
    expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
    await close();
  });

  it("where no workers can be had, a pool says so", async () => {
    const plain = await visit("/plain");
    expect(await plain.inPage("withoutWorkers")).toMatchObject({ name: "NeurogliaError", code: "no-threads" });
    await plain.close();
    const strict = await visit("/strict");
    expect(await strict.inPage("mapped", 1, [1]).catch(String)).toMatch(/a worker died: it did not start.*worker-src/);
    await strict.close();
  });
});
