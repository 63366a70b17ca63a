import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoPage } from "../../lab/views/demo/page.mjs";
import { browserNames, launch, testsIn } from "./browsers.js";

// The Lab's views in real browsers, fed by hand. Could not catch what looks ugly: look at `node lab/views/demo/page.mjs`.

let server: Server;
let origin: string;

beforeAll(async () => {
  const html = await demoPage();
  server = createServer((_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(html));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Text of a program for the page, where `lab` is what the demo page gives and `frame` makes a frame of spikes. */
const program = (text: string): string => `(async () => {
  const { views, play } = window.lab;
  const frame = (time, spikes) => ({
    time,
    spikes: { times: Float64Array.from(spikes, ([t]) => t), ids: Uint32Array.from(spikes, ([, id]) => id) },
    samples: {},
    stats: { spikesPerSecond: 1234, synapticEventsPerSecond: 5.6e6, realTimeFactor: 0.5, hash: "" },
  });
  const pixels = async (view) => {
    const image = await createImageBitmap(await view.png());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return { width: image.width, height: image.height, rgba: context.getImageData(0, 0, image.width, image.height).data };
  };
  ${text}
})()`;

for (const name of browserNames)
  testsIn(name).describe(`in ${name}`, () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      browser = await launch(name);
      page = await browser.newPage();
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.setViewport({ width: 900, height: 900 });
      await page.goto(`${origin}/?neurons=100&rate=20&still`);
    });
    afterAll(async () => {
      await browser?.close();
    });
    const inPage = <T>(text: string): Promise<T> => page.evaluate(program(text)) as Promise<T>;

    it("a spike is a dot of its population's colour at its time and neuron, whatever colours the page has", async () => {
      for (const [exc, inh] of [
        ["#1f6fb5", "#d1570b"],
        ["#6fb4f2", "#f59a55"],
      ] as const) {
        // So many spikes at one place that the dot is opaque; 500 of 1000 ms, in the middle of the height and near the top.
        const dots = await inPage<{ x: number; y: number; rgb: number[] }[]>(`
          document.documentElement.style.cssText = "--exc: ${exc}; --inh: ${inh}";
          views.raster.reset({ neurons: 100, nExcitatory: 80, names: [] });
          views.raster.push(frame(1000, new Array(20).fill([500, 50]).concat(new Array(20).fill([750, 95]))));
          views.raster.draw(0);
          const { width, rgba } = await pixels(views.raster);
          const canvas = views.raster.element.querySelector("canvas");
          const found = [];
          for (const colour of ["${exc}", "${inh}"]) {
            const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
            let [x, y, n] = [0, 0, 0];
            // Below the caption, whose marks have the same colours.
            for (let at = 28 * width; at < rgba.length / 4; at++)
              if (rgba[4 * at] === r && rgba[4 * at + 1] === g && rgba[4 * at + 2] === b) { x += at % width; y += Math.floor(at / width) - 28; n++; }
            found.push({ x: (x / n - 66) / (canvas.clientWidth - 86), y: 1 - (y / n - 8) / (canvas.clientHeight - 48), n });
          }
          return found;`);
        expect(dots).toHaveLength(2);
        expect(dots[0]).toMatchObject({ n: 9 });
        expect(dots[1]).toMatchObject({ n: 9 });
        for (const [k, [x, y]] of [
          [0.5, 0.505],
          [0.75, 0.955],
        ].entries()) {
          expect(dots[k]!.x).toBeCloseTo(x!, 2);
          expect(dots[k]!.y).toBeCloseTo(y!, 2);
        }
      }
    });

    it("a click picks the neuron of the spike that is near, or of the row; arrows and Enter pick too", async () => {
      const picked = await inPage<(number | string)[]>(`
        const picked = [];
        views.raster.element.addEventListener("pick", ({ detail }) => picked.push(detail));
        views.raster.reset({ neurons: 100, nExcitatory: 80, names: [] });
        views.raster.push(frame(1000, [[500, 50]]));
        views.raster.draw(0);
        const canvas = views.raster.element.querySelector("canvas");
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const click = (x, y) => canvas.dispatchEvent(new MouseEvent("click", { clientX: left + 66 + x * (width - 86), clientY: top + 8 + (1 - y) * (height - 48) }));
        click(0.5, 0.513);
        click(0.9, 0.205);
        click(-0.05, 0.5);
        for (const key of ["ArrowUp", "ArrowUp", "PageUp", "ArrowDown", "Enter"]) canvas.dispatchEvent(new KeyboardEvent("keydown", { key }));
        const told = () => views.raster.element.querySelector('[aria-live="polite"]').textContent;
        picked.push(told());
        for (let k = 0; k < 48; k++) canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
        picked.push(told());
        canvas.dispatchEvent(new Event("blur"));
        picked.push(told());
        return picked;`);
      expect(picked).toEqual([
        50,
        20,
        98,
        "Neuron 98, inhibitory, 0 spikes within 1000 ms",
        "Neuron 50, excitatory, 1 spike within 1000 ms",
        "",
      ]);
    });

    it("all views play frames, keep to a phone's width, give pictures, and say numbers; nothing is uncaught", async () => {
      await page.setViewport({ width: 360, height: 800 });
      await inPage("for (const view of Object.values(views)) view.resize(); await play(40, 50);");
      const { sizes, numbers, wide } = await inPage<{
        sizes: Record<string, number[]>;
        numbers: string;
        wide: number;
      }>(`
        const sizes = {};
        for (const [name, view] of Object.entries(views)) if (view.png) {
          const { width, height, rgba } = await pixels(view);
          sizes[name] = [width, height, new Set(new Uint32Array(rgba.buffer)).size];
        }
        return { sizes, numbers: views.throughput.element.textContent, wide: document.documentElement.scrollWidth };`);
      expect(Object.keys(sizes)).toEqual(["raster", "rates", "traces", "weights", "branching"]);
      for (const [view, [width, height, colours]] of Object.entries(sizes)) {
        expect(width, view).toBeGreaterThan(200);
        expect(width, view).toBeLessThanOrEqual(360);
        expect(height, view).toBeGreaterThan(150);
        expect(colours, view).toBeGreaterThan(5);
      }
      expect(numbers).toMatch(/^spikes\/s of wall time\d.*synaptic events\/s\d.*× real time1\.00$/);
      expect(wide).toBeLessThanOrEqual(360);
      expect(complaints).toEqual([]);
    });
  });
