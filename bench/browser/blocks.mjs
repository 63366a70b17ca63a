import { blocksDuring, frames } from "./pageThread.mjs";

/** Speeds of the Lab: biological over wall time, as its menu has them. */
const paces = { "real time": "1", "as fast as possible": "null" };

/** Biological time that the Lab shows, ms. */
const timeShown = (page) => page.$eval("#time", (output) => Number.parseFloat(output.textContent.replaceAll(",", "")));

/** A row of the table: what is shown of some work, and how long the page's thread was blocked by it. */
const row = async (page, what, how, work) => {
  const { result, blocks } = await blocksDuring(page, work);
  return { what, how, ...result, ...blocks };
};

/** Opens an address in a page that showed nothing, and is done a second after `ready`. */
const opened = (page, what, address, ready = async () => {}) =>
  row(page, what, "opened", async () => {
    await page.goto(address);
    await ready();
    return frames(page, 1);
  });

/** The Lab on each of its networks, opened and at two speeds: how smooth its page stays. */
const networks = async (page, origin, seconds) => {
  const results = [];
  await page.goto(`${origin}/lab/`);
  const names = await page.$$eval("#networks a[data-network]", (links) => links.map((link) => link.dataset.network));
  const built = () =>
    page.waitForFunction(() => /built in/.test(document.querySelector("#status").textContent), { timeout: 120_000 });
  for (const network of names) {
    await page.goto("about:blank");
    results.push(await opened(page, network, `${origin}/lab/#network=${network}`, built));
    for (const [speed, pace] of Object.entries(paces)) {
      await page.goto("about:blank");
      await page.goto(`${origin}/lab/#network=${network}`);
      await built();
      await page.select("#pace", pace);
      await page.click("#play");
      await page.waitForFunction(() => Number.parseFloat(document.querySelector("#time").textContent) > 0);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const running = await row(page, network, speed, async () => {
        const from = { bio: await timeShown(page), wall: performance.now() };
        const shown = await frames(page, seconds);
        return { ...shown, realTimeFactor: ((await timeShown(page)) - from.bio) / (performance.now() - from.wall) };
      });
      results.push(running);
    }
  }
  return results;
};

/** The reader of digits: opened, trained with each of its plans, and shown images. */
const digits = async (page, origin) => {
  const ready = () => page.waitForSelector(".digits-strip canvas");
  await page.goto("about:blank");
  const results = [await opened(page, "digits", `${origin}/lab/#digits`, ready)];
  for (const plan of await page.$$eval("#digits-plan option", (all) => all.map(({ value }) => value))) {
    await page.goto("about:blank");
    await page.goto(`${origin}/lab/#digits`);
    await ready();
    await page.select("#digits-plan", plan);
    const trained = await row(page, "digits", `trained on ${plan}`, async () => {
      await page.click("#digits-train");
      const shown = await frames(page, 600, "[data-accuracy]");
      const accuracy = await page.$eval("[data-accuracy]", (card) => Number(card.dataset.accuracy));
      return { ...shown, accuracy };
    });
    results.push(trained);
  }
  const read = await row(page, "digits", "shown three", async () => {
    const shown = [];
    for (const k of [0, 5, 11]) {
      await page.evaluate((k) => document.querySelectorAll(".digits-strip button")[k].click(), k);
      shown.push(await frames(page, 60, "#digits-verdict:not(:empty)"));
    }
    const wallMs = shown.reduce((sum, each) => sum + each.wallMs, 0);
    return {
      wallMs,
      framesPerSecond: shown.reduce((sum, each) => sum + each.framesPerSecond * each.wallMs, 0) / wallMs,
      gapMs: {
        p95: Math.max(...shown.map(({ gapMs }) => gapMs.p95)),
        max: Math.max(...shown.map(({ gapMs }) => gapMs.max)),
      },
    };
  });
  return [...results, read];
};

/** How smooth the page of the Lab stays with all that it does; and an empty page: what the machine leaves for any, with whatever else runs on it. */
export const blocks = async (browser, origin, { seconds }) => {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.setViewport({ width: 1200, height: 1000 });
  const empty = async (how) => {
    await page.goto(origin);
    return { what: "an empty page", how, ...(await frames(page, seconds)) };
  };
  const results = [
    await opened(page, "an empty page", origin),
    await empty("before"),
    ...(await networks(page, origin, seconds)),
    ...(await digits(page, origin)),
    await empty("after"),
  ];
  if (complaints.length > 0) throw new Error(`the Lab complained: ${complaints.join("; ")}`);
  await page.close();
  return results;
};
