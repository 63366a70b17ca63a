import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { golden } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { launch } from "./browsers.js";
import { buildPages, bundlerNames } from "./bundlers.js";
import { openSite } from "./site.js";

// The package is installed as npm packs it. Could not catch what other versions of these bundlers do.

let site: Awaited<ReturnType<typeof openSite>>;
let paths: Record<string, string>;
let browser: Browser;

beforeAll(async () => {
  const pages = await buildPages();
  paths = pages.paths;
  site = await openSite();
  site.add(pages.files);
  browser = await launch("chromium");
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe('import "neuroglia", without configuration', () => {
  it.each([...bundlerNames, "an import map"])("by %s: networks and pools give the spikes of Node", async (name) => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(site.origin + paths[name]);
    expect(complaints).toEqual([]);
    const trials = [3, 1, 2];
    const run = await open({ seed: 5 });
    const inNode: unknown[] = [];
    for (const trial of trials) inNode.push(await run(trial));
    for (const call of ["1", "1, true", "2"])
      expect(await page.evaluate(`checks.activities(${call})`), `activities(${call})`).toEqual(golden);
    expect(await page.evaluate(`checks.mapped(2, ${JSON.stringify(trials)})`)).toEqual(inNode);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
