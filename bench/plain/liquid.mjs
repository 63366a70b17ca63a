/**
 * A liquid of `lif` neurons in plain JavaScript on typed arrays: a current into iE, four projections with delays, filtered
 * spikes, given its synapses, weights and params. Every f32 operation is rounded where the kernels round it, so that the states are the
 * same bits.
 */
const { fround } = Math;

/** @param {{ pre: Uint32Array, post: Uint32Array, delay: Float64Array, weights: Float32Array }} synapses in the order of `weights()` */
const rowsOf = ({ pre, post, delay, weights }, offsets, n, dt) => {
  const delays = [...new Set(delay)].sort((a, b) => a - b);
  const starts = new Uint32Array(n * delays.length + 1);
  const numberOf = new Map(delays.map((ms, d) => [ms, d]));
  for (let k = 0; k < pre.length; k++) starts[(pre[k] + offsets[0]) * delays.length + numberOf.get(delay[k]) + 1]++;
  for (let row = 0; row < n * delays.length; row++) starts[row + 1] += starts[row];
  return {
    lags: Uint32Array.from(delays, (ms) => Math.round(ms / dt)),
    starts,
    targets: post.map((id) => id + offsets[1]),
    weights,
  };
};

/**
 * @param {object} liquid
 * @param {number} liquid.n
 * @param {number} liquid.dt
 * @param {Record<string, number>} liquid.derived leak, gainE, gainI, decayE, decayI, vTh, vReset, refSteps, decay of the filter
 * @param {Float32Array} liquid.vInf
 * @param {Float32Array} liquid.v initial, as the kernels keep it: from the origin, like vInf, vTh and vReset
 * @param {Float32Array} liquid.input weights of the current
 * @param {{ synapses: object, offsets: [number, number], inhibits: boolean }[]} liquid.projections
 */
export const plainLiquid = ({ n, dt, derived, vInf, v: initial, input, projections }) => {
  const { leak, gainE, gainI, decayE, decayI, vTh, vReset, refSteps, filter } = derived;
  const delivered = projections.map(({ synapses, offsets, inhibits }) => ({
    ...rowsOf(synapses, offsets, n, dt),
    inhibits,
  }));
  const slots = 2 ** Math.ceil(Math.log2(1 + Math.max(...delivered.flatMap(({ lags }) => [...lags]))));
  const ring = Array.from({ length: slots }, () => new Uint32Array(n));
  const counts = new Uint32Array(slots);
  const v = new Float32Array(n);
  const left = new Float32Array(n);
  const iE = new Float32Array(n);
  const iI = new Float32Array(n);
  const x = new Float32Array(n);
  const least = fround(1 / 16777216);

  const integrate = (spikes) => {
    let count = 0;
    for (let k = 0; k < n; k++) {
      const free = fround(fround(v[k] + fround(fround(vInf[k] - v[k]) * leak)) + 0);
      const next = fround(free + fround(fround(iE[k] * gainE) + fround(iI[k] * gainI)));
      iE[k] = iE[k] * decayE;
      iI[k] = iI[k] * decayI;
      const held = left[k] > 0;
      const fired = next >= vTh && !held;
      v[k] = fired || held ? vReset : next;
      left[k] = fired ? refSteps : Math.max(left[k] - 1, 0);
      if (fired) spikes[count++] = k;
    }
    return count;
  };

  const deliver = ({ lags, starts, targets, weights, inhibits }, step) => {
    const column = inhibits ? iI : iE;
    for (let d = 0; d < lags.length; d++) {
      if (step < lags[d]) continue;
      const slot = (step - lags[d]) & (slots - 1);
      const spikes = ring[slot];
      for (let s = 0; s < counts[slot]; s++) {
        const row = spikes[s] * lags.length + d;
        for (let k = starts[row]; k < starts[row + 1]; k++) column[targets[k]] += weights[k];
      }
    }
  };

  const measure = (spikes, count) => {
    for (let k = 0; k < n; k++) {
      const next = fround(x[k] * filter);
      x[k] = next > least ? next : 0;
    }
    for (let s = 0; s < count; s++) x[spikes[s]] += 1;
  };

  /** States, a row of `steps` steps for each value. */
  return (values, steps) => {
    const states = new Float32Array(values.length * n);
    v.set(initial);
    for (const column of [left, iE, iI, x]) column.fill(0);
    counts.fill(0);
    for (let step = 0; step < values.length * steps; step++) {
      const u = fround(values[Math.floor(step / steps)]);
      const slot = step & (slots - 1);
      counts[slot] = integrate(ring[slot]);
      if (u !== 0) for (let k = 0; k < n; k++) iE[k] += fround(u * input[k]);
      for (const projection of delivered) deliver(projection, step);
      measure(ring[slot], counts[slot]);
      if ((step + 1) % steps === 0) states.set(x, ((step + 1) / steps - 1) * n);
    }
    return states;
  };
};
