import { philox } from "./philox.mjs";

const words = new Uint32Array(4);

/**
 * The Bernoulli source in plain JavaScript: cell k emits where its random number is below p[k].
 * @param {Float32Array} p padded with zeros to a multiple of four
 * @param {Uint32Array} spikes receives the ids, ascending
 * @returns {number} how many
 */
export const bernoulliEmit = (p, spikes, step, trial, stream, key0, key1) => {
  let count = 0;
  for (let k = 0; k < p.length; k += 4) {
    if (p[k] === 0 && p[k + 1] === 0 && p[k + 2] === 0 && p[k + 3] === 0) continue;
    philox(words, k >> 2, step, trial, stream, key0, key1);
    for (let lane = 0; lane < 4; lane++)
      if ((words[lane] >>> 8) * (1 / 16777216) < p[k + lane]) spikes[count++] = k + lane;
  }
  return count;
};
