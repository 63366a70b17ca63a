import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchingRatio } from "../../dist/src/index.js";
import { BinnedSpikes } from "../../lab/views/binnedSpikes.js";
import { PixelRing } from "../../lab/views/pixelRing.js";
import { RunningBranching } from "../../lab/views/runningBranching.js";
import { Sliding } from "../../lab/views/sliding.js";
import { SpikeWindow } from "../../lab/views/spikeWindow.js";
import { roundStep, SteadyRange } from "../../lab/views/steadyRange.js";
import { compact, short, ticks } from "../../lab/views/text.js";
import { extentOf, strideOf, weightBins } from "../../lab/views/weightBins.js";

// What views compute before they draw. Could not catch what is wrong in the drawing itself: see the page lab/views/demo.

const spikesOf = (spikes: [number, number][]) => ({
  times: Float64Array.from(spikes, ([time]) => time),
  ids: Uint32Array.from(spikes, ([, id]) => id),
});

/** Spikes on a grid of 0.1 ms in time order, cut at given times into frames. */
const streams = fc
  .record({
    steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 9 })), { maxLength: 200 }),
    cuts: fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 }),
  })
  .map(({ steps, cuts }) => {
    const spikes = steps.sort((a, b) => a[0] - b[0]).map(([step, id]): [number, number] => [step * 0.1, id]);
    const ends = [...cuts, 2000].sort((a, b) => a - b).map((step) => step * 0.1);
    const frames = ends.map((end, k) => ({
      end,
      ...spikesOf(spikes.filter(([time]) => time <= end && (k === 0 || time > ends[k - 1]!))),
    }));
    return { spikes, frames };
  });

describe("binned spikes", () => {
  it("count as a direct count of (k·bin, (k + 1)·bin] does, however frames cut them", () => {
    fc.assert(
      fc.property(streams, ({ spikes, frames }) => {
        const bins: [number, number, number][] = [];
        const binned = new BinnedSpikes(5, 6, (...bin) => bins.push(bin));
        for (const { times, ids, end } of frames) binned.push(times, ids, end);
        // Whole tenths, where edges are exact.
        const inBin = (k: number, exc: boolean) =>
          spikes.filter(([time, id]) => {
            const step = Math.round(time * 10);
            return (k === 0 ? step >= 0 : step > 50 * k) && step <= 50 * (k + 1) && id < 6 === exc;
          }).length;
        expect(bins).toEqual(Array.from({ length: 40 }, (_, k) => [5 * (k + 1), inBin(k, true), inBin(k, false)]));
      }),
    );
  });
});

describe("the latest of a stream", () => {
  it("rows of the span stay, in order, through any number of moves to the front (closed form)", () => {
    const rows = new Sliding(10, 2, 4);
    for (let k = 0; k < 1000; k++) {
      rows.push(k * 0.5, k, -k);
      const kept = Array.from({ length: Math.min(k + 1, 20) }, (_, j) => k - Math.min(k, 19) + j);
      const [times, up, down] = rows.view();
      expect(Array.from(times!)).toEqual(kept.map((row) => row * 0.5));
      expect(Array.from(up!)).toEqual(kept);
      expect(Array.from(down!)).toEqual(kept.map((row) => -row));
    }
    rows.clear();
    expect(rows.length).toBe(0);
  });

  it("spikes of the span stay, whatever the frames, as a filter of all of them has it", () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 250 }), ({ spikes, frames }, span) => {
        const window = new SpikeWindow(span);
        for (const { times, ids, end } of frames) {
          window.push(times, ids, end);
          const kept = spikes.filter(([time]) => time > end - span && time <= end);
          expect(window.view()).toEqual(spikesOf(kept));
          const between = kept.filter(([time]) => time > end - span / 2 && time <= end - span / 4);
          expect(window.between(end - span / 2, end - span / 4)).toEqual(spikesOf(between));
        }
      }),
    );
  });

  it("more spikes than the most are cut from the old end; memory moves and grows without losing any", () => {
    const window = new SpikeWindow(1e6, 10_000);
    let next = 0;
    for (let frame = 0; frame < 60; frame++) {
      const times = Float64Array.from({ length: 7 * frame * frame }, () => next++);
      window.push(times, Uint32Array.from(times), next);
      const length = Math.min(next, 10_000);
      expect(window.length).toBe(length);
      expect(window.view().ids[0] ?? 0).toBe(next - length);
      expect(window.view().ids.at(-1) ?? -1).toBe(next - 1);
    }
  });
});

