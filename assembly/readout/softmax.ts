/**
 * Softmax regression on soft labels, trained by Adadelta (Zeiler 2012, arXiv 1212.5701, algorithm 1; with a learning
 * rate η as in TensorFlow), in f32 with the softmax itself in f64. Per mini-batch of B samples x_s, classes o:
 *
 *     z_so = b_o + Σ_j x_sj w_jo                          p_so = exp(z_so) / Σ_o' exp(z_so')
 *     δ_so = (p_so − q_so) / B                            q_so: the soft label, `hit` for the true class, else `miss`
 *     g_jo = Σ_s x_sj δ_so + l2 · w_jo                    g_o = Σ_s δ_so
 *     a ← ρ a + (1 − ρ) g²
 *     Δ = g √(c + ε) / √(a + ε)
 *     c ← ρ c + (1 − ρ) Δ²
 *     w ← w − η Δ
 *
 * Layouts, all in quads of classes so that a vector is one quad: weights[quad][j][4], bias[quad][4], delta[quad][s][4].
 * The pads are inert: absent classes have δ = 0, absent samples and features x = 0. Panels are those of panel.ts in f32,
 * `depth` samples × `groups` · 8 features, one after another for consecutive batches. `depth` is the batch, rounded up to
 * an odd multiple of 8, so that groups of features do not all fall on the same cache sets; loops end at the `live`
 * samples of a batch, rounded up to 8.
 */
import { exp } from "../math";

/** Groups of features whose weights and panel rows stay in cache while all quads and samples pass over them. */
// @ts-ignore: decorator
@inline const CHUNK: u32 = 16;

/** logits[quad][s][4] of one panel: eight samples against one quad of classes. */
function logits(
  panel: usize, live: u32, depth: u32, groups: u32, weights: usize, bias: usize, quads: u32, out: usize,
): void {
  for (let quad: u32 = 0; quad < quads; quad++) {
    const b = v128.load(bias + (<usize>quad << 4));
    const end = out + ((<usize>quad * depth + live) << 4);
    for (let at = out + (<usize>quad * depth << 4); at < end; at += 16) v128.store(at, b);
  }
  for (let first: u32 = 0; first < groups; first += CHUNK) {
    addLogits(panel, live, depth, first, min(first + CHUNK, groups), groups, weights, quads, out);
  }
}

function addLogits(
  panel: usize, live: u32, depth: u32, first: u32, last: u32, groups: u32, weights: usize, quads: u32, out: usize,
): void {
  const groupBytes = <usize>depth << 5;
  const quadBytes = <usize>groups << 7;
  for (let s: u32 = 0; s < live; s += 8) {
    for (let quad: u32 = 0; quad < quads; quad++) {
      const at = out + ((<usize>quad * depth + s) << 4);
      let s0 = v128.load(at), s1 = v128.load(at, 16), s2 = v128.load(at, 32), s3 = v128.load(at, 48);
      let s4 = v128.load(at, 64), s5 = v128.load(at, 80), s6 = v128.load(at, 96), s7 = v128.load(at, 112);
      let w = weights + <usize>quad * quadBytes + (<usize>first << 7);
      for (let g = first; g < last; g++) {
        let x = panel + <usize>g * groupBytes + (<usize>s << 5);
        const end = x + 32;
        while (x < end) {
          const weight = v128.load(w);
          s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(x), weight));
          s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(x, 32), weight));
          s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(x, 64), weight));
          s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(x, 96), weight));
          s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(x, 128), weight));
          s5 = f32x4.add(s5, f32x4.mul(v128.load32_splat(x, 160), weight));
          s6 = f32x4.add(s6, f32x4.mul(v128.load32_splat(x, 192), weight));
          s7 = f32x4.add(s7, f32x4.mul(v128.load32_splat(x, 224), weight));
          x += 4;
          w += 16;
        }
      }
      v128.store(at, s0);
      v128.store(at, s1, 16);
      v128.store(at, s2, 32);
      v128.store(at, s3, 48);
      v128.store(at, s4, 64);
      v128.store(at, s5, 80);
      v128.store(at, s6, 96);
      v128.store(at, s7, 112);
    }
  }
}

