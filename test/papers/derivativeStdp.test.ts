// Learning of spnet.m against its definition, written out pair by pair from last spikes, without traces or lists.
import fc from "fast-check";
import { expect, it } from "vitest";
import { DerivativeStdp } from "../../dist/src/papers/networks/derivativeStdp.js";

const [nNeurons, longest, duration] = [4, 5, 40];
const constants = { perMs: 0.9, aPlus: 0.1, aMinus: 0.15, drift: 0.01, carried: 0.8, most: 3 };

const synapse = fc.record({
  pre: fc.nat(nNeurons - 1),
  post: fc.nat(nNeurons - 1),
  delay: fc.integer({ min: 1, max: longest }),
});
const train = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 2 * duration }), fc.nat(nNeurons - 1)), {
  maxLength: 80,
  selector: ([time, id]) => `${time} ${id}`,
});

it("weights after two changes equal those of the definition, whatever spikes, delays and stretches", () => {
  fc.assert(
    fc.property(
      fc.array(synapse, { minLength: 1, maxLength: 12 }),
      train,
      fc.nat(duration),
      (synapses, spikes, cut) => {
        const sorted = [...spikes].sort(([a], [b]) => a - b);
        const within = (from: number, to: number) => {
          const part = sorted.filter(([time]) => time > from && time <= to);
          return { times: part.map(([time]) => time), ids: part.map(([, id]) => id) };
        };
        const rule = new DerivativeStdp(
          {
            pre: Uint32Array.from(synapses, ({ pre }) => pre),
            post: Uint32Array.from(synapses, ({ post }) => post),
            delay: Uint8Array.from(synapses, ({ delay }) => delay),
          },
          nNeurons,
          longest,
          constants,
        );
        const weights = new Float32Array(synapses.length).fill(1);
        for (const [from, to] of [
          [0, cut],
          [cut, duration],
        ] as const)
          rule.take(within(from, to), from, to);
        rule.change(weights);
        rule.take(within(duration, 2 * duration), duration, 2 * duration);
        rule.change(weights);

        const fires = (id: number, time: number) => spikes.some(([at, of]) => at === time && of === id);
        /** 1 at the last spike of a neuron up to a time, less by perMs every ms since; 0 before any. */
        const trace = (id: number, time: number): number => {
          const last = Math.max(...spikes.filter(([at, of]) => of === id && at <= time).map(([at]) => at));
          return last > 0 ? constants.perMs ** (time - last) : 0;
        };
        synapses.forEach(({ pre, post, delay }, k) => {
          let [weight, derivative] = [1, 0];
          for (let time = 1; time <= 2 * duration; time++) {
            if (fires(post, time)) derivative += constants.aPlus * trace(pre, time - delay);
            if (fires(pre, time - delay + 1)) derivative -= constants.aMinus * trace(post, time);
            if (time % duration > 0) continue;
            weight = Math.min(constants.most, Math.max(0, weight + constants.drift + derivative));
            derivative *= constants.carried;
          }
          expect(weights[k]).toBeCloseTo(weight, 5);
        });
      },
    ),
  );
});
