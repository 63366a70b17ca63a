import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { golden, goldenNetworks } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { browserNames, launch } from "./browsers.js";
import { openSite } from "./site.js";

// Could not catch what Safari does otherwise.

let site: Awaited<ReturnType<typeof openSite>>;

const trials = Array.from({ length: 12 }, (_, k) => (k * 7) % 12);

/** What Node has of the trials; of networks it has the pinned activities, on any number of workers. */
const inNode: unknown[] = [];

beforeAll(async () => {
  site = await openSite();
  const run = await open({ seed: 5 });
  for (const trial of trials) inNode.push(await run(trial));
});
afterAll(async () => {
  await site?.close();
});

/** A page of the site: how to run a check there, and what it complained of. */
const visit = async (browser: Browser, path: string, script = "/page.js") => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${(error as Error).message}`));
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

describe.each(browserNames)("in %s", { timeout: 120_000 }, (name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 60_000);
  afterAll(() => browser?.close());

  it("a bundle needs no configuration and contains all that it imports", () => {
    expect(site.externals).toEqual([]);
  });

  for (const { way, path, script, isolated, most } of [
    { way: "bundled, cross-origin isolated", path: "/isolated", script: "/page.js", isolated: true, most: 3 },
    { way: "bundled, without SharedArrayBuffer", path: "/plain", script: "/page.js", isolated: false, most: 2 },
    { way: "unbundled, by an import map", path: "/mapped", script: "/mapped-page.js", isolated: true, most: 2 },
  ])
    it(`${way}: page, worker, networks and pools of 1 to ${most} workers give the spikes of Node`, async () => {
      const { inPage, inWorker, complaints, close } = await visit(browser, path, script);
      expect(await inPage("context")).toEqual({ isolated, sharedMemory: isolated });
      expect(await inWorker("context")).toEqual({ isolated, sharedMemory: isolated });
      for (let workers = 1; workers <= most; workers++) {
        expect(await inPage("activities", workers), `networks on ${workers} workers`).toEqual(golden);
        expect(await inPage("mapped", workers, trials), `a pool of ${workers} workers`).toEqual(inNode);
      }
      expect(await inWorker("activities", 1), "networks in a worker").toEqual(golden);
      expect(await inWorker("activities", 2), "networks on two workers of a worker").toEqual(golden);
      expect(await inWorker("mapped", 2, trials), "a pool of a worker").toEqual(inNode);
      expect(complaints).toEqual([]);
      await close();
    });

  it("the papers' networks have the hashes pinned in Node: in a page on one and two workers, and in a worker", async () => {
    const { inPage, inWorker, complaints, close } = await visit(browser, "/isolated");
    for (const workers of [1, 2])
      expect(await inPage("papers", workers), `on ${workers} workers`).toEqual(goldenNetworks);
    expect(await inWorker("papers", 1)).toEqual(goldenNetworks);
    expect(complaints).toEqual([]);
    await close();
  });

  it("a trial that throws and a worker that dies end the map with their error; nothing hangs, the pool goes on", async () => {
    const { inPage, complaints, close } = await visit(browser, "/isolated");
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
    const plain = await visit(browser, "/plain");
    expect(await plain.inPage("withoutWorkers")).toMatchObject({ name: "NeurogliaError", code: "no-threads" });
    await plain.close();
    const strict = await visit(browser, "/strict");
    expect(await strict.inPage("mapped", 1, [1]).catch(String)).toMatch(/a worker died: it did not start.*worker-src/);
    await strict.close();
  });
});
