import {
  astrocyteModel,
  drive,
  fixedProbability,
  Network,
  neuron,
  plasticityRule,
  poisson,
} from "../dist/src/index.js";

// Kernels that a user would write, of each kind that `neuroglia kernel` compiles (test/determinism/handWritten.test.ts does so), and a
// network of nothing else but a source. Also bundled for browsers.

const IMPORTS = `
import { choose, PreTrace, PostTrace, Amplitude } from "neuroglia/assembly/simd";
import { slotAt } from "neuroglia/assembly/spikes";
import { LISTEN_GAIN, LISTEN_LAG, LISTEN_POPULATION } from "neuroglia/assembly/layout";
`;

export const kernels = {
  neuron: `${IMPORTS}
// @ts-ignore: decorator
@inline export function quadStep(
  v: usize, push: usize, vRest: v128, vPeak: v128, vReset: v128, bend: v128, decay: v128, drift: v128,
): v128 {
  const now = v128.load(v);
  const current = v128.load(push);
  const away = f32x4.sub(now, vRest);
  const next = f32x4.add(now, f32x4.add(f32x4.add(f32x4.mul(bend, f32x4.mul(away, away)), current), drift));
  v128.store(push, f32x4.mul(current, decay));
  const fired = f32x4.ge(next, vPeak);
  v128.store(v, choose(fired, vReset, next));
  return fired;
}`,
  rule: `${IMPORTS}
// @ts-ignore: decorator
@inline export function softOnPre(w: v128, y: PostTrace, aMinus: Amplitude): v128 {
  return f32x4.neg(f32x4.mul(f32x4.mul(aMinus, y), w));
}
// @ts-ignore: decorator
@inline export function softOnPost(w: v128, x: PreTrace, aPlus: Amplitude, wMax: v128): v128 {
  return f32x4.mul(f32x4.mul(aPlus, x), f32x4.sub(wMax, w));
}`,
  drive: `${IMPORTS}
export function pulsesDraw(
  block: usize, begin: u32, end: u32, step: u32, input: usize, amplitude: f32, period: f32,
): void {
  for (let k = begin; k < end; k++) {
    if ((step + 3 * k) % <u32>period != 0) continue;
    const at = input + (<usize>k << 2);
    store<f32>(at, load<f32>(at) + amplitude);
  }
}`,
  astrocyte: `${IMPORTS}
export function hearsIntegrate(
  block: usize, begin: u32, end: u32, step: u32, nCells: u32, listens: usize, nListens: u32, level: usize, keep: f32,
): void {
  let heard: f32 = 0;
  for (let l: u32 = 0; l < nListens; l++) {
    const listen = listens + (<usize>l << 5);
    const slot = slotAt(load<usize>(listen + LISTEN_POPULATION), step - load<u32>(listen + LISTEN_LAG));
    heard += load<f32>(listen + LISTEN_GAIN) * <f32>load<u32>(slot);
  }
  for (let k: u32 = 0; k < nCells; k++) {
    const at = level + (<usize>k << 2);
    store<f32>(at, load<f32>(at) * keep + heard);
  }
}`,
} as const;
export type Compiled = Readonly<Record<keyof typeof kernels, Uint8Array<ArrayBuffer>>>;

const words = { equations: ["as its kernel has it"], source: "test/handWritten.ts" };
const mV = (value: number, meaning: string) => ({ unit: "mV", default: value, meaning }) as const;
const ofInput = (value: number, meaning: string) => ({ unit: "unit of the input", default: value, meaning }) as const;

export const handWritten = (compiled: Compiled) => ({
  neuron: neuron({
    ...words,
    name: "quad",
    title: "Quadratic neuron of a user",
    kernel: compiled.neuron,
    params: {
      vRest: mV(-60, "rest"),
      vPeak: mV(30, "cut-off"),
      vReset: mV(-65, "reset"),
      slope: { unit: "1/ms", default: 0.004, min: 0, meaning: "of the square" },
      tau: { unit: "ms", default: 4, min: 0.001, meaning: "of what pushes" },
      rise: { unit: "mV/ms", default: 0.1, meaning: "constant" },
    },
    derived: {
      bend: { expression: "slope*dt" },
      decay: { expression: "exp(-dt/tau)" },
      drift: { expression: "rise*dt" },
    },
    state: { v: { ...mV(-60, "potential"), padding: Number.NaN } },
    inputs: { push: { unit: "mV", meaning: "what is added a step", arrives: "after", decay: "decay" } },
  }),
  rule: plasticityRule({
    ...words,
    name: "soft",
    title: "Soft bounds of a user",
    kernel: compiled.rule,
    params: {
      aPlus: { unit: "1", default: 0.05, modulable: true, meaning: "share of what is left" },
      aMinus: { unit: "1", default: 0.04, modulable: true, meaning: "share of what there is" },
      wMin: ofInput(0, "least weight"),
      wMax: ofInput(0, "greatest weight"),
      tau: { unit: "ms", default: 15, min: 0.001, meaning: "of both traces" },
    },
    traces: {
      x: { of: "pre", meaning: "of the source", decay: "exp(-dt/tau)", increment: "1" },
      y: { of: "post", meaning: "of the target", decay: "exp(-dt/tau)", increment: "1" },
    },
    amplitudes: ["aMinus", "aPlus"],
  }),
  drive: drive({
    ...words,
    name: "pulses",
    title: "Pulses in turn",
    kernel: compiled.drive,
    params: {
      amplitude: ofInput(1, "of a pulse"),
      period: { unit: "1", default: 50, min: 1, meaning: "steps between two" },
    },
  }),
  astrocyte: astrocyteModel({
    ...words,
    name: "hears",
    title: "Leaky count of a user",
    kernel: compiled.astrocyte,
    params: { tau: { unit: "ms", default: 100, min: 0.001, meaning: "of what is heard" } },
    derived: { keep: { expression: "exp(-dt/tau)" } },
    state: { level: { unit: "1", default: 0, meaning: "what was heard" } },
    output: "level",
  }),
});

/** A network of these models, that learns and is modulated. */
export const handWrittenNetwork = (models: ReturnType<typeof handWritten>, workers = 1) => {
  const net = new Network({ dt: 0.5, seed: 5, workers });
  const inputs = net.population("inputs", 30, poisson, { rate: 30 });
  const cells = net.population("cells", 60, models.neuron);
  const others = net.population("others", 40, models.neuron, { rise: Array.from({ length: 40 }, (_, k) => k / 100) });
  const learning = net.connect(inputs, cells, fixedProbability(0.3), {
    into: "push",
    weight: 0.4,
    plasticity: models.rule({ wMax: 1 }),
    name: "learning",
  });
  net.connect(cells, others, fixedProbability(0.2), {
    into: "push",
    weight: 0.3,
    delay: 1,
    plasticity: models.rule({ wMax: 1 }),
    name: "also",
  });
  net.drive(others, models.drive, { amplitude: 1.5 }, { into: "push", name: "pulses" });
  const glia = net.astrocyte("glia", 2, models.astrocyte);
  net.listen(cells, glia, { gain: 0.0005 });
  net.modulate(glia, learning, "aMinus");
  return { net, cells, others, learning, glia };
};

/** Activity of 200 ms on so many workers. */
export const handWrittenActivity = async (compiled: Compiled, workers: number) => {
  const { net } = handWrittenNetwork(handWritten(compiled), workers);
  await net.run(200);
  const activity = net.activity();
  await net.close();
  return activity;
};
