import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { golden } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { checks } from "./checks.js";
import { launchChromium } from "./chromium.js";
import { openSite } from "./site.js";

// Chromium alone: could not catch what Firefox or Safari do otherwise.

let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;

const trials = Array.from({ length: 12 }, (_, k) => (k * 7) % 12);

/** What Node has: the small networks on 1, 2, 3 workers, and the trials. */
const inNode: { networks: unknown[]; trials: unknown[] } = { networks: [], trials: [] };

beforeAll(async () => {
  browser = await launchChromium();
  site = await openSite();
  for (const workers of [1, 2, 3]) inNode.networks.push(await checks.activities(workers));
  const run = await open({ seed: 5 });
  for (const trial of trials) inNode.trials.push(await run(trial));
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

describe("in Chromium", { timeout: 60_000 }, () => {
  it("a bundle needs no configuration and contains all that it imports", () => {
    expect(site.externals).toEqual([]);
  });

  it("Node, to compare with, has the pinned spikes, deliveries and hash", () => {
    expect(inNode.networks[0]).toEqual(golden);
  });

  for (const { way, path, script, isolated, most } of [
    { way: "bundled, cross-origin isolated", path: "/isolated", script: "/page.js", isolated: true, most: 3 },
    { way: "bundled, without SharedArrayBuffer", path: "/plain", script: "/page.js", isolated: false, most: 2 },
    { way: "unbundled, by an import map", path: "/mapped", script: "/mapped-page.js", isolated: true, most: 2 },
  ])
    it(`${way}: page, worker, networks and pools of 1 to ${most} workers give the spikes of Node`, async () => {
      const { inPage, inWorker, complaints, close } = await visit(path, script);
      expect(await inPage("context")).toEqual({ isolated, sharedMemory: isolated });
      expect(await inWorker("context")).toEqual({ isolated, sharedMemory: isolated });
      for (let workers = 1; workers <= most; workers++) {
        // Without SharedArrayBuffer a network runs on one worker, whatever was asked for.
        const expected = inNode.networks[isolated ? workers - 1 : 0];
        expect(await inPage("activities", workers), `networks on ${workers} workers`).toEqual(expected);
        expect(await inPage("mapped", workers, trials), `a pool of ${workers} workers`).toEqual(inNode.trials);
      }
      expect(await inWorker("activities", 1), "networks in a worker").toEqual(inNode.networks[0]);
      expect(await inWorker("activities", 2), "networks on two workers of a worker").toEqual(
        inNode.networks[isolated ? 1 : 0],
      );
      expect(await inWorker("mapped", 2, trials), "a pool of a worker").toEqual(inNode.trials);
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
