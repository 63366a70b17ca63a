// The Lab for those whom lab.test.ts is not about: on a phone, with a keyboard alone, who go back and forth, whose links were made elsewhere, or whose
// host lacks or forbids something. Could not catch what is ugly: look at it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect } from "vitest";
import { launch, testsIn } from "../browser/browsers.js";
import { hostLab } from "./host.js";

const { describe, it } = testsIn("chromium");

let browser: Browser;
let host: Awaited<ReturnType<typeof hostLab>>;
beforeAll(async () => {
  [browser, host] = await Promise.all([launch("chromium"), hostLab()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  host?.close();
});

const small = "#network=izhikevich-2003&neurons=200&synapses=200&seed=3";

const visit = async (address: string, size = { width: 1280, height: 900 }): Promise<Page> => {
  const page = await browser.newPage();
  await page.setViewport(size);
  await page.goto(address);
  return page;
};
const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, ({ textContent }) => (textContent ?? "").trim());
/** Waits until an element's text matches. */
const says = (page: Page, selector: string, pattern: RegExp): Promise<unknown> =>
  page.waitForFunction(
    (where: string, source: string) => new RegExp(source).test(document.querySelector(where)?.textContent ?? ""),
    { polling: 20, timeout: 20_000 },
    selector,
    pattern.source,
  );
const built = (page: Page) => says(page, "#status", /built in/);
const boxOf = async (page: Page, selector: string) => (await (await page.$(selector))!.boundingBox())!;

/** Presses arrow right on a slider. */
const nudge = async (page: Page, id: string): Promise<void> => {
  await page.focus(`#${id}`);
  await page.keyboard.press("ArrowRight");
};

describe("links", () => {
  it("never hold the hash of other spikes than those they give", async () => {
    const page = await visit(`${host.origin}${small}&hash=0123456789abcdef`);
    await built(page);
    await page.reload();
    await built(page);
    expect(page.url(), "a reload keeps what a link came with").toContain("&hash=0123456789abcdef");
    await page.select("#pace", "null");
    await page.click("#play");
    await says(page, "#hash", /^[0-9a-f]{16}$/);
    expect(await textOf(page, "#verdict")).toBe(
      "The link came with 0123456789abcdef: this version of neuroglia gives other spikes.",
    );
    const hash = await textOf(page, "#hash");
    expect(page.url()).toContain(`&hash=${hash}`);
    await nudge(page, "control-noiseE");
    expect(page.url()).not.toContain("hash=");
    await says(page, "#status", /^Acts from/);
    expect(page.url()).not.toContain("hash=");
    expect(await textOf(page, "#verdict")).toMatch(/^Values changed at .* so no link gives these spikes/);
    await page.click("#copy");
    await says(page, "#share", /other spikes than those on the screen|does not let pages copy/);
    await page.close();
  });

  it("an experiment whose values are set already changes nothing; a value changed before the first step, what the hash was of", async () => {
    const page = await visit(`${host.origin}#network=vogels-abbott-2005&hash=0123456789abcdef`);
    await built(page);
    await page.click("#intro button");
    await says(page, "#status", /set already/);
    expect(page.url()).toContain("hash=");
    await nudge(page, "control-weightE");
    await says(page, "#verdict", /^Appears at 1,000 ms/);
    expect(page.url()).not.toContain("hash=");
    await page.close();
  });
});

it("back and forward go from network to network to digits; a network that nobody sees rests", async () => {
  const page = await visit(host.origin + small);
  await built(page);
  await page.click("#to-digits");
  await page.waitForSelector(".digits-strip canvas");
  await page.goBack();
  await built(page);
  expect(await textOf(page, "#title")).toBe("A thousand neurons of many types");
  expect(page.url()).toContain("neurons=200");
  await page.goForward();
  await page.waitForFunction(() => (document.querySelector("#lab") as HTMLElement).hidden);
  await page.goBack();
  await built(page);
  await page.click("#play");
  await says(page, "#time", /^[1-9]/);

  const other = await visit("about:blank");
  await other.bringToFront();
  const timeLater = async (): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return textOf(page, "#time");
  };
  const hidden = await timeLater();
  expect(await page.evaluate(() => document.visibilityState)).toBe("hidden");
  expect(await timeLater()).toBe(hidden);
  await page.bringToFront();
  await page.waitForFunction((was: string) => document.querySelector("#time")!.textContent !== was, {}, hidden);
  await Promise.all([page.close(), other.close()]);
});

