import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compiled } from "../compiled.js";
import { golden, goldenForeign, goldenHandWritten, goldenNetworks } from "../determinism/golden.js";
import { open } from "../determinism/trials.mjs";
import { describeInAll, launch } from "./browsers.js";
import { openSite } from "./site.js";

// Could not catch what Safari does otherwise.

/** Bytes of kernels that a user wrote, as JSON has them. */
const kernels = Object.fromEntries(Object.entries(await compiled()).map(([name, bytes]) => [name, [...bytes]]));

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
const visit = async (browser: Browser, path: string) => {
  const page = await browser.newPage();
  const printed: string[] = [];
  page.on("console", (message) => printed.push(`${message.type()}: ${message.text()}`));
  // As the page sees it: Firefox also reports what a worker has prevented from becoming an error.
  await page.evaluateOnNewDocument(`{
    globalThis.uncaught = [];
    addEventListener("error", ({ message }) => uncaught.push("uncaught: " + message));
    addEventListener("unhandledrejection", ({ reason }) => uncaught.push("uncaught: " + reason));
  }`);
  await page.goto(site.origin + path);
  const call = (what: string): Promise<unknown> => page.evaluate(`import("/page.js").then((page) => page.${what})`);
  return {
    complaints: async () => [...printed.splice(0), ...((await page.evaluate("uncaught.splice(0)")) as string[])],
    inPage: (check: string, ...inputs: unknown[]) =>
      call(`inPage.${check}(${inputs.map((input) => JSON.stringify(input)).join()})`),
    inWorker: (check: string, ...inputs: unknown[]) =>
      call(`inWorker(${[check, ...inputs].map((input) => JSON.stringify(input)).join()})`),
    close: () => page.close(),
  };
};

