/**
 * The FORCE network of Nicola & Clopath (2017), Izhikevich neurons, one output, in plain JavaScript over typed arrays: the
 * same equations and order as the engine's, in f64.
 */

/** h and r over one step, and the spikes at its end. */
const filter = ({ h, r }, { rise, carry, fall, jump }, spikes) => {
  for (let k = 0; k < r.length; k++) {
    r[k] = r[k] * fall + h[k] * carry;
    h[k] *= rise;
  }
  for (let s = 0; s < spikes.count; s++) h[spikes.ids[s]] += jump;
};

/** One update of recursive least squares on a full P. */
export const rlsUpdate = (p, w, r, k, error) => {
  const n = r.length;
  let divisor = 1;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0, at = i * n; j < n; j++, at++) sum += p[at] * r[j];
    k[i] = sum;
    divisor += sum * r[i];
  }
  for (let i = 0; i < n; i++) {
    const factor = k[i] / divisor;
    w[i] -= factor * error;
    for (let j = 0, at = i * n; j < n; j++, at++) p[at] -= factor * k[j];
  }
};

/**
 * @param {{ dt: number, params: Record<string, number>, tauRise: number, tauDecay: number, alpha: number, learnSteps: number,
 *   rows: Uint32Array, targets: Uint32Array, weights: Float32Array, feedback: Float32Array, v: Float32Array }} network
 * `rows`: first synapse of each source, and their number
 */
export const forceLoop = ({
  dt,
  params,
  tauRise,
  tauDecay,
  alpha,
  learnSteps,
  rows,
  targets,
  weights,
  feedback,
  v: from,
}) => {
  const { cM, k: gain, vRest, vT, vPeak, vReset, a, b, d, iExt } = params;
  const n = from.length;
  const v = Float64Array.from(from);
  const u = new Float64Array(n);
  const [rise, fall] = [Math.exp(-dt / tauRise), Math.exp(-dt / tauDecay)];
  const numbers = { rise, fall, carry: (rise - fall) / (1 / tauDecay - 1 / tauRise), jump: 1 / (tauRise * tauDecay) };
  const synapses = { h: new Float64Array(n), r: new Float64Array(n) };
  const features = { h: new Float64Array(n), r: new Float64Array(n) };
  const p = new Float64Array(n * n);
  for (let i = 0; i < n; i++) p[i * n + i] = 1 / alpha;
  const w = new Float64Array(n);
  const k = new Float64Array(n);
  const spikes = { ids: new Uint32Array(n), count: 0 };
  const before = { ids: new Uint32Array(n), count: 0 };
  const none = { ids: spikes.ids, count: 0 };
  let z = 0;
  let step = 0;
  let total = 0;
  /** Steps with the target of each step's end; returns z after each. */
  const run = (target) => {
    const out = new Float64Array(target.length);
    for (let t = 0; t < target.length; t++) {
      before.ids.set(spikes.ids.subarray(0, spikes.count));
      before.count = spikes.count;
      spikes.count = 0;
      for (let j = 0; j < n; j++) {
        const current = iExt + synapses.r[j] + feedback[j] * z;
        const off = v[j] - vRest;
        const next = v[j] + (dt / cM) * (gain * off * (v[j] - vT) - u[j] + current);
        u[j] += dt * a * (b * off - u[j]);
        v[j] = next;
        if (next < vPeak) continue;
        v[j] = vReset;
        u[j] += d;
        spikes.ids[spikes.count++] = j;
      }
      total += spikes.count;
      filter(synapses, numbers, none);
      for (let s = 0; s < before.count; s++)
        for (let at = rows[before.ids[s]]; at < rows[before.ids[s] + 1]; at++)
          synapses.h[targets[at]] += weights[at] * numbers.jump;
      filter(features, numbers, spikes);
      z = 0;
      for (let j = 0; j < n; j++) z += w[j] * features.r[j];
      out[t] = z;
      if (++step % learnSteps === 0) rlsUpdate(p, w, features.r, k, z - target[t]);
    }
    return out;
  };
  return { run, spikes: () => total };
};
