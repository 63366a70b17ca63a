/**
 * NALSM STEP: the whole network of the paper on MNIST, 250 ms a sample, initialised as the authors do. The SIMD and the
 * scalar twin are the engine's own schedule on either set of kernels, the third is a complete simulation in JavaScript.
 * All must have the same spikes (hash) and the same weights before anything is timed.
 */
import { loadImageDataset } from "../dist/src/datasets/node/images.js";
import { RateCode } from "../dist/src/encode/rateCode.js";
import { streamOf } from "../dist/src/engine/stream.js";
import { constants, defaultAstrocyteWeight, describeLiquid } from "../dist/src/papers/nalsm/network.js";
import { twinsOf } from "./engineTwins.mjs";
import { median, same, sameBits, takeTurns } from "./measure.mjs";
import { plainLiquid } from "./plain/nalsm.mjs";
import { spikeHash } from "./plain/spikeHash.mjs";
import { figure, table } from "./report.mjs";

const SEED = 1;
const NEURONS = 1000;
const SAMPLES = 8;
const { sampleMs, initialisationMs, decay, neuron, inputKick, aPlus, traceIncrement, tauTrace, wMax, astrocyte } =
  constants;

/** The published order: weights and traces go on from sample to sample, states do not. */
const initialise = async ({ net, pixels }, code, samples) => {
  for (let k = 0; k < samples; k++) {
    await net.reset({ trial: k, only: ["state"] });
    pixels.play(code.probabilities(k));
    await net.run(initialisationMs);
  }
};

const inJavaScript = async (variant, liquid, nInputs) => {
  const { projections, offsets, nExcitatory } = liquid;
  const learns = variant === "nalsm";
  const sources = [
    [0, nInputs],
    [0, nExcitatory],
    [0, nExcitatory],
    [nExcitatory, NEURONS],
    [nExcitatory, NEURONS],
  ];
  const synapses = await Promise.all(
    projections.map(async (projection, k) => {
      const { pre, post } = await projection.synapses();
      const [fromPre, fromPost] = k === 0 ? [0, 0] : offsets[k - 1];
      const inhibitory = k > 2;
      return {
        pre: pre.map((id) => id + fromPre),
        post: post.map((id) => id + fromPost),
        weights: await projection.weights(),
        fromInput: k === 0,
        sources: sources[k],
        wMin: k === 0 || inhibitory ? -wMax : 0,
        wMax: inhibitory ? 0 : wMax,
        mirrored: inhibitory,
      };
    }),
  );
  return plainLiquid({
    nInputs,
    nLiquid: NEURONS,
    projections: synapses,
    neuron: {
      vTh: neuron.vTh,
      vReset: neuron.vReset,
      bias: 0,
      leak: 1 / neuron.tauM,
      synDecay: Math.exp(-1 / neuron.tauSyn),
      refSteps: neuron.tRef,
      hold: 0,
    },
    kick: inputKick,
    learning: learns ? { aPlus, increment: traceIncrement, decay: Math.exp(-1 / tauTrace), fade: decay } : null,
    astrocyte: learns
      ? { a: aPlus, bias: astrocyte.bias, gain: defaultAstrocyteWeight(NEURONS), rate: 1 / astrocyte.tau, fade: decay }
      : null,
    random: { key0: SEED, key1: 0, stream: streamOf("population:pixels") },
    maxSteps: sampleMs,
  });
};

