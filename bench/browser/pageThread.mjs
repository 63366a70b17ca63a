import { spread } from "./spread.mjs";

/** Runs in the page: the time between its animation frames until so many seconds are over or, if a selector is given, something matches it. */
const gapsOf = (seconds, selector) =>
  new Promise((resolve) => {
    const gaps = [];
    let begin = null;
    let before = 0;
    const turn = (now) => {
      if (begin !== null) gaps.push(now - before);
      begin ??= now;
      before = now;
      if (now - begin < 1000 * seconds && !(selector && document.querySelector(selector))) requestAnimationFrame(turn);
      else resolve(gaps);
    };
    requestAnimationFrame(turn);
  });

const total = (all) => all.reduce((sum, each) => sum + each, 0);

/** Animation frames of a page for so many seconds, or until something matches the selector. */
export const frames = async (page, seconds, selector) => {
  const gaps = await page.evaluate(gapsOf, seconds, selector);
  const wallMs = total(gaps);
  return { wallMs, framesPerSecond: (1000 * gaps.length) / wallMs, gapMs: spread(gaps) };
};

/** What the page's thread did during some work: its longest task by wall and by CPU time, ms, and how many took over 50 ms of wall time. */
export const blocksDuring = async (page, work) => {
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
  const blocks = {
    longestBlockMs: Math.max(...own.map(({ wall }) => wall)),
    longestBlockCpuMs: Math.max(...own.map(({ cpu }) => cpu)),
    blocksOver50: own.filter(({ wall }) => wall > 50).length,
    cpuMs: total(own.map(({ cpu }) => cpu)),
  };
  return { result, blocks };
};
