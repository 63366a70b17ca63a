/**
 * Synapse walks in plain JavaScript over rows by source (`rows`, `targets`, `weights`). `gain·trace` is rounded to f32
 * before it is added, as in the kernels; the sum is rounded by the store, which commutes with the clip.
 */

/**
 * input[target] += weight for every synapse of the sources that spiked.
 * @param {Uint32Array} spikes
 * @param {Int32Array} rows
 * @param {Int32Array} targets
 * @param {Float32Array} weights
 * @param {Float32Array} input
 * @returns {number} synaptic events
 */
export const deliver = (spikes, count, preBegin, preEnd, rows, targets, weights, input) => {
  let events = 0;
  for (let s = 0; s < count; s++) {
    const id = spikes[s];
    if (id < preBegin || id >= preEnd) continue;
    const end = rows[id - preBegin + 1];
    let k = rows[id - preBegin];
    events += end - k;
    for (; k < end; k++) input[targets[k]] += weights[k];
  }
  return events;
};

/**
 * A plastic projection: its rows, its bounds and gains, and per target the growing list of synapses whose source has
 * spiked (`entries`: place of the weight, source).
 * @typedef {object} Plastic
 * @property {number} preBegin
 * @property {number} preEnd
 * @property {number} postBegin
 * @property {number} postEnd
 * @property {Int32Array} rows
 * @property {Int32Array} targets
 * @property {Float32Array} weights
 * @property {number} wMin
 * @property {number} wMax
 * @property {Int32Array} columns first entry of each target
 * @property {Int32Array} fill
 * @property {Int32Array} entries
 * @property {Uint8Array} enlisted by row
 */

/** @param {Plastic} projection */
export const enlist = ({ rows, targets, columns, fill, entries, enlisted, postBegin }, row, id) => {
  enlisted[row] = 1;
  for (let k = rows[row]; k < rows[row + 1]; k++) {
    const column = targets[k] - postBegin;
    const entry = 2 * (columns[column] + fill[column]++);
    entries[entry] = k;
    entries[entry + 1] = id;
  }
};

/**
 * Delivery and the presynaptic term w ← clip(w + preGain·y) in one walk. Targets with `spikesNow` are left to the post walk.
 * @param {Uint32Array} spikes
 * @param {Plastic} projection
 * @param {Float32Array} input
 * @param {Float32Array} y
 * @param {Uint8Array} spikesNow
 * @returns {number} synaptic events
 */
export const deliverPre = (spikes, count, projection, input, y, spikesNow, preGain) => {
  const { preBegin, preEnd, rows, targets, weights, wMin, wMax, enlisted } = projection;
  const { fround } = Math;
  let events = 0;
  for (let s = 0; s < count; s++) {
    const id = spikes[s];
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (enlisted[row] === 0) enlist(projection, row, id);
    const end = rows[row + 1];
    let k = rows[row];
    events += end - k;
    for (; k < end; k++) {
      const t = targets[k];
      const w = weights[k];
      input[t] += w;
      if (spikesNow[t] !== 0) continue;
      let next = w + fround(preGain * y[t]);
      if (next < wMin) next = wMin;
      else if (next > wMax) next = wMax;
      weights[k] = next;
    }
  }
  return events;
};

/**
 * Both terms at the active incoming synapses of the targets that spike.
 * @param {Uint32Array} spikes
 * @param {Plastic} projection
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @param {Uint8Array} spikesNow of the sources
 * @returns {number} synapses visited
 */
export const post = (spikes, count, projection, x, y, spikesNow, preGain, postGain) => {
  const { postBegin, postEnd, columns, fill, entries, weights, wMin, wMax } = projection;
  const { fround } = Math;
  let visits = 0;
  for (let s = 0; s < count; s++) {
    const id = spikes[s];
    if (id < postBegin || id >= postEnd) continue;
    const column = id - postBegin;
    const together = fround(preGain * y[id]);
    const first = columns[column];
    const end = first + fill[column];
    visits += end - first;
    for (let entry = 2 * first; entry < 2 * end; entry += 2) {
      const k = entries[entry];
      const source = entries[entry + 1];
      const dw = fround(postGain * x[source]);
      let next = weights[k] + (spikesNow[source] !== 0 ? fround(dw + together) : dw);
      if (next < wMin) next = wMin;
      else if (next > wMax) next = wMax;
      weights[k] = next;
    }
  }
  return visits;
};

/**
 * x ← decay·(x + increment·S); what falls below 2^-24 of an increment becomes 0.
 * @param {Float32Array} x
 */
export const traceUpdate = (x, spikes, count, increment, decay) => {
  const { fround } = Math;
  const least = increment / 16777216;
  for (let s = 0; s < count; s++) x[spikes[s]] += increment;
  for (let k = 0; k < x.length; k++) {
    const next = fround(x[k] * decay);
    x[k] = next > least ? next : 0;
  }
};
