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

/** Tells this page's thread from those of the pages that a browser keeps for itself. */
const MARK = "the measured page";

/** What the page's thread did during some work: its longest task by wall and by CPU time, ms, and how many took over 50 ms of wall time. */
export const blocksDuring = async (page, work) => {
  await page.tracing.start({ categories: ["toplevel", "blink.user_timing"] });
  const result = await work();
  await page.evaluate((mark) => void performance.mark(mark), MARK);
  const { traceEvents } = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
  const { pid, tid } = traceEvents.find(({ name }) => name === MARK);
  const tasks = traceEvents
    .filter((event) => event.name === "ThreadControllerImpl::RunTask" && event.ph === "X")
    .filter((event) => event.pid === pid && event.tid === tid)
    .map(({ dur, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
  const blocks = {
    longestBlockMs: Math.max(...tasks.map(({ wall }) => wall)),
    longestBlockCpuMs: Math.max(...tasks.map(({ cpu }) => cpu)),
    blocksOver50: tasks.filter(({ wall }) => wall > 50).length,
    cpuMs: total(tasks.map(({ cpu }) => cpu)),
  };
  return { result, blocks };
};
