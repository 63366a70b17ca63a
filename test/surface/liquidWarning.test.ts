// A liquid that is silent or saturated says so, once; whether its states are of use is tested elsewhere.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ear, Liquid, type LiquidOptions, type lif, Random } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";
import { soundOf } from "../sounds.js";

const series = { values: Float64Array.from({ length: 30 }, (_, k) => Math.sin(k / 5)), length: 30, channels: 1 };
const told = async (
  options: LiquidOptions<typeof lif>,
  act: (liquid: Liquid) => Promise<unknown>,
): Promise<string[]> => {
  const texts: string[] = [];
  const liquid = new Liquid({ ...options, onWarning: (text) => texts.push(text) });
  await act(liquid);
  await liquid.close();
  return texts;
};
const loud = { params: { iExt: 3000 } };
const silent = { params: { iExt: -100 }, weight: 0, input: { weight: 0 } };

describe("a liquid's mean rate outside of 1 to 60 Hz", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is told once, however stimuli are shown", async () => {
    const high = /^a liquid's mean rate is [\d.]+ Hz, outside of 1 to 60 Hz, where .*; scale the input/;
    for (const act of [
      (liquid: Liquid) => liquid.collect(series),
      (liquid: Liquid) => liquid.collectSamples([series, series]),
      (liquid: Liquid) => liquid.collectSamples([series, series], { workers: 2 }),
      async (liquid: Liquid) => {
        for (let k = 0; k < 3; k++) await liquid.run(series);
      },
    ]) {
      expect(await told(loud, act)).toEqual([expect.stringMatching(high)]);
      expect(await told(silent, act)).toEqual([expect.stringContaining("mean rate is 0 Hz")]);
      expect(await told({}, act)).toEqual([]);
    }
  });

  it("is that of the neurons, not of the input's channels", async () => {
    const input = { kind: "rates", channels: 400, weight: 0 } as const;
    const rates = { values: new Float64Array(400 * 30).fill(500), length: 30, channels: 400 };
    const [text] = await told({ ...silent, input }, (liquid) => liquid.collect(rates));
    expect(text).toContain("mean rate is 0 Hz");
  });

  it("is not judged by less than 100 ms, nor by what runs without a stimulus", async () => {
    expect(
      await told(loud, (liquid) => liquid.collect({ ...series, values: series.values.slice(0, 9), length: 9 })),
    ).toEqual([]);
    expect(await told(loud, (liquid) => liquid.run(500))).toEqual([]);
  });

  it("is that of the default ear into the default liquid, and goes to console.warn where nobody asks to be told", async () => {
    const random = new Random(1, "noise");
    const sound = soundOf(
      Float64Array.from({ length: 4000 }, () => random.uniform() - 0.5),
      8000,
    );
    const sample = ear()(sound);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const liquid = new Liquid({ input: { kind: "spikes", channels: sample.channels } });
    await liquid.collectSamples([sample, sample]);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^neuroglia: a liquid's mean rate is \d+ Hz, outside of/)],
    ]);
  });

  it("onWarning must be a function", () => {
    expect(refused(() => new Liquid({ onWarning: js("loudly") })).message).toContain("onWarning of");
  });
});
