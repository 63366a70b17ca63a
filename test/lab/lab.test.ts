// The Lab as a class meets it: in a real browser, served by the command that serves it. Frame rate and longest block of the
// page's thread are measured by npm run bench:browser, not here.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInAll, launch, testsIn } from "../browser/browsers.js";
import { goldenLab } from "./golden.js";
import { hostLab } from "./host.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const main = join(dist, "src/cli/main.js");

let origin: string;
let stop: () => Promise<number | null>;
/** The same files from a host that sends no headers of its own. */
let plain: Awaited<ReturnType<typeof hostLab>>;
const downloads = mkdtempSync(join(dist, "downloads-"));

beforeAll(async () => {
  const served = spawn(process.execPath, [main, "lab", "--port", "0"]);
  const ended = new Promise<number | null>((resolve) => served.once("exit", resolve));
  stop = () => {
    served.kill("SIGTERM");
    return ended;
  };
  origin = await new Promise((resolve) => {
    let said = "";
    served.stdout.on("data", (text) => {
      said += text;
      const found = /http:\S+/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  plain = await hostLab();
});
afterAll(async () => {
  rmSync(downloads, { recursive: true });
  plain.close();
  expect(await stop()).toBe(0);
});

/** A page of the Lab and all that it complained of. */
const visit = async (browser: Browser, address: string, before?: () => void) => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${(error as Error).message}`));
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(address);
  return { page, complaints };
};

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => found.textContent ?? "");
const until = (page: Page, condition: string): Promise<unknown> =>
  page.waitForFunction(condition, { timeout: 60_000, polling: 20 });
const built = (page: Page): Promise<unknown> =>
  until(page, `document.querySelector("#status").textContent.includes("built in")`);
const timeOf = async (page: Page): Promise<number> => Number((await textOf(page, "#time")).replace(/[^\d.]/g, ""));
const hashOf = async (page: Page): Promise<string> => {
  await until(page, `/^[0-9a-f]{16}$/.test(document.querySelector("#hash").textContent)`);
  return textOf(page, "#hash");
};
/** Sets a slider or menu as a hand does. */
const put = (page: Page, id: string, value: number | string): Promise<void> =>
  page.$eval(
    `#${id}`,
    (found, to) => {
      const input = found as HTMLInputElement;
      input.value = String(to);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    value,
  );

/** A file that the page hands over. */
const saved = async (page: Page, id: string, name: string): Promise<string> => {
  const client = await page.createCDPSession();
  await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads, eventsEnabled: true });
  const done = new Promise<void>((resolve) =>
    client.on("Browser.downloadProgress", ({ state }) => {
      if (state === "completed") resolve();
    }),
  );
  await page.click(`#${id}`);
  await done;
  await client.detach();
  return join(downloads, name);
};

const small = "#network=izhikevich-2003&neurons=400&synapses=400&seed=3";

describeInAll((name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 60_000);
  afterAll(() => browser?.close());

  it("opens, plays to the hash that Node has, and is shared by a link that gives the same", async () => {
    const { page, complaints } = await visit(browser, origin);
    await built(page);
    expect(await timeOf(page)).toBe(0);
    await page.click("#play");
    expect(await textOf(page, "#play")).toBe("Pause");
    const hash = await hashOf(page);
    expect(hash).toBe(goldenLab["vogels-abbott-2005"]);
    await page.click("#play");
    const link = page.url();
    expect(link).toContain(`hash=${hash}`);

    const other = await visit(browser, link);
    await built(other.page);
    expect(await textOf(other.page, "#verdict")).toContain(hash);
    await put(other.page, "pace", "null");
    await other.page.click("#play");
    expect(await hashOf(other.page)).toBe(hash);
    expect(await textOf(other.page, "#verdict")).toBe("The same spikes as where the link was made.");
    expect([...complaints, ...other.complaints]).toEqual([]);
    await Promise.all([page.close(), other.page.close()]);
  });

  it.each(Object.keys(goldenLab))("%s has its pinned hash", async (network) => {
    const { page, complaints } = await visit(browser, `${origin}#network=${network}`);
    await built(page);
    await put(page, "pace", "null");
    await page.click("#play");
    expect(await hashOf(page)).toBe(goldenLab[network]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

testsIn("chromium").describe("in Chromium alone", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch("chromium");
  }, 60_000);
  afterAll(() => browser?.close());

  it("steps, pauses, and goes on; keys do the same", async () => {
    const { page, complaints } = await visit(browser, origin + small);
    await built(page);
    await page.click("#step");
    await until(page, `document.querySelector("#time").textContent === "1 ms"`);
    await page.click("#leap");
    await until(page, `document.querySelector("#time").textContent === "101 ms"`);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("s");
    await until(page, `document.querySelector("#time").textContent === "102 ms"`);
    await page.keyboard.press("Space");
    await until(page, `parseFloat(document.querySelector("#time").textContent) > 150`);
    await page.keyboard.press("Space");
    expect(await textOf(page, "#play")).toBe("Play");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const paused = await timeOf(page);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await timeOf(page)).toBe(paused);
    await page.keyboard.press("r");
    await built(page);
    expect(await timeOf(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("a slider acts on the running network; the hash is gone until a restart, then that of the link", async () => {
    const { page } = await visit(browser, origin + small);
    await built(page);
    await page.click("#leap");
    await until(page, `document.querySelector("#time").textContent === "100 ms"`);
    await put(page, "control-noiseE", 8);
    await until(page, `document.querySelector("#status").textContent.startsWith("Acts from 100 ms on")`);
    await put(page, "pace", "null");
    await page.click("#play");
    await until(page, `Number(document.querySelector("#time").textContent.replace(/[^0-9.]/g, "")) > 1000`);
    expect(await textOf(page, "#hash")).toBe("–");
    expect(page.url()).toContain("noiseE=8");
    await page.click("#restart");
    const hash = await hashOf(page);
    const other = await visit(browser, page.url().replace(/&hash=\w+/, ""));
    await built(other.page);
    await put(other.page, "pace", "null");
    await other.page.click("#play");
    expect(await hashOf(other.page)).toBe(hash);
    await Promise.all([page.close(), other.page.close()]);
  });

  it("what is fixed once built restarts the network and says so; so does a word, with the sliders that go with it", async () => {
    const { page, complaints } = await visit(browser, `${origin}#network=vogels-abbott-2005&neurons=600`);
    await built(page);
    await page.click("#leap");
    await put(page, "control-neurons", 700);
    await until(
      page,
      `/^Restarted: .neurons. is fixed.*700 neurons.*built in/.test(document.querySelector("#status").textContent)`,
    );
    expect(await timeOf(page)).toBe(0);
    expect(await page.$("#control-gL")).toBe(null);
    await page.click("#play");
    await put(page, "control-neurons", 800);
    await until(page, `/^Restarted: .*800 neurons/.test(document.querySelector("#status").textContent)`);
    await until(page, `parseFloat(document.querySelector("#time").textContent) > 50`);
    expect(await textOf(page, "#status"), "while it runs again").toMatch(/^Restarted/);
    await page.click("#play");
    await put(page, "control-variant", "coba");
    await page.waitForSelector("#control-gL");
    await built(page);
    expect(page.url()).toContain("variant=coba&weightE=4");
    expect(page.url()).toContain("neurons=800");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("a network that is being built, or runs, gives way at once to another; a reload gives the same hash", async () => {
    const { page, complaints } = await visit(browser, `${origin}#network=brunel-2000`);
    await page.evaluate((address) => void (location.hash = address), small);
    await built(page);
    expect(await textOf(page, "#title")).toBe("A thousand neurons of many types");
    await put(page, "pace", "null");
    await page.click("#play");
    const hash = await hashOf(page);
    await page.reload();
    await built(page);
    await page.click("#play");
    expect(await hashOf(page)).toBe(hash);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("saves a picture, spikes, measures, and a script that Node gives the same hash", async () => {
    const { page } = await visit(browser, origin + small);
    await built(page);
    for (let k = 0; k < 10; k++) {
      await page.click("#leap");
      await until(page, `document.querySelector("#time").textContent.replace(",", "") === "${100 * (k + 1)} ms"`);
    }
    const hash = await hashOf(page);
    const name = "izhikevich-2003-seed-3";
    const script = await saved(page, "save-typescript", `${name}.ts`);
    const file = join(downloads, "script.mjs");
    writeFileSync(file, transformSync(readFileSync(script, "utf8"), { loader: "ts" }).code);
    const printed = execFileSync(process.execPath, [file], { encoding: "utf8" });
    expect(printed).toContain(`hash ${hash}`);
    const lines = readFileSync(await saved(page, "save-csv", `${name}.csv`), "utf8").split("\n");
    const json = JSON.parse(readFileSync(await saved(page, "save-json", `${name}.json`), "utf8"));
    expect(json).toMatchObject({
      network: "izhikevich-2003",
      seed: 3,
      neurons: 400,
      timeMs: 1000,
      hash: { value: hash, changedAtMs: null },
      measures: { hash, spikes: lines.length - 2 },
    });
    expect(json.parameters.noiseE).toEqual({
      value: 5,
      unit: "mV/ms",
      meaning: "standard deviation of the thalamic input to excitatory neurons",
    });
    expect(printed).toContain(`${json.measures.rate.toFixed(2)} Hz`);
    const png = readFileSync(await saved(page, "save-png", `${name}.png`));
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    await page.close();
  });

  it("what of a link is impossible is replaced, and told; what means nothing is left out; the seed goes round", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const link = `#network=izhikevich-2003&neurons=400.5&synapses=100&seed=${most}&utm_source=x&hash=0123456789abcdef`;
    const { page, complaints } = await visit(browser, origin + link);
    await built(page);
    expect(await textOf(page, "#notes")).toBe(
      'neurons of izhikevich-2003 must be a whole number between 100 and 10000, got "400.5"; here it is 1000.' +
        "The link says more, which means nothing to this network: utm_source.",
    );
    expect(await textOf(page, "nav [aria-current]")).toBe("Izhikevich");
    expect(page.url()).toMatch(new RegExp(`seed=${most}&.*neurons=1000&synapses=100$`));
    await page.click("#next-seed");
    await until(page, `location.hash.includes("seed=0&")`);
    await built(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("two workers give the same spikes, where the page is isolated; elsewhere it says why there is one", async () => {
    const { page } = await visit(browser, origin + small);
    await built(page);
    await put(page, "workers", 2);
    await built(page);
    await put(page, "pace", "null");
    await page.click("#play");
    const hash = await hashOf(page);
    const other = await visit(browser, plain.origin + small);
    await built(other.page);
    expect(await other.page.$eval("#workers", (select) => (select as HTMLSelectElement).disabled)).toBe(true);
    expect(await textOf(other.page, "#controls")).toContain("cross-origin isolated");
    await other.page.click("#play");
    expect(await hashOf(other.page)).toBe(hash);
    await Promise.all([page.close(), other.page.close()]);
  });

  it("without workers the network runs on the page's thread, and the page says so", async () => {
    const { page } = await visit(browser, origin + small, () => Object.assign(globalThis, { Worker: undefined }));
    await built(page);
    expect(await textOf(page, "#notes")).toContain("no workers");
    await put(page, "pace", "null");
    await page.click("#play");
    const hash = await hashOf(page);
    const other = await visit(browser, origin + small);
    await built(other.page);
    await other.page.click("#play");
    expect(await hashOf(other.page)).toBe(hash);
    await Promise.all([page.close(), other.page.close()]);
  });

  it("without SIMD it says what is missing, and still describes the network and writes its script", async () => {
    const { page, complaints } = await visit(browser, `${origin}#network=vogels-abbott-2005`, () => {
      WebAssembly.validate = () => false;
    });
    await page.waitForSelector("#control-weightE");
    expect(await textOf(page, "#notes")).toContain("no WebAssembly SIMD");
    expect(await page.$eval("#play", (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    expect(existsSync(await saved(page, "save-typescript", "vogels-abbott-2005-seed-1.ts"))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
