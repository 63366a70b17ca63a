import type { Frame, Samples, Shown } from "../index.js";

/** A stream of whole numbers that only has to look random. */
const noise = (seed: number) => {
  let state = seed >>> 0 || 1;
  return (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/** Frames of a network that is none: noise whose rate swings, three potentials, an astrocyte, weights that spread. */
export const made = ({ neurons, rate }: { neurons: number; rate: number }) => {
  const random = noise(7);
  const nExcitatory = Math.round(0.8 * neurons);
  const net: Shown = { neurons, nExcitatory, names: ["v", "aMinus"] };
  let picked = [17, 1200 % neurons, neurons - 5];
  let time = 0;
  let events = 0;

  const spikes = (ms: number): Frame["spikes"] => {
    const times: number[] = [];
    const ids: number[] = [];
    for (let t = Math.floor(time * 10); t < Math.floor((time + ms) * 10); t++) {
      const expected = neurons * rate * 1e-4 * (1 + 0.7 * Math.sin(t / 400) + 0.3 * Math.sin(t / 130));
      for (let count = Math.floor(expected + random()); count > 0; count--) {
        times.push((t + 1) / 10);
        ids.push(Math.floor(random() * neurons));
      }
    }
    return { times: Float64Array.from(times), ids: Uint32Array.from(ids) };
  };
  const sampled = (ms: number, width: number, of: (t: number, c: number) => number): Samples => {
    const [from, to] = [Math.floor(time), Math.floor(time + ms)];
    const times = Float64Array.from({ length: to - from }, (_, k) => from + k + 1);
    return {
      times,
      width,
      values: Float32Array.from({ length: (to - from) * width }, (_, k) =>
        of(times[Math.floor(k / width)]!, k % width),
      ),
    };
  };

  return {
    net,
    get picked() {
      return picked;
    },
    pick: (id: number): void => {
      picked = [...picked.slice(-2), id];
    },
    /** What happens in the next `ms`. */
    next: (ms: number): Frame => {
      const fired = spikes(ms);
      events = fired.times.length;
      const frame: Frame = {
        time: time + ms,
        spikes: fired,
        samples: {
          v: {
            ...sampled(ms, picked.length, (t, c) => -60 + ((t * (0.11 + 0.03 * c) + 3 * random()) % 10)),
            labels: picked.map((id) => `neuron ${id}`),
            unit: "mV",
          },
          aMinus: { ...sampled(ms, 1, (t) => 0.15 + 0.05 * Math.sin(t / 300)), inks: ["glia"] },
        },
        stats: {
          spikesPerSecond: (1000 * events) / ms,
          synapticEventsPerSecond: (80_000 * events) / ms,
          realTimeFactor: 1,
          hash: "0123456789abcdef",
        },
      };
      const [now, next] = [Math.floor(time / 500), Math.floor((time + ms) / 500)];
      if (next > now || time === 0)
        frame.weights = Float32Array.from(
          { length: 100_000 },
          () => (random() + random() + random()) * (1 + time / 1e4),
        );
      time += ms;
      return frame;
    },
  };
};
