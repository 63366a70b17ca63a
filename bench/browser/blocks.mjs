import { spread } from "./spread.mjs";

/** Runs in the page: frames and tasks of its thread that took 50 ms or more, while the network runs for so many seconds. */
const watched = (seconds) =>
  new Promise((resolve) => {
    const gaps = [];
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: "longtask" });
    const begin = performance.now();
    let before = begin;
    const turn = (now) => {
      gaps.push(now - before);
      before = now;
      if (now - begin < 1000 * seconds) requestAnimationFrame(turn);
      else
        setTimeout(() => {
          observer.disconnect();
          resolve({ gaps: gaps.slice(1), long });
        }, 100);
    };
    requestAnimationFrame(turn);
  });
