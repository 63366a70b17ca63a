const MASK = (1n << 64n) - 1n;

/** splitmix64's finalizer over stream, neuron and step, as in assembly/spikes.ts: the specification, in BigInt. */
const mix = (stream, id, step) => {
  let z = (((BigInt(step) << 32n) | BigInt(id)) + (BigInt(stream) + 1n) * 0x9e3779b97f4a7c15n) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
};

/**
 * Order-free hash of recorded spikes.
 * @param {{ stream: number, ids: Uint32Array, steps: Uint32Array, count: number }[]} records
 * @returns {string} 16 hexadecimal digits
 */
export const spikeHash = (records) => {
  let sum = 0n;
  for (const { stream, ids, steps, count } of records)
    for (let s = 0; s < count; s++) sum = (sum + mix(stream, ids[s], steps[s])) & MASK;
  return sum.toString(16).padStart(16, "0");
};
