/**
 * A signal of several channels, added through weights of its own:
 *
 *   input_k ← input_k + weight[c, k]·u_c   for each channel c in turn, every neuron k of a range
 *
 * `values` holds nRows rows of nChannels numbers u; row r lasts rowSteps steps (for ever if rowSteps = 0), the first from
 * step fromStep on; before the first and after the last there is silence. Channels that are zero cost nothing. Weights lie
 * by channel, in rows of `rowBytes` that begin with neuron `first`.
 */
import {
  INJECTION_ACTIVE,
  INJECTION_FIRST,
  INJECTION_FROM_STEP,
  INJECTION_INPUT,
  INJECTION_N_CHANNELS,
  INJECTION_N_ROWS,
  INJECTION_ROW_BYTES,
  INJECTION_ROW_STEPS,
  INJECTION_VALUES,
  INJECTION_WEIGHTS,
} from "../generated/layout";

/** Lists the channels that are not zero at `active`, as pairs (u, address of the weights); returns the end of the list. */
function listActive(block: usize, row: u32): usize {
  const nChannels = load<u32>(block + INJECTION_N_CHANNELS);
  const rowBytes = load<usize>(block + INJECTION_ROW_BYTES);
  const weights = load<usize>(block + INJECTION_WEIGHTS);
  const values = load<usize>(block + INJECTION_VALUES) + ((<usize>row * nChannels) << 2);
  let last = load<usize>(block + INJECTION_ACTIVE);
  for (let c: u32 = 0; c < nChannels; c++) {
    const u = load<f32>(values + (<usize>c << 2));
    if (u == 0) continue;
    store<f32>(last, u);
    store<usize>(last, weights + <usize>c * rowBytes, 4);
    last += 8;
  }
  return last;
}

export function inject(block: usize, begin: u32, end: u32, step: u32): void {
  const fromStep = load<u32>(block + INJECTION_FROM_STEP);
  if (step < fromStep) return;
  const rowSteps = load<u32>(block + INJECTION_ROW_STEPS);
  const row: u32 = rowSteps == 0 ? 0 : (step - fromStep) / rowSteps;
  if (row >= load<u32>(block + INJECTION_N_ROWS)) return;
  const active = load<usize>(block + INJECTION_ACTIVE);
  const last = listActive(block, row);
  if (last == active) return;
  const first = load<u32>(block + INJECTION_FIRST);
  const input = load<usize>(block + INJECTION_INPUT) + (<usize>first << 2);
  const oEnd = <usize>(end - first) << 2;
  let o = <usize>(begin - first) << 2;
  for (; o + 64 <= oEnd; o += 64) {
    const at = input + o;
    let i0 = v128.load(at);
    let i1 = v128.load(at, 16);
    let i2 = v128.load(at, 32);
    let i3 = v128.load(at, 48);
    for (let channel = active; channel < last; channel += 8) {
      const u = v128.load32_splat(channel);
      const w = load<usize>(channel, 4) + o;
      i0 = f32x4.add(i0, f32x4.mul(u, v128.load(w)));
      i1 = f32x4.add(i1, f32x4.mul(u, v128.load(w, 16)));
      i2 = f32x4.add(i2, f32x4.mul(u, v128.load(w, 32)));
      i3 = f32x4.add(i3, f32x4.mul(u, v128.load(w, 48)));
    }
    v128.store(at, i0);
    v128.store(at, i1, 16);
    v128.store(at, i2, 32);
    v128.store(at, i3, 48);
  }
  // A group may end anywhere, with other neurons after it.
  for (; o < oEnd; o += 4) {
    let i = load<f32>(input + o);
    for (let channel = active; channel < last; channel += 8)
      i += load<f32>(channel) * load<f32>(load<usize>(channel, 4) + o);
    store<f32>(input + o, i);
  }
}