describeInAll((name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(name);
  }, 60_000);
  afterAll(() => browser?.close());

  it("a bundle needs no configuration and contains all that it imports", () => {
    expect(site.externals).toEqual([]);
  });

  it("networks on the page's thread, on one worker and on several, and pools, give the spikes of Node", async () => {
    const { inPage, inWorker, complaints, close } = await visit(browser, "/isolated");
    expect(await inPage("context")).toEqual({ isolated: true, sharedMemory: true });
    expect(await inPage("activities", 1, true), "on one worker").toEqual(golden);
    for (const workers of [1, 2, 3]) {
      expect(await inPage("activities", workers), `networks on ${workers} workers`).toEqual(golden);
      expect(await inPage("foreign", workers), `models of a user on ${workers} workers`).toEqual(goldenForeign);
      expect(await inPage("written", kernels, workers), `kernels of a user on ${workers} workers`).toEqual(
        goldenHandWritten,
      );
      expect(await inPage("mapped", workers, trials), `a pool of ${workers} workers`).toEqual(inNode);
    }
    expect(await inWorker("activities", 1), "networks in a worker").toEqual(golden);
    expect(await complaints()).toEqual([]);
    await close();
  });

  it("without SharedArrayBuffer they give the same; several workers are one, and the console says so once", async () => {
    const { inPage, complaints, close } = await visit(browser, "/plain");
    expect(await inPage("context")).toEqual({ isolated: false, sharedMemory: false });
    expect(await inPage("activities", 1)).toEqual(golden);
    expect(await inPage("activities", 1, true)).toEqual(golden);
    expect(await inPage("mapped", 2, trials)).toEqual(inNode);
    expect(await complaints()).toEqual([]);
    expect(await inPage("place", 2)).toEqual({ workers: 1, background: true });
    expect(await inPage("activities", 2)).toEqual(golden);
    expect(await complaints()).toEqual([
      expect.stringMatching(/^warn.*: neuroglia: there is no SharedArrayBuffer here/),
    ]);
    await close();
  });

  it("a worker's networks on workers of its own, and its pool, give the spikes of Node", async () => {
    const alone = (check: string, ...inputs: unknown[]) => site.inWorkerAlone(name, check, ...inputs);
    expect(await alone("activities", 2)).toEqual({ answer: golden, complaints: [] });
    expect(await alone("activities", 1, true)).toEqual({ answer: golden, complaints: [] });
    expect(await alone("mapped", 2, trials)).toEqual({ answer: inNode, complaints: [] });
  });

  for (const [way, workers, background] of [
    ["the page's thread", 1, false],
    ["one worker", 1, true],
    ["two workers", 2, false],
  ] as const)
    it(`on ${way} a page plays, pauses, steps, saves, aborts and restores, and the spikes are those of one run`, async () => {
      const { inPage, complaints, close } = await visit(browser, "/isolated");
      const { then, ended, wandered, back, whole } = (await inPage("session", workers, background)) as Record<
        string,
        { spikes: number }
      >;
      expect(ended).toBe("AbortError");
      expect(wandered!.spikes).toBeGreaterThan(then!.spikes);
      expect(back).toEqual(then);
      expect(whole).toEqual(golden.delays);
      expect(await complaints()).toEqual([]);
      await close();
    });

  it("a page that allows no blob and no eval brings kernels and workers as files", async () => {
    const { inPage, complaints, close } = await visit(browser, "/strict");
    const { foreign, missing } = (await inPage("configured", "/build/kernel.wasm")) as Record<string, string>;
    expect(foreign).toMatch(/^wasm of configure must be the kernel\.wasm of this build \([0-9a-f]{16}\), got "none"$/);
    expect(missing).toMatch(
      /^wasm of configure must be an address that can be fetched, got "\/missing\.wasm \(status 404\)"$/,
    );
    expect((await complaints()).every((complaint) => complaint.includes("404"))).toBe(true);
    for (const [workers, background] of [
      [1, false],
      [1, true],
      [2, false],
    ])
      expect(await inPage("activities", workers, background)).toEqual(golden);
    expect(await inPage("mapped", 2, trials)).toEqual(inNode);
    expect(await inPage("late", "/build/kernel.wasm")).toEqual({ name: "NeurogliaError", code: "too-late" });
    expect(await complaints()).toEqual([]);
    await close();
  });

  it("when a page ends a network's worker, the run and all later calls reject", async () => {
    const { inPage, complaints, close } = await visit(browser, "/isolated");
    const reason = 'thread of a worker must be alive until close(), got "a worker died: it was terminated"';
    expect(await inPage("terminated")).toEqual({
      run: reason,
      later: reason,
      saved: reason,
      closed: expect.stringContaining("closed network"),
    });
    expect(await complaints()).toEqual([]);
    await close();
  });

  it("the papers' networks have the hashes pinned in Node: in a page on one and two workers, and in a worker", async () => {
    const { inPage, inWorker, complaints, close } = await visit(browser, "/isolated");
    for (const workers of [1, 2])
      expect(await inPage("papers", workers), `on ${workers} workers`).toEqual(goldenNetworks);
    expect(await inWorker("papers", 1)).toEqual(goldenNetworks);
    expect(await complaints()).toEqual([]);
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
    expect(await message([1, "close", 2])).toMatch(/got "a worker died: .*it closed itself"$/);
    expect(await message([1, "throw later", 2])).toMatch(/got "a worker died: .*thrown later"$/);
    expect(await message([1, "reject later", 2])).toMatch(/got "a worker died: .*rejected later"$/);
    expect(await message([1, 2], "/nothing.js")).toMatch(/nothing\.js/);
    expect((await complaints()).filter((complaint) => !complaint.includes("404"))).toEqual([]);
    await close();
  });

  it("createWorker that makes nothing, a worker without a script, a deaf one, or one of another build is told; nothing hangs", async () => {
    const ours =
      "NeurogliaError: script of a worker of createWorker must be neuroglia/worker.js of this build, as a module";
    for (const [kind, told] of [
      ["nothing", /^NeurogliaError: result of createWorker must be a Worker, got undefined$/],
      ["missing", `${ours}, got "one that did not start"`],
      ["deaf", `${ours}, got "one that has not answered in 30 s"`],
      [
        "outdated",
        /^NeurogliaError: build of a worker's script must be that of the thread which started it \(.{16}\), got "0123456789abcdef"$/,
      ],
    ] as const) {
      const { inPage, complaints, close } = await visit(browser, "/isolated");
      expect(await inPage("strange", kind), kind).toEqual(
        typeof told === "string" ? told : expect.stringMatching(told),
      );
      expect((await complaints()).filter((complaint) => !complaint.includes("404"))).toEqual([]);
      await close();
    }
  });

  it("where a page's policy forbids WebAssembly, all that computes names the directive that would do", async () => {
    const { inPage, close } = await visit(browser, "/noWasm");
    for (const [check, ...inputs] of [
      ["activities", 1],
      ["activities", 1, true],
      ["mapped", 1, [1]],
      ["configured", "/build/kernel.wasm"],
    ] as [string, ...unknown[]][])
      expect(String(await inPage(check, ...inputs).catch(String)), check).toMatch(
        /WebAssembly of this page or process must be allowed \(Content-Security-Policy: add 'wasm-unsafe-eval' to script-src\), got ".+"/,
      );
    await close();
  });

  it("where no workers can be had, a pool says so", async () => {
    const plain = await visit(browser, "/plain");
    expect(await plain.inPage("withoutWorkers")).toMatchObject({ name: "NeurogliaError", code: "no-threads" });
    await plain.close();
    const strict = await visit(browser, "/noBlobs");
    expect(await strict.inPage("mapped", 1, [1]).catch(String)).toMatch(
      /script of a worker of a page must be allowed .*worker-src blob:.*, got "one that did not start"$/,
    );
    await strict.close();
  });
});
