// The equations in f64, beside what the kernel makes of them.
const DT = 0.1;
const [K, CM, TAU_SYN] = [0.7, 100, 5];
const PARAMS = { vRest: -60, vCrit: -40, vPeak: 35, vReset: -50, iExt: 20 };

/**
 * Four neurons for some steps, from currents of 0, 100, 200 and 400 pA on.
 * @param {(...numbers: number[]) => number} steps of alone.ts
 * @param {WebAssembly.Memory} memory that it works in
 * @returns what it counted, the twin's count, and by how much their potentials differ at most, mV
 */
export const compareWith = (steps, memory, n = 300) => {
  const [v, i] = [0, 16];
  const start = { v: [-60, -58, -52, -50], i: [0, 100, 200, 400] };
  new Float32Array(memory.buffer, v, 4).set(start.v);
  new Float32Array(memory.buffer, i, 4).set(start.i);
  const decay = Math.exp(-DT / TAU_SYN);
  const { vRest, vCrit, vPeak, vReset, iExt } = PARAMS;
  const spikes = steps(n, v, i, vRest, vCrit, vPeak, vReset, iExt, (K * DT) / CM, DT / CM, decay);

  let twinSpikes = 0;
  const twin = start.v.map((from, k) => {
    let [potential, current] = [from, start.i[k]];
    for (let step = 0; step < n; step++) {
      const slope = K * (potential - vRest) * (potential - vCrit) + current + iExt;
      potential += (DT / CM) * slope;
      current *= decay;
      if (potential < vPeak) continue;
      potential = vReset;
      twinSpikes++;
    }
    return potential;
  });
  const apart = Array.from(new Float32Array(memory.buffer, v, 4), (x, k) => Math.abs(x - twin[k]));
  return { spikes, twinSpikes, apart: Math.max(...apart) };
};
