import { spread } from "./spread.mjs";

/** Speeds of the Lab: biological over wall time, as its menu has them. */
const paces = { "real time": "1", "as fast as possible": "null" };

/** Runs in the page: the time between its animation frames for so many seconds. */
const gapsOf = (seconds) =>
  new Promise((resolve) => {
    const gaps = [];
    let begin = null;
    let before = 0;
    const turn = (now) => {
      if (begin !== null) gaps.push(now - before);
      begin ??= now;
      before = now;
      if (now - begin < 1000 * seconds) requestAnimationFrame(turn);
      else resolve(gaps);
    };
    requestAnimationFrame(turn);
  });

/** What the page's thread did during some work: wall and CPU time of each of its tasks, ms. */
const tasksDuring = async (page, work) => {
  await page.tracing.start({ categories: ["toplevel"] });
  const result = await work();
  const { traceEvents } = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
  const threadOf = ({ pid, tid }) => `${pid}:${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(threadOf),
  );
  const tasks = {};
  for (const event of traceEvents)
    if (event.ph === "X" && event.name === "ThreadControllerImpl::RunTask" && mains.has(threadOf(event)))
      (tasks[threadOf(event)] ??= []).push({ wall: event.dur / 1000, cpu: (event.tdur ?? 0) / 1000 });
  // A browser keeps spare pages, which do next to nothing.
  const [own] = Object.values(tasks).sort((a, b) => b.length - a.length);
  return { result, tasks: own };
};

/** Biological time that the Lab shows, ms. */
const timeShown = (page) => page.$eval("#time", (output) => Number.parseFloat(output.textContent.replaceAll(",", "")));

/** Frames of an empty page: what the machine leaves for any, with whatever else runs on it. */
const emptyPage = async (page, origin, seconds) => {
  await page.goto(origin);
  const gaps = await page.evaluate(gapsOf, seconds);
  return { framesPerSecond: (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0), gapMs: spread(gaps) };
};

/** The Lab on each of its networks and at two speeds: how smooth its page stays. */
export const blocks = async (browser, origin, { seconds }) => {
  const results = [];
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.setViewport({ width: 1200, height: 1000 });
  const empty = [await emptyPage(page, origin, seconds)];
  await page.goto(`${origin}/lab/`);
  const networks = await page.$$eval("#networks a[data-network]", (links) => links.map((link) => link.dataset.network));
  for (const network of networks)
    for (const [speed, pace] of Object.entries(paces)) {
      await page.goto("about:blank");
      await page.goto(`${origin}/lab/#network=${network}`);
      await page.waitForFunction(() => /built in/.test(document.querySelector("#status").textContent), {
        timeout: 120_000,
      });
      await page.select("#pace", pace);
      await page.click("#play");
      await page.waitForFunction(() => Number.parseFloat(document.querySelector("#time").textContent) > 0);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const { result, tasks } = await tasksDuring(page, async () => {
        const from = { bio: await timeShown(page), wall: performance.now() };
        const gaps = await page.evaluate(gapsOf, seconds);
        return { gaps, factor: ((await timeShown(page)) - from.bio) / (performance.now() - from.wall) };
      });
      if (complaints.length > 0) throw new Error(`the Lab complained with ${network}: ${complaints.join("; ")}`);
      const { gaps, factor } = result;
      const wallMs = gaps.reduce((sum, gap) => sum + gap, 0);
      results.push({
        network,
        speed,
        framesPerSecond: (1000 * gaps.length) / wallMs,
        gapMs: spread(gaps),
        longestBlockMs: Math.max(...tasks.map(({ wall }) => wall)),
        longestBlockCpuMs: Math.max(...tasks.map(({ cpu }) => cpu)),
        blocksOver50: tasks.filter(({ wall }) => wall > 50).length,
        cpuShare: tasks.reduce((sum, { cpu }) => sum + cpu, 0) / wallMs,
        realTimeFactor: factor,
      });
    }
  empty.push(await emptyPage(page, origin, seconds));
  await page.close();
  return { networks: results, empty };
};
