/**
 * The one-step leaky integrate-and-fire map in plain JavaScript. Math.fround rounds where the kernel's f32 arithmetic
 * does, so that the bits agree; a store into a Float32Array rounds by itself.
 * @param {Float32Array} v
 * @param {Float32Array} left steps until a spike is possible again
 * @param {Float32Array} i
 * @param {Float32Array} delta
 * @param {{ vTh: number, vReset: number, bias: number, leak: number, synDecay: number, refSteps: number, hold: number }} params
 * rounded to f32
 * @param {Uint32Array} spikes receives the ids, ascending
 * @returns {number} how many
 */
export const lifDiscreteIntegrate = (v, left, i, delta, n, params, spikes) => {
  const { vTh, vReset, bias, leak, synDecay, refSteps, hold } = params;
  const { fround } = Math;
  let count = 0;
  for (let k = 0; k < n; k++) {
    const wait = left[k];
    let x = fround(fround(fround(v[k] - fround(v[k] * leak)) + fround(i[k] + bias)) + delta[k]);
    delta[k] = 0;
    if (wait > 0) {
      if (hold > 0) x = vReset;
      v[k] = x;
      left[k] = wait > 1 ? wait - 1 : 0;
    } else if (x >= vTh) {
      spikes[count++] = k;
      v[k] = vReset;
      left[k] = refSteps;
    } else v[k] = x;
    i[k] *= synDecay;
  }
  return count;
};
