import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { golden } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { launch, testsIn } from "./browsers.js";
import { buildPages, bundlerNames } from "./bundlers.js";
import { openSite } from "./site.js";

// The package is installed as npm packs it. Could not catch what other versions of these bundlers do.

const { describe } = testsIn("chromium");

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
    expect(await page.evaluate("document.characterSet")).toBe(name === "webpack 5" ? "windows-1252" : "UTF-8");
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

describe("examples/page.html, served beside node_modules", () => {
  it("plays, steps, keeps a moment and returns to it for the same spikes; a long run tells how far it is and is stopped", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${site.origin}/node_modules/neuroglia/examples/page.html`);
    const says = (condition: string) => page.waitForFunction(condition, { timeout: 20_000 });
    const click = async (...ids: string[]) => {
      for (const id of ids) await page.click(`#${id}`);
    };
    const hash = () => page.$eval("#hash", (output) => output.textContent);
    await says(`said.value === "ready"`);
    await click("play");
    await says("time.value > 40");
    await page.$eval("#current", (slider) => {
      slider.value = "250";
      slider.dispatchEvent(new Event("input"));
    });
    await click("tickle", "keep");
    await says("!back.disabled");
    const seen = async () => {
      const before = Number(await page.$eval("#time", (output) => output.textContent));
      await click("step");
      await says(`Math.abs(time.value - ${before + 0.1}) < 0.01`);
      return hash();
    };
    const then = await hash();
    const next = [await seen(), await seen(), await seen()];
    expect(next.at(-1)).not.toBe(then);
    await click("back");
    await says(`hash.value === "${then}"`);
    expect([await seen(), await seen(), await seen()]).toEqual(next);
    await click("far");
    await says(`/^[1-9]\\d? %$/.test(said.value)`);
    await click("stop");
    await says(`said.value === "stopped"`);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("examples/ownNeuron.html, served beside node_modules", () => {
  it("makes a neuron of the equations in its box, says where they are wrong, and runs them again", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${site.origin}/node_modules/neuroglia/examples/ownNeuron.html`);
    const says = (condition: string) => page.waitForFunction(condition, { timeout: 20_000 });
    const type = (id: string, text: string) =>
      page.$eval(
        `#${id}`,
        (box, value) => {
          (box as unknown as { value: string }).value = value;
        },
        text,
      );
    await says("/^euler, made in [0-9.]+ ms; [1-9][0-9]* spikes of 100 neurons/.test(said.value)");
    await type("threshold", "v > vPaek");
    await page.click("#run");
    await says("error.textContent.includes('did you mean \"vPeak\"?')");
    expect(await page.$eval("#error", (text) => text.textContent)).toContain("\n    v > vPaek\n        ^^^^^");
    await type("threshold", "v > vPeak");
    await page.click("#run");
    await says("error.textContent === '' && said.value.includes('spikes of 100')");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