// @ts-ignore: decorator
@inline function logitAt(z: usize, depth: u32, s: u32, o: u32): usize {
  return z + (((<usize>(o >> 2) * depth + s) << 2) + (o & 3) << 2);
}

/** Logits → δ in place; pads become zero. */
function residuals(
  z: usize, live: u32, depth: u32, rows: u32, classes: u32, quads: u32, labels: usize, hit: f64, miss: f64,
): void {
  const inverse = 1.0 / <f64>rows;
  for (let s: u32 = 0; s < live; s++) {
    if (s >= rows) {
      for (let o: u32 = 0; o < quads << 2; o++) store<f32>(logitAt(z, depth, s, o), 0);
      continue;
    }
    let top = -Infinity;
    for (let o: u32 = 0; o < classes; o++) top = max(top, <f64>load<f32>(logitAt(z, depth, s, o)));
    let sum = 0.0;
    for (let o: u32 = 0; o < classes; o++) {
      const at = logitAt(z, depth, s, o);
      const e = exp(<f64>load<f32>(at) - top);
      sum += e;
      store<f32>(at, <f32>e);
    }
    const label = load<u32>(labels + (<usize>s << 2));
    for (let o: u32 = 0; o < classes; o++) {
      const at = logitAt(z, depth, s, o);
      store<f32>(at, <f32>((<f64>load<f32>(at) / sum - (o == label ? hit : miss)) * inverse));
    }
    for (let o = classes; o < quads << 2; o++) store<f32>(logitAt(z, depth, s, o), 0);
  }
}

/** One vector of four parameters with its two averages, a at +average, c at +2 · average. */
// @ts-ignore: decorator
@inline function adadelta(w: usize, average: usize, gradient: v128, rate: v128, rho: v128, rest: v128, eps: v128): void {
  const a = f32x4.add(f32x4.mul(rho, v128.load(w + average)), f32x4.mul(rest, f32x4.mul(gradient, gradient)));
  const c = v128.load(w + 2 * average);
  const step = f32x4.mul(gradient, f32x4.div(f32x4.sqrt(f32x4.add(c, eps)), f32x4.sqrt(f32x4.add(a, eps))));
  v128.store(w + average, a);
  v128.store(w + 2 * average, f32x4.add(f32x4.mul(rho, c), f32x4.mul(rest, f32x4.mul(step, step))));
  v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(rate, step)));
}