/** One variant: check, time, and take apart. */
const measured = async (variant, weight, images, { rounds, warmUp, initSamples }) => {
  const nInputs = images.test.rows * images.test.columns;
  const learns = variant === "nalsm";
  const astrocyteWeight = defaultAstrocyteWeight(NEURONS);
  const options = { variant, nInputs, neurons: NEURONS, weight, astrocyteWeight, summation: "all", seed: SEED };
  const liquid = describeLiquid(options, learns);
  const { net, pixels, projections, spikes, inputSpikes } = liquid;
  const engine = await twinsOf(net);
  if (learns) {
    await initialise(liquid, new RateCode(images.train), initSamples);
    for (const projection of projections) projection.set({ decay });
    liquid.astrocyte.set({ decay });
  }
  await net.reset();
  const initialised = await net.checkpoint();
  const code = new RateCode(images.test);
  const plain = await inJavaScript(variant, liquid, nInputs);
  const present = async (k) => {
    await net.reset({ trial: k, to: initialised });
    pixels.play(code.probabilities(k));
  };

  const totals = { events: 0, visits: 0, spikes: 0, inputSpikes: 0, liquidSpikes: 0 };
  for (let k = 0; k < SAMPLES; k++) {
    await present(k);
    engine.use("simd");
    await net.run(sampleMs);
    const expected = net.activity();
    const weights = await Promise.all(projections.map((projection) => projection.weights()));
    totals.events += expected.synapticEvents;
    totals.spikes += expected.spikes;
    totals.inputSpikes += inputSpikes.ids.length;
    totals.liquidSpikes += spikes.ids.length;
    await present(k);
    engine.use("scalar");
    await net.run(sampleMs);
    same(`hash of sample ${k} with scalar kernels (${variant})`, expected.hash, net.activity().hash);
    for (const [at, projection] of projections.entries())
      sameBits(`weights ${at} after sample ${k} with scalar kernels`, weights[at], await projection.weights());
    plain.restore(code.probabilities(k), k);
    plain.run(sampleMs);
    same(`events of sample ${k} in JavaScript (${variant})`, expected.synapticEvents, plain.events());
    const streams = ["pixels", "input", "liquid"].map((name) => streamOf(`population:${name}`));
    const hash = spikeHash(plain.records.map((record, at) => ({ ...record, stream: streams[at] })));
    same(`hash of sample ${k} in JavaScript (${variant})`, expected.hash, hash);
    plain.weights().forEach((own, at) => {
      sameBits(`weights ${at} after sample ${k} in JavaScript`, weights[at], own);
    });
    totals.visits += plain.visits();
  }

  /** Every twin shows the same samples in the same order, so that a round's ratios compare like with like. */
  const samplesInTurn = (show) => {
    let next = 0;
    return () => show(next++ % SAMPLES);
  };
  const onEngine = (which) => ({
    prepare: samplesInTurn(async (k) => {
      await present(k);
      engine.use(which);
      engine.elapsed();
    }),
    run: async () => {
      await net.run(sampleMs);
      return { ms: engine.elapsed(), units: sampleMs };
    },
  });
  const turns = await takeTurns(
    {
      simd: onEngine("simd"),
      scalar: onEngine("scalar"),
      js: {
        prepare: samplesInTurn((k) => plain.restore(code.probabilities(k), k)),
        run: () => {
          plain.run(sampleMs);
          return sampleMs;
        },
      },
    },
    { rounds, warmUp },
  );

  const whole = [];
  const byStage = {};
  engine.use("simd");
  for (let k = 0; k < rounds; k++) {
    const begin = performance.now();
    await present(k % SAMPLES);
    await net.run(sampleMs);
    spikes.counts();
    whole.push((performance.now() - begin) / sampleMs);
  }
  engine.use("stages");
  for (let k = -warmUp; k < rounds; k++) {
    await present((k + warmUp) % SAMPLES);
    engine.stages();
    await net.run(sampleMs);
    if (k < 0) continue;
    for (const [stage, ms] of Object.entries(engine.stages())) (byStage[stage] ??= []).push((ms * 1000) / sampleMs);
  }
  await net.close();
  const per = 1 / (SAMPLES * sampleMs);
  return {
    row: {
      name: `NALSM-${NEURONS} step, ${learns ? "plastic" : `static |w| = ${weight}`}`,
      unit: "µs/ms",
      ...turns,
    },
    variant,
    samples: SAMPLES,
    initialisationSamples: learns ? initSamples : 0,
    perMs: Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total * per])),
    inputHz: (1000 * totals.inputSpikes * per) / nInputs,
    liquidHz: (1000 * totals.liquidSpikes * per) / NEURONS,
    stagesUs: Object.fromEntries(Object.entries(byStage).map(([stage, us]) => [stage, median(us)])),
    wholeSampleMsPerSecond: 1000 / median(whole),
  };
};

/** The plastic and the static liquid. */
export const nalsm = async ({ rounds, warmUp, quick }) => {
  const images = loadImageDataset("mnist");
  const effort = { rounds, warmUp, initSamples: quick ? 1000 : 5000 };
  const variants = [await measured("nalsm", 3, images, effort), await measured("static", 0.8, images, effort)];
  return {
    rows: variants.map(({ row }) => row),
    variants: variants.map(({ row, ...figures }) => ({ ...figures, twins: row.ns })),
  };
};

/** @param {Awaited<ReturnType<typeof nalsm>>} result */
export const nalsmText = ({ variants }) =>
  variants
    .map(({ variant, twins, perMs, stagesUs, liquidHz, inputHz, wholeSampleMsPerSecond, ...rest }) => {
      const speed = (twin) => 1e9 / twins[twin].median;
      const names = ["simd", "scalar", "js"];
      const line = (label, of) => [label, ...names.map((twin) => figure(of(twin)))];
      const total = Object.values(stagesUs).reduce((sum, us) => sum + us, 0);
      const learned = perMs.visits > 0;
      const arrive = (1000 * stagesUs.arrive) / perMs.events;
      return [
        `NALSM-${NEURONS}, ${learned ? `plastic, after ${rest.initialisationSamples} samples of initialisation` : "static"}: ` +
          `liquid ${liquidHz.toFixed(1)} Hz, input neurons ${inputHz.toFixed(1)} Hz; the ${rest.samples} samples have the same spikes in all three`,
        table(
          [
            ["", "SIMD", "scalar", "JS"],
            line("simulated ms per s", speed),
            line("real-time factor", (twin) => speed(twin) / 1000),
            line("spikes per s", (twin) => perMs.spikes * speed(twin)),
            line("synaptic events per s", (twin) => perMs.events * speed(twin)),
          ],
          1,
        ),
        `whole samples with reset and counts, SIMD: ${figure(wholeSampleMsPerSecond)} simulated ms per s`,
        `per ms: ${figure(perMs.spikes)} spikes; arrive ${figure(perMs.events)} events × ${figure(arrive)} ns = ${figure(stagesUs.arrive)} µs` +
          (learned
            ? `; learn ${figure(perMs.visits)} post visits × ${figure((1000 * stagesUs.learn) / perMs.visits)} ns = ${figure(stagesUs.learn)} µs`
            : ""),
        `by stage (each run alone for one step, the clock's cost taken off): ${Object.entries(stagesUs)
          .map(([stage, us]) => `${stage} ${figure(us)} µs (${((100 * us) / total).toFixed(0)} %)`)
          .join(", ")}`,
        "",
      ].join("\n");
    })
    .join("\n")
    .trimEnd();
