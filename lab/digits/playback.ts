import { constants } from "../../dist/src/papers/nalsm/network.js";
import type { LiquidDescription } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { element } from "../element.js";
import { RasterView } from "../views/raster.js";
import { compact } from "../views/text.js";
import { TracesView } from "../views/traces.js";
import type { Frame, View } from "../views/view.js";
import { CountsView } from "./countsView.js";
import type { Seen } from "./recogniser.js";
import { ScoreBars } from "./scoreBars.js";
import type { Judge } from "./scores.js";

const windowMs = constants.sampleMs;
/** Wall time over biological time. */
const slowness = 4;
/** Biological time between two looks at the readout, ms. */
const readingMs = 10;

/** Animation frames within which each view has had its turn. */
const lastFrames = 6;

const name = "A₋ (astrocyte)";

/** Index of the first time after `end`, from `begin` on. */
const after = (times: Float64Array, begin: number, end: number): number => {
  let at = begin;
  while (at < times.length && times[at]! <= end) at++;
  return at;
};

/** Shows one presentation again as it went: spikes, A₋, counts and the readout's scores so far, four times slower than life. */
export class Playback {
  readonly #raster = new RasterView({ windowMs });
  readonly #traces = new TracesView({ windowMs });
  readonly #counts = new CountsView();
  readonly #numbers = element("dl", { className: "view-numbers" });
  readonly #views: readonly View[] = [this.#raster, this.#traces];
  readonly scores = new ScoreBars();
  readonly element = element("div", { className: "digits-views" });
  readonly #onEnd: (seen: Seen) => void;
  #seen: Seen | null = null;
  #judge: Judge | null = null;
  // Until there is a liquid: axes as most have them.
  #nExcitatory = 800;
  #soFar = new Uint8Array(1000);
  #begun = 0;
  #spike = 0;
  #sample = 0;
  #read = 0;
  #frame = 0;

  /** `onEnd` is told when a presentation has been shown to its end. */
  constructor(onEnd: (seen: Seen) => void) {
    this.#onEnd = onEnd;
    this.element.append(
      element("div", { className: "view card digits-numbers" }, this.#numbers),
      this.#raster.element,
      this.#traces.element,
      this.#counts.element,
    );
    this.#clear([]);
    this.#tell(null);
  }

  /** Empties all, for another liquid. */
  reset({ neurons, variant }: LiquidDescription, judge: Judge): void {
    this.#judge = judge;
    this.#seen = null;
    this.#nExcitatory = Math.round(constants.excitatoryFraction * neurons);
    this.#soFar = new Uint8Array(neurons);
    this.#clear(variant === "nalsm" ? [name] : []);
    this.#tell(null);
  }

  /** Shows a presentation from its beginning. */
  show(seen: Seen): void {
    this.#seen = seen;
    this.#soFar.fill(0);
    this.#clear(seen.look.astrocyte ? [name] : []);
    this.#tell(null);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#begun = still ? Number.NEGATIVE_INFINITY : performance.now();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#go(now));
  }

  resize(): void {
    for (const view of this.#views) {
      view.resize();
      view.draw(performance.now());
    }
    this.#counts.draw();
  }

  #clear(names: string[]): void {
    cancelAnimationFrame(this.#frame);
    [this.#spike, this.#sample, this.#read] = [0, 0, 0];
    for (const view of this.#views) view.reset({ neurons: this.#soFar.length, nExcitatory: this.#nExcitatory, names });
    this.scores.reset(this.#judge?.scale ?? null);
    this.#counts.show(this.#soFar, this.#nExcitatory);
    for (const view of this.#views) view.draw(0);
  }

  #go(now: number): void {
    const seen = this.#seen!;
    const { times, ids, astrocyte } = seen.look;
    const end = Math.min(windowMs, Math.max(0, now - this.#begun) / slowness);
    const spike = after(times, this.#spike, end);
    const fired = { times: times.slice(this.#spike, spike), ids: ids.slice(this.#spike, spike) };
    for (const id of fired.ids) this.#soFar[id]!++;
    const samples: Frame["samples"] = {};
    if (astrocyte) {
      const sample = after(astrocyte.times, this.#sample, end);
      const values = Float32Array.from(astrocyte.values.subarray(this.#sample, sample));
      samples[name] = { times: astrocyte.times.slice(this.#sample, sample), values, width: 1, inks: ["glia"] };
      this.#sample = sample;
    }
    this.#spike = spike;

    const stats = { spikesPerSecond: 0, synapticEventsPerSecond: 0, realTimeFactor: 1 / slowness, hash: "" };
    for (const view of this.#views) {
      view.push({ time: end, spikes: fired, samples, stats });
      view.draw(now);
    }
    if (end < windowMs) {
      if (end - this.#read >= readingMs) {
        this.#read = end;
        this.#counts.show(this.#soFar, this.#nExcitatory);
        this.scores.show(this.#judge!.of(this.#soFar));
      }
      this.#frame = requestAnimationFrame((next) => this.#go(next));
      return;
    }
    this.#counts.show(seen.counts, this.#nExcitatory);
    this.scores.show(seen);
    this.#tell(seen);
    this.#settle(lastFrames);
    this.#onEnd(seen);
  }

  /** Views take turns in drawing, so the last frame needs some more. */
  #settle(frames: number): void {
    this.#frame = requestAnimationFrame((now) => {
      for (const view of this.#views) view.draw(now);
      if (frames > 1) this.#settle(frames - 1);
    });
  }

  #tell(seen: Seen | null): void {
    const { counts, look } = seen ?? {};
    const fired = counts?.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    const seconds = windowMs / 1000;
    const rows: [string, number | undefined, number?][] = [
      ["spikes", look?.times.length],
      ["neurons that fired", fired],
      ["mean rate of the liquid, Hz", look && look.times.length / this.#soFar.length / seconds, 1],
      ["mean rate of the input, Hz", look?.inputHz, 1],
      ["branching factor", look?.branchingFactor, 2],
    ];
    this.#numbers.replaceChildren(
      ...rows.map(([term, value, digits]) =>
        element(
          "div",
          {},
          element("dt", {}, term),
          element(
            "dd",
            {},
            value === undefined
              ? "–"
              : digits === undefined
                ? value.toLocaleString("en")
                : compact(Number(value.toFixed(digits))),
          ),
        ),
      ),
    );
  }
}
