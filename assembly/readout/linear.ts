/**
 * Linear outputs of a block of samples, in f64:
 *
 *     out[s][o] = bias[o] + Σ_j panel[j][s] · w[j][o]
 *
 * `panel` as panel.ts makes it (f64, depth a multiple of 4), `w` in pairs of outputs, w[o >> 1][j][o & 1], with features
 * padded to eight and outputs to two; `out` in rows of `outputs` rounded up to even. Features are summed in order.
 */
export function linearOutputs(
  panel: usize, depth: u32, groups: u32, w: usize, bias: usize, outputs: u32, out: usize,
): void {
  const pairs = (outputs + 1) >> 1;
  const groupBytes = <usize>depth << 6;
  const pairBytes = <usize>groups << 7;
  const outBytes = <usize>pairs << 4;
  for (let s: u32 = 0; s < depth; s += 4) {
    for (let pair: u32 = 0; pair < pairs; pair++) {
      let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
      let weights = w + <usize>pair * pairBytes;
      for (let g: u32 = 0; g < groups; g++) {
        let x = panel + <usize>g * groupBytes + (<usize>s << 6);
        const end = x + 64;
        while (x < end) {
          const weight = v128.load(weights);
          s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(x), weight));
          s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(x, 64), weight));
          s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(x, 128), weight));
          s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(x, 192), weight));
          x += 8;
          weights += 16;
        }
      }
      const b = v128.load(bias + (<usize>pair << 4));
      const at = out + <usize>s * outBytes + (<usize>pair << 4);
      v128.store(at, f64x2.add(s0, b));
      v128.store(at + outBytes, f64x2.add(s1, b));
      v128.store(at + 2 * outBytes, f64x2.add(s2, b));
      v128.store(at + 3 * outBytes, f64x2.add(s3, b));
    }
  }
}