it("Tab comes to everything that can be clicked, shows where it is, and goes on", async () => {
  const page = await visit(host.origin + small);
  await built(page);
  const all = await page.$$eval("a, button, select, input, canvas[tabindex]", (found) => {
    const enabled = found.filter((each) => !(each as HTMLButtonElement).disabled && each.checkVisibility());
    enabled.forEach((each, k) => {
      each.setAttribute("data-place", String(k));
    });
    return enabled.length;
  });
  expect(all).toBeGreaterThan(35);
  const places = new Set<string>();
  for (let k = 0; k <= all; k++) {
    await page.keyboard.press("Tab");
    const [place, outline] = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement;
      return [focused.dataset.place ?? "", getComputedStyle(focused).outlineStyle];
    });
    if (!place) continue;
    places.add(place);
    expect(outline, `outline of element ${place}`).not.toBe("none");
  }
  expect(places.size).toBe(all);
  await page.close();
});

it("axe finds nothing to complain of, in light and dark; a click paints a dot", async () => {
  const page = await visit(host.origin);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const violations = async (): Promise<unknown> => {
    const found: unknown[] = [];
    for (const [scheme, only] of [
      ["light", {}],
      ["dark", { runOnly: ["color-contrast"] }],
    ] as const) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const given = JSON.stringify({ resultTypes: ["violations"], ...only });
      const { violations } = (await page.evaluate(`axe.run(document, ${given})`)) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      found.push(...violations.map(({ id, nodes }) => [scheme, id, nodes.map(({ html }) => html)]));
    }
    return found;
  };
  const go = (address: string) => page.evaluate((to) => void (location.hash = to), address);
  for (const address of [
    "#network=vogels-abbott-2005&tauM=1&gee=1",
    "#network=brunel-2000&neurons=1250&plasticity=stdp&g=6",
    `${small}&iExt=1`,
    "#network=nalsm-2021&neurons=216",
  ]) {
    await go(address);
    await page.waitForFunction((to: string) => location.hash.startsWith(to), {}, address.split("&")[0]!);
    await built(page);
    await page.click("#leap");
    await says(page, "#time", /^100 ms$/);
    // The colours of both verdicts, whatever the hash.
    const verdict = address.includes("brunel") ? "same" : "different";
    await page.$eval("#hash", (hash, to) => void (hash.className = to), verdict);
    expect(await violations(), address).toEqual([]);
  }
  await go("#digits");
  await page.waitForSelector(".digits-strip canvas");
  await page.$eval("#digits-verdict", (verdict) => void (verdict.textContent = "7"));
  for (const kind of ["right", "wrong"]) {
    await page.$eval("#digits-verdict", (verdict, to) => void (verdict.className = to), kind);
    expect(await violations(), `digits, ${kind}`).toEqual([]);
  }
  const inked = () =>
    page.$eval(".digits-pad", (canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      return data.reduce((sum, alpha, k) => sum + (k % 4 === 3 ? alpha / 255 : 0), 0) / (width * height);
    });
  expect(await inked()).toBe(0);
  await page.click(".digits-pad");
  // A circle as wide as a line, a fourteenth of the side.
  expect(await inked()).toBeCloseTo(Math.PI / 28 ** 2, 3);
  await page.close();
});