describe("running branching ratio", () => {
  it("is branchingRatio of the bins in the window (independent computation)", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 80 }), (activity) => {
        const running = new RunningBranching(20);
        for (const [k, spikes] of activity.entries()) {
          running.push(spikes);
          const window = activity.slice(Math.max(0, k - 19), k + 1);
          const expected = k < 2 ? Number.NaN : branchingRatio(window);
          if (Number.isNaN(expected)) expect(running.value).toBeNaN();
          else expect(running.value).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it("of A(t + 1) = A(t)/2 + 8 is one half (closed form)", () => {
    const running = new RunningBranching(6);
    for (const activity of [1040, 528, 272, 144, 80, 48]) running.push(activity);
    expect(running.value).toBe(0.5);
  });
});

describe("histogram of weights", () => {
  it("equal bins between bounds, bounds included (closed form)", () => {
    const weights = Float32Array.from({ length: 1000 }, (_, k) => (k % 10) + 0.5);
    expect(Array.from(weightBins(weights, 1, [0, 10], 10))).toEqual(new Array(10).fill(100));
    expect(Array.from(weightBins(Float32Array.of(-1, 0, 1, 2, 3), 1, [0, 2], 2))).toEqual([2, 3]);
    expect(extentOf(Float32Array.of(3, -2, 7), 1)).toEqual([-2, 7]);
    expect(extentOf(new Float32Array(0), 1)).toBeNull();
  });

  it("of too many, every so-manieth counts, at most as many as said, at an odd distance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 500 }), (n, most) => {
        const stride = strideOf(n, most);
        const counted = weightBins(new Float32Array(n), stride, [-1, 1], 4).reduce((sum, count) => sum + count, 0);
        expect(stride % 2).toBe(1);
        expect(counted).toBe(Math.ceil(n / stride));
        expect(counted).toBeLessThanOrEqual(most);
        if (n <= most) expect(stride).toBe(1);
      }),
    );
  });
});

describe("range of an axis", () => {
  it("steps are 1, 2 or 5 times a power of ten, the least that is not below", () => {
    expect([0.003, 0.2, 1, 1.01, 4, 7, 250, 1000].map(roundStep)).toEqual([0.005, 0.2, 1, 2, 5, 10, 500, 1000]);
  });

  it("contains what is shown, keeps still for small changes, shrinks when less than two fifths are needed", () => {
    const range = new SteadyRange(0);
    expect(range.fit(3, 41)).toEqual([0, 50]);
    expect(range.fit(3, 50)).toEqual([0, 50]);
    expect(range.fit(3, 20)).toEqual([0, 50]);
    expect(range.fit(3, 19)).toEqual([0, 20]);
    expect(range.fit(3, 20.1)).toEqual([0, 25]);
    expect(new SteadyRange(0).fit(0, 0)).toEqual([0, 0.2]);
    expect(new SteadyRange().fit(-57, -51)).toEqual([-58, -50]);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })),
          {
            maxLength: 10,
          },
        ),
        (extents) => {
          const steady = new SteadyRange();
          for (const [low, span] of extents) {
            const [least, most] = steady.fit(low, low + span);
            const slack = 1e-9 * Math.max(1, Math.abs(low), span);
            expect(least).toBeLessThanOrEqual(low + slack);
            expect(most).toBeGreaterThanOrEqual(low + span - slack);
            expect(most).toBeGreaterThan(least);
          }
        },
      ),
    );
  });
});

