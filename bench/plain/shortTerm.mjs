/**
 * Delivery through Tsodyks–Markram synapses in plain JavaScript, as anybody would write it.
 * @param {Uint32Array} spikes sources that spike in this step
 * @param {{ rows: Int32Array, targets: Int32Array, weights: Float32Array, x: Float32Array, u: Float32Array,
 *   uSe: Float32Array, tauRec: Float32Array, tauFacil: Float32Array, arrived: Uint32Array, dt: number }} projection
 * @param {Float32Array} input
 * @returns {number} synaptic events
 */
export const deliverShortTerm = (spikes, step, projection, input) => {
  const { rows, targets, weights, x, u, uSe, tauRec, tauFacil, arrived, dt } = projection;
  let events = 0;
  for (const id of spikes) {
    const passed = (step + 1 - arrived[id]) * dt;
    arrived[id] = step + 1;
    const end = rows[id + 1];
    let k = rows[id];
    events += end - k;
    for (; k < end; k++) {
      const left = u[k] * Math.exp(-passed / tauFacil[k]);
      const used = left + uSe[k] * (1 - left);
      const there = 1 - (1 - x[k]) * Math.exp(-passed / tauRec[k]);
      const released = used * there;
      u[k] = used;
      x[k] = there - released;
      input[targets[k]] += weights[k] * released;
    }
  }
  return events;
};