it("a neuron that is clicked while the network rests shows its past at once; a chip says what is set, a slider goes back", async () => {
  const page = await visit(`${host.origin}#network=izhikevich-2003&neurons=200&synapses=200&seed=3`);
  await built(page);
  const pressed = () => page.$$eval('#intro [aria-pressed="true"]', (all) => all.map(({ textContent }) => textContent));
  const isDisabled = () => page.$eval(back, (button) => (button as HTMLButtonElement).disabled);
  const back = ".control:has(#control-neurons) button";
  expect(await pressed()).toEqual([]);
  expect(await textOf(page, "#notes"), "no warning of what the Workers menu says").toBe("");
  await page.click("#leap");
  await says(page, "#time", /^100 ms$/);
  const raster = await boxOf(page, ".view-raster");
  await page.mouse.click(raster.x + raster.width - 60, raster.y + 200);
  await says(page, ".view-traces", /neuron 0neuron 160neuron \d+/);
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".view-traces canvas")!;
    const green = [0x0b, 0x7d, 0x5c];
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((_, k) => k % 4 === 0 && green.every((part, at) => Math.abs(data[k + at]! - part) < 3));
  });
  expect(await isDisabled()).toBe(false);
  await page.click(back);
  await says(page, "#status", /1,000 neurons, .*built in/);
  expect(await isDisabled()).toBe(true);
  expect(await page.evaluate(() => document.activeElement!.id)).toBe("control-neurons");
  await page.click("#intro button");
  await says(page, "#status", /1,000,000 synapses, built in/);
  expect(await pressed()).toEqual(["As published"]);
  await nudge(page, "control-noiseE");
  expect(await pressed()).toEqual([]);
  await page.close();
});

describe("on a phone", () => {
  const size = { width: 390, height: 700, isMobile: true, hasTouch: true };

  it("the answer is in sight while one draws", async () => {
    const page = await visit(`${host.origin}#digits`, size);
    await page.waitForSelector(".digits-strip canvas");
    await page.$eval(".digits-drawing", (card) => card.scrollIntoView());
    const [pad, answer, scores] = [
      await boxOf(page, ".digits-pad"),
      await boxOf(page, "#digits-verdict"),
      await boxOf(page, ".digits-scores"),
    ];
    expect(pad.y).toBeGreaterThanOrEqual(0);
    expect(answer.y).toBeGreaterThan(pad.y + pad.height);
    expect(Math.max(answer.y + answer.height, scores.y + scores.height)).toBeLessThanOrEqual(size.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    await page.close();
  });

  it("spikes, transport and what is said are in sight while one moves a slider, and hide none", async () => {
    const page = await visit(host.origin + small, size);
    await built(page);
    const before = await boxOf(page, ".view-raster");
    expect(before.y + before.height).toBeGreaterThan(size.height);
    await page.tap("#play");
    const playing = await boxOf(page, ".view-raster");
    expect(playing.y + playing.height).toBeLessThan(size.height);
    await nudge(page, "control-vPeak");
    await says(page, "#status", /^Acts from/);
    await page.$eval("#control-vPeak", (slider) => slider.scrollIntoView({ block: "end" }));
    const [transport, raster, slider, status] = [
      await boxOf(page, "#transport"),
      await boxOf(page, ".view-raster"),
      await boxOf(page, "#control-vPeak"),
      await boxOf(page, "#status"),
    ];
    expect(transport.y).toBe(0);
    expect(raster.y).toBeGreaterThanOrEqual(transport.height);
    expect(slider.y).toBeGreaterThan(raster.y + raster.height);
    expect(status.y).toBeGreaterThanOrEqual(slider.y + slider.height);
    expect(status.y + status.height).toBe(size.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    await page.close();
  });
});

describe("a host that lacks or forbids something is told of, and nothing waits for ever", () => {
  it.each([
    ["no worker.js", { without: "worker.js" }, /it did not start; is worker\.js beside the page/],
    [
      "no WebAssembly by its Content-Security-Policy",
      { policy: "script-src 'self'; worker-src 'self' blob:" },
      /WebAssembly.*Content Security Policy/,
    ],
  ])("%s", async (_, lacks, message) => {
    const other = await hostLab(lacks);
    const page = await visit(other.origin + small);
    await says(page, "#status", message);
    expect(await textOf(page, "#title")).toBe("A thousand neurons of many types");
    // Play tries again.
    await page.click("#play");
    await says(page, "#play", /Play/);
    await says(page, "#status", message);
    await page.close();
    other.close();
  });

  it("no images of digits", async () => {
    const other = await hostLab({ without: "digits.bin" });
    const page = await visit(`${other.origin}#digits`);
    await says(page, ".digits-strip", /no images to pick or to train with: .*status 404/);
    await page.click("#digits-train");
    await says(page, "#digits-training", /status 404/);
    expect(await textOf(page, "#digits-train")).toBe("Train");
    await page.close();
    other.close();
  });
});
