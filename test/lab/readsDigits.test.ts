// Digits in a real browser, from the drawing to the answer. How well the readout reads is measured on MNIST, not here; how fast
// it learns, by hand.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { decodeTrainedLiquid } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { describeInAll, launch, testsIn } from "../browser/browsers.js";
import { hostLab } from "./host.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const downloads = mkdtempSync(join(dist, "digits-"));
let address: string;
let stop: () => void;
/** The same files from a host that sends no headers of its own: workers share no memory there. */
let plain: Awaited<ReturnType<typeof hostLab>>;

beforeAll(async () => {
  const served = spawn(process.execPath, [join(dist, "src/cli/main.js"), "lab", "--port", "0"]);
  stop = () => void served.kill("SIGTERM");
  address = await new Promise((resolve) => {
    let said = "";
    served.stdout.on("data", (text) => {
      said += text;
      const found = /http:\S+/.exec(said);
      if (found) resolve(`${found[0]}#digits`);
    });
  });
  plain = await hostLab();
});
afterAll(() => {
  stop?.();
  plain?.close();
  rmSync(downloads, { recursive: true });
});

const visit = async (browser: Browser, at = address) => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${(error as Error).message}`));
  await page.setViewport({ width: 1300, height: 1100 });
  await page.goto(at);
  await page.waitForSelector(".digits-strip canvas");
  return { page, complaints };
};

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => found.textContent ?? "");

/** Draws strokes on the pad with the mouse; points are shares of its sides. */
const draw = async (page: Page, strokes: readonly (readonly [number, number])[][]): Promise<void> => {
  const pad = (await (await page.$(".digits-pad"))!.boundingBox())!;
  for (const stroke of strokes)
    for (const [k, [x, y]] of stroke.entries()) {
      await page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height);
      if (k === 0) await page.mouse.down();
      if (k === stroke.length - 1) await page.mouse.up();
    }
};

const one: [number, number][] = Array.from({ length: 8 }, (_, k) => [0.5, 0.2 + 0.08 * k]);
const zero: [number, number][] = Array.from({ length: 33 }, (_, k) => [
  0.5 + 0.2 * Math.sin((2 * Math.PI * k) / 32),
  0.5 - 0.3 * Math.cos((2 * Math.PI * k) / 32),
]);

/** What the page says that it is, once it has said so. */
const verdict = async (page: Page): Promise<string> => {
  await page.waitForFunction(() => document.querySelector("#digits-verdict")!.textContent !== "", { timeout: 60_000 });
  return text(page, "#digits-verdict");
};

/** Accuracies that browsers reached. */
const reached: number[] = [];

/** Trains on few images; resolves to what the page says of it. */
const train = async (page: Page): Promise<string> => {
  await page.select("#digits-plan", "500");
  await page.click("#digits-train");
  await page.waitForFunction(() => /Trained|must/.test(document.querySelector("#digits-training")!.textContent!), {
    timeout: 100_000,
  });
  return text(page, "#digits-training");
};

vi.setConfig({ testTimeout: 180_000 });

describeInAll((name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 60_000);
  afterAll(() => browser?.close());

  it("a readout is trained in the page, drawn digits are recognised, and a file takes it to another page", async () => {
    const { page, complaints } = await visit(browser);
    await draw(page, [one]);
    expect(await text(page, "#digits-remark")).toMatch(/no readout yet/);
    const said = await train(page);
    const accuracy = Number(await page.$eval(".digits-card", (card) => (card as HTMLElement).dataset.accuracy));
    expect(said).toMatch(/readout of 500 images: [\d.]+\s% of 200 test images/);
    expect(accuracy).toBeGreaterThan(0.75);
    reached.push(accuracy);
    expect(new Set(reached), "every browser trains the same readout").toHaveProperty("size", 1);

    // What was drawn before is shown as soon as there is a readout.
    expect(await verdict(page)).toBe("1");
    await page.click("#digits-clear");
    expect(await text(page, "#digits-verdict")).toBe("");
    await draw(page, [zero]);
    expect(await verdict(page)).toBe("0");
    const scores = () =>
      page.$$eval(".digits-scores li", (rows) => rows.map((row) => Number(row.lastChild!.textContent)));
    const first = await scores();
    expect(first.indexOf(Math.max(...first))).toBe(0);
    expect(first.reduce((sum, each) => sum + each, 0)).toBe(45);
    const numbers = () => page.$$eval(".digits-numbers dd", (all) => all.map(({ textContent }) => textContent));
    const [spikes, , , , branching] = await numbers();
    expect(Number(spikes!.replace(",", ""))).toBeGreaterThan(1000);
    expect(Number(branching)).toBeGreaterThan(0.8);

    await page.click("#digits-several");
    await page.waitForFunction(() => document.querySelectorAll(".digits-history button").length === 6);
    expect(await verdict(page)).toBe("0");

    if (name === "chromium") {
      const session = await page.createCDPSession();
      await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
      await page.click("#digits-save");
      const file = join(downloads, "neuroglia-digits.nalsm");
      await expect.poll(() => readdirSync(downloads), { timeout: 20_000 }).toEqual(["neuroglia-digits.nalsm"]);
      expect((await decodeTrainedLiquid(new Uint8Array(readFileSync(file)), file)).accuracy).toBe(accuracy);

      const other = await visit(browser);
      const choose = async (path: string): Promise<void> => {
        const [chooser] = await Promise.all([other.page.waitForFileChooser(), other.page.click("#digits-open")]);
        await chooser.accept([path]);
      };
      const damaged = join(downloads, "damaged.nalsm");
      writeFileSync(damaged, readFileSync(file).subarray(0, 5000));
      await choose(damaged);
      await other.page.waitForSelector("#digits-training.warning");
      expect(await text(other.page, "#digits-training")).toMatch(/content of file damaged.nalsm must be a whole/);
      const clothes = join(downloads, "clothes.nalsm");
      const content = JSON.parse(gunzipSync(readFileSync(file)).toString());
      writeFileSync(clothes, gzipSync(JSON.stringify({ ...content, dataset: "fashion-mnist" })));
      await choose(clothes);
      await other.page.waitForFunction(() => /clothes/.test(document.querySelector("#digits-training")!.textContent!));
      expect(await text(other.page, "#digits-training")).toBe(
        "file clothes.nalsm holds a readout of fashion-mnist; this page draws digits, so it must be one of mnist",
      );
      expect(await other.page.$(".digits-card[data-accuracy]"), "nothing was taken").toBe(null);
      await choose(file);
      await other.page.waitForSelector(".digits-card[data-accuracy]");
      await draw(other.page, [zero]);
      expect(await verdict(other.page)).toBe("0");
      // The same picture, liquid and trial: the same spikes.
      expect(await other.page.$eval(".digits-numbers dd", ({ textContent }) => textContent)).toBe(spikes);
      expect(other.complaints).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("training can be aborted, and begun again", async () => {
    const { page, complaints } = await visit(browser);
    await page.click("#digits-train");
    await page.waitForFunction(() => /initialisation: /.test(document.querySelector("#digits-training")!.textContent!));
    expect(await text(page, "#digits-train")).toBe("Abort");
    await page.click("#digits-train");
    await page.waitForFunction(() => document.querySelector("#digits-training")!.textContent === "Aborted.");
    expect(await text(page, "#digits-train")).toBe("Train");
    await page.click("#digits-train");
    await page.waitForFunction(() => /initialisation: /.test(document.querySelector("#digits-training")!.textContent!));
    expect(complaints).toEqual([]);
    await page.close();
  });
});

testsIn("chromium").describe("from a host that sends no headers", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch("chromium");
  }, 60_000);
  afterAll(() => browser?.close());

  it("without isolation it trains and recognises as well", async () => {
    const { page, complaints } = await visit(browser, `${plain.origin}#digits`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await draw(page, [zero]);
    expect(await train(page)).toMatch(/Trained/);
    expect(await verdict(page)).toBe("0");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
