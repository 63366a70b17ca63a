/**
 * Feeds the views with made-up frames, for looking at them and for measuring what they cost (npm run bench:browser). The address may say
 * `?neurons=10000&rate=30`: so many neurons firing at so many Hz each.
 */
import {
  BranchingView,
  type Frame,
  PICK,
  RasterView,
  RatesView,
  ThroughputView,
  TracesView,
  type View,
  WeightsView,
} from "../index.js";
import { made } from "./made.js";

const wished = new URLSearchParams(location.search);
const neurons = Number(wished.get("neurons") ?? 4000);
const rate = Number(wished.get("rate") ?? 20);
const frames = made({ neurons, rate });

const raster = new RasterView();
const views: Record<string, View> = {
  throughput: new ThroughputView(),
  raster,
  rates: new RatesView(),
  traces: new TracesView(),
  weights: new WeightsView(),
  branching: new BranchingView(),
};
const place = document.querySelector("main")!;
for (const view of Object.values(views)) {
  place.append(view.element);
  view.reset(frames.net);
}
raster.element.addEventListener(PICK, (event) => {
  const id = (event as CustomEvent<number>).detail;
  frames.pick(id);
  raster.mark(frames.picked);
});
raster.mark(frames.picked);

const resize = (): void => {
  for (const view of Object.values(views)) view.resize();
};
new ResizeObserver(resize).observe(place);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", resize);

/** ms that each view takes of a frame. */
const step = (frame: Frame, now: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(views).map(([name, view]) => {
      const begin = performance.now();
      view.push(frame);
      view.draw(now);
      return [name, performance.now() - begin];
    }),
  );

const lab = {
  views,
  /** Shows `count` frames of `ms` each, one an animation frame: what each view took, and the time between animation frames. */
  play: (count: number, ms: number) =>
    new Promise<{ views: Record<string, number[]>; gaps: number[] }>((resolve) => {
      const taken: Record<string, number[]> = {};
      const gaps: number[] = [];
      let before = 0;
      let left = count;
      const turn = (now: number): void => {
        if (before > 0) gaps.push(now - before);
        before = now;
        const frame = frames.next(ms);
        for (const [name, spent] of Object.entries(step(frame, now))) (taken[name] ??= []).push(spent);
        if (--left > 0) requestAnimationFrame(turn);
        else resolve({ views: taken, gaps });
      };
      requestAnimationFrame(turn);
    }),
};
Object.assign(window, { lab });
if (!wished.has("still")) void lab.play(Number.POSITIVE_INFINITY, 1000 / 60);