describe("raster's pixels", () => {
  const [exc, inh] = [0x0000ff, 0xff0000];
  const painted = (spikes: [number, number][], frames: number[], dot = 1) => {
    const ring = new PixelRing(new Uint32Array(100 * 20), 100, { windowMs: 200, neurons: 20, nExcitatory: 15, dot });
    let before = Number.NEGATIVE_INFINITY;
    for (const end of frames) {
      const { times, ids } = spikesOf(spikes.filter(([time]) => time > before && time <= end));
      ring.paint(times, ids, end, { exc, inh });
      before = end;
    }
    return ring;
  };
  /** Pixels that are not empty, as [column of time, neuron, colour]. */
  const dots = (ring: PixelRing) => {
    const found: [number, number, number][] = [];
    for (let column = Math.max(0, ring.last - 99); column <= ring.last; column++)
      for (let row = 19; row >= 0; row--) {
        const pixel = ring.pixels[row * 100 + (column % 100)]!;
        if (pixel) found.push([column, 19 - row, pixel & 0xffffff]);
      }
    return found;
  };

  it("a dot for each spike of the window, in its column (2k, 2(k + 1)] ms and its neuron's row, in its colour (closed form)", () => {
    const ring = painted(
      [
        [0.1, 0],
        [2, 1],
        [2.1, 14],
        [390, 15],
        [600, 19],
        [601, 3],
      ],
      [100, 600, 650],
    );
    expect(dots(ring)).toEqual([
      [299, 19, inh],
      [300, 3, exc],
    ]);
    expect(
      dots(
        painted(
          [
            [0.1, 0],
            [2, 1],
            [2.1, 14],
          ],
          [3],
        ),
      ),
    ).toEqual([
      [0, 0, exc],
      [0, 1, exc],
      [1, 14, exc],
    ]);
  });

  it("pixels do not depend on how frames cut time, and what left the window is gone", () => {
    const spikes = Array.from({ length: 3000 }, (_, k): [number, number] => [k * 0.3, (k * 7) % 20]);
    const once = painted(spikes, [900], 2);
    const often = painted(
      spikes,
      Array.from({ length: 90 }, (_, k) => 10 * (k + 1)),
      2,
    );
    expect(dots(often)).toEqual(dots(once));
    expect(dots(painted(spikes.slice(0, 100), [30, 1000], 2))).toEqual([]);
  });

  it("tells which columns changed: the new ones and those that dots of new spikes reach into", () => {
    const ring = new PixelRing(new Uint32Array(100 * 20), 100, { windowMs: 200, neurons: 20, nExcitatory: 15, dot: 3 });
    const none = spikesOf([]);
    expect(ring.paint(none.times, none.ids, 20, { exc, inh })).toEqual([0, 9]);
    const { times, ids } = spikesOf([[21, 5]]);
    expect(ring.paint(times, ids, 30, { exc, inh })).toEqual([8, 14]);
    const [first, last] = ring.paint(none.times, none.ids, 30, { exc, inh });
    expect(first).toBeGreaterThan(last);
    expect(ring.paint(none.times, none.ids, 5000, { exc, inh })).toEqual([2400, 2499]);
  });

  it("the more spikes share a pixel, the more opaque it is", () => {
    const alpha = (n: number) => {
      const ring = painted(new Array(n).fill([1, 4]), [2]);
      return ring.pixels[15 * 100]! >>> 24;
    };
    expect([0, 1, 2, 3, 100].map(alpha)).toEqual([0, 130, 162, 194, 255]);
  });
});

describe("numbers as text", () => {
  it("ticks differ wherever the axis does, and are powers of ten where these are short (property)", () => {
    expect(ticks([192_000, 192_200, 192_400], 200)).toEqual(["192000", "192200", "192400"]);
    expect(ticks([0.09975, 0.1, 0.10025], 0.00025)).toEqual(["0.09975", "0.1", "0.10025"]);
    expect(ticks([0, 100_000, 200_000], 100_000)).toEqual(["0", "1e5", "2e5"]);
    expect(ticks([-60, -50], 10)).toEqual(["−60", "−50"]);
    const steps = fc.tuple(fc.constantFrom(1, 2, 2.5, 5), fc.integer({ min: -6, max: 6 }));
    fc.assert(
      fc.property(steps, fc.integer({ min: -5000, max: 5000 }), ([factor, power], first) => {
        const step = factor * 10 ** power;
        const at = Array.from({ length: 6 }, (_, k) => (first + k) * step);
        const read = ticks(at, step).map((text) => Number(text.replaceAll("−", "-")));
        for (const [k, x] of at.entries()) expect(Math.abs(read[k]! - x)).toBeLessThan(0.01 * step);
      }),
    );
  });

  it("numbers have four digits and powers of ten beyond, fast ones three and a unit", () => {
    expect([0, 0.15, -60, 123456, 2e-5, Number.NaN].map(compact)).toEqual(["0", "0.15", "−60", "1.2e5", "2e−5", "–"]);
    expect([0, 0.123, 9.996, 42.34, 999.96, 38_210, 3.06e6, 2.5e9, Number.NaN].map(short)).toEqual([
      "0",
      "0.12",
      "10.0",
      "42.3",
      "1.00 k",
      "38.2 k",
      "3.06 M",
      "2.50 G",
      "–",
    ]);
  });
});