/** Gradient and update of eight features at a time; the gradient is never stored. */
function update(
  panel: usize, live: u32, depth: u32, groups: u32, delta: usize, quads: u32, weights: usize, bias: usize,
  rate: f32, rho: f32, epsilon: f32, l2: f32,
): void {
  const eta = f32x4.splat(rate), keep = f32x4.splat(rho), rest = f32x4.splat(1 - rho);
  const eps = f32x4.splat(epsilon), decay = f32x4.splat(l2);
  const weightBytes = <usize>quads * groups << 7;
  const biasBytes = <usize>quads << 4;
  for (let g: u32 = 0; g < groups; g++) {
    for (let quad: u32 = 0; quad < quads; quad++) {
      let g0 = f32x4.splat(0), g1 = f32x4.splat(0), g2 = f32x4.splat(0), g3 = f32x4.splat(0);
      let g4 = f32x4.splat(0), g5 = f32x4.splat(0), g6 = f32x4.splat(0), g7 = f32x4.splat(0);
      let x = panel + (<usize>g * depth << 5);
      let d = delta + (<usize>quad * depth << 4);
      const end = d + (<usize>live << 4);
      while (d < end) {
        const residual = v128.load(d);
        g0 = f32x4.add(g0, f32x4.mul(v128.load32_splat(x), residual));
        g1 = f32x4.add(g1, f32x4.mul(v128.load32_splat(x, 4), residual));
        g2 = f32x4.add(g2, f32x4.mul(v128.load32_splat(x, 8), residual));
        g3 = f32x4.add(g3, f32x4.mul(v128.load32_splat(x, 12), residual));
        g4 = f32x4.add(g4, f32x4.mul(v128.load32_splat(x, 16), residual));
        g5 = f32x4.add(g5, f32x4.mul(v128.load32_splat(x, 20), residual));
        g6 = f32x4.add(g6, f32x4.mul(v128.load32_splat(x, 24), residual));
        g7 = f32x4.add(g7, f32x4.mul(v128.load32_splat(x, 28), residual));
        x += 32;
        d += 16;
      }
      const w = weights + (<usize>(quad * groups + g) << 7);
      adadelta(w, weightBytes, f32x4.add(g0, f32x4.mul(decay, v128.load(w))), eta, keep, rest, eps);
      adadelta(w + 16, weightBytes, f32x4.add(g1, f32x4.mul(decay, v128.load(w, 16))), eta, keep, rest, eps);
      adadelta(w + 32, weightBytes, f32x4.add(g2, f32x4.mul(decay, v128.load(w, 32))), eta, keep, rest, eps);
      adadelta(w + 48, weightBytes, f32x4.add(g3, f32x4.mul(decay, v128.load(w, 48))), eta, keep, rest, eps);
      adadelta(w + 64, weightBytes, f32x4.add(g4, f32x4.mul(decay, v128.load(w, 64))), eta, keep, rest, eps);
      adadelta(w + 80, weightBytes, f32x4.add(g5, f32x4.mul(decay, v128.load(w, 80))), eta, keep, rest, eps);
      adadelta(w + 96, weightBytes, f32x4.add(g6, f32x4.mul(decay, v128.load(w, 96))), eta, keep, rest, eps);
      adadelta(w + 112, weightBytes, f32x4.add(g7, f32x4.mul(decay, v128.load(w, 112))), eta, keep, rest, eps);
    }
  }
  for (let quad: u32 = 0; quad < quads; quad++) {
    let sum = f32x4.splat(0);
    for (let s: usize = 0; s < <usize>live; s++) {
      sum = f32x4.add(sum, v128.load(delta + ((<usize>quad * depth + s) << 4)));
    }
    adadelta(bias + (<usize>quad << 4), biasBytes, sum, eta, keep, rest, eps);
  }
}

/**
 * One pass over `rows` samples in batches of `batch` (the last may be shorter; its panel is as long as the others).
 * `weights` and `bias` are each followed by their two Adadelta averages; `delta` is scratch of quads · depth · 16 bytes.
 */
export function softmaxPass(
  panels: usize, labels: usize, rows: u32, batch: u32, depth: u32, groups: u32, classes: u32,
  weights: usize, bias: usize, delta: usize,
  hit: f64, miss: f64, rate: f32, rho: f32, epsilon: f32, l2: f32,
): void {
  const quads = (classes + 3) >> 2;
  const panelBytes = <usize>depth * groups << 5;
  for (let first: u32 = 0; first < rows; first += batch, panels += panelBytes) {
    const count = min(batch, rows - first);
    const live = (count + 7) & ~7;
    logits(panels, live, depth, groups, weights, bias, quads, delta);
    residuals(delta, live, depth, count, classes, quads, labels + (<usize>first << 2), hit, miss);
    update(panels, live, depth, groups, delta, quads, weights, bias, rate, rho, epsilon, l2);
  }
}

/** The class of largest logit (the smallest such class on ties) of every sample, u32 into `out`. */
export function softmaxPredict(
  panels: usize, rows: u32, batch: u32, depth: u32, groups: u32, classes: u32,
  weights: usize, bias: usize, scratch: usize, out: usize,
): void {
  const quads = (classes + 3) >> 2;
  const panelBytes = <usize>depth * groups << 5;
  for (let first: u32 = 0; first < rows; first += batch, panels += panelBytes) {
    const count = min(batch, rows - first);
    logits(panels, (count + 7) & ~7, depth, groups, weights, bias, quads, scratch);
    for (let s: u32 = 0; s < count; s++) {
      let best: u32 = 0;
      let top = load<f32>(logitAt(scratch, depth, s, 0));
      for (let o: u32 = 1; o < classes; o++) {
        const value = load<f32>(logitAt(scratch, depth, s, o));
        if (value > top) {
          top = value;
          best = o;
        }
      }
      store<u32>(out + (<usize>(first + s) << 2), best);
    }
  }
}
