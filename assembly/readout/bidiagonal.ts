/**
 * Householder bidiagonalisation UᵀAV = B (Golub & Kahan 1965) of a column-major m × n matrix, m ≥ n, keeping only the
 * diagonal and superdiagonal of B: they determine the singular values. The two rank-one updates of a step are not
 * written back at once but carried to the next step, as A − u yᵀ − x vᵀ, and folded into its first sweep (Howell et al.
 * 2008), so that a step reads the trailing matrix twice and writes it once. Step k:
 *
 *     a_k ← a_k − u y_k − x v_k,   H = I − τ u'u'ᵀ with H a_k = d_k e_k
 *     a_j ← a_j − u y_j − x v_j,   y'_j = τ u'ᵀ a_j                          j > k
 *     r_j = a_kj − u'_k y'_j,      G = I − π v'v'ᵀ with r G = e_k e_{k+1}
 *     x' = π (Σ_j v'_j a_j − u' Σ_j y'_j v'_j)
 *
 * Vectors over rows are zero above their first entry, so that sweeps may start at an even row.
 */

/** Σ of squares of the f64 in [from, end). */
function squares(from: usize, end: usize): f64 {
  let sum = 0.0;
  for (let at = from; at < end; at += 8) {
    const value = load<f64>(at);
    sum += value * value;
  }
  return sum;
}

/** Squared norms below this count as zero, in a matrix whose largest entry is in [1, 2): far below its rounding. */
// @ts-ignore: decorator
@inline const NOTHING: f64 = 1e-280;

/**
 * Turns the vector [from, end) into its reflector in place: w = a − α e_1 with α = −sign(a_1) ‖a‖; returns α.
 * A vector that is zero past its first entry needs no reflection; it becomes zero and α its first entry.
 */
function reflector(from: usize, end: usize): f64 {
  const first = load<f64>(from);
  const rest = squares(from + 8, end);
  if (rest < NOTHING) {
    for (let at = from; at < end; at += 8) store<f64>(at, 0);
    return first;
  }
  const norm = sqrt(first * first + rest);
  const alpha = first > 0 ? -norm : norm;
  store<f64>(from, first - alpha);
  return alpha;
}

/** 2 / ‖w‖², or 0 for the zero vector. */
function reflection(from: usize, end: usize): f64 {
  const norm = squares(from, end);
  return norm > 0 ? 2.0 / norm : 0;
}

// @ts-ignore: decorator
@inline function sumLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/**
 * `a`: m × n column-major f64, m even and ≥ n, largest entry in [1, 2); destroyed. `diagonal` takes n
 * values, `upper` n − 1 (room for n).
 * `work`: 4 m + 2 n zeroed f64.
 */
export function bidiagonalise(a: usize, m: u32, n: u32, diagonal: usize, upper: usize, work: usize): void {
  const columnBytes = <usize>m << 3;
  const rowBytes = <usize>n << 3;
  let u = work;
  let x = u + columnBytes;
  let nextU = x + columnBytes;
  let nextX = nextU + columnBytes;
  const y = nextX + columnBytes;
  const v = y + rowBytes;
  for (let k: u32 = 0; k < n; k++) {
    const here = <usize>k << 3;
    const start = <usize>(k & ~1) << 3;
    const column = a + <usize>k * columnBytes;

    const yk = load<f64>(y + here);
    const vk = load<f64>(v + here);
    if (k & 1) store<f64>(nextU + start, 0);
    for (let i = here; i < columnBytes; i += 8) {
      store<f64>(nextU + i, load<f64>(column + i) - load<f64>(u + i) * yk - load<f64>(x + i) * vk);
    }
    store<f64>(diagonal + here, reflector(nextU + here, nextU + columnBytes));
    if (k + 1 == n) return;
    const tau = reflection(nextU + here, nextU + columnBytes);

    let j = k + 1;
    for (; j + 1 < n; j += 2) {
      const p = a + <usize>j * columnBytes;
      const q = p + columnBytes;
      const yp = v128.load64_splat(y + (<usize>j << 3));
      const yq = v128.load64_splat(y + (<usize>j << 3), 8);
      const vp = v128.load64_splat(v + (<usize>j << 3));
      const vq = v128.load64_splat(v + (<usize>j << 3), 8);
      let sp = f64x2.splat(0), sq = f64x2.splat(0);
      for (let i = start; i < columnBytes; i += 16) {
        const ui = v128.load(u + i);
        const xi = v128.load(x + i);
        const wi = v128.load(nextU + i);
        const ap = f64x2.sub(f64x2.sub(v128.load(p + i), f64x2.mul(ui, yp)), f64x2.mul(xi, vp));
        const aq = f64x2.sub(f64x2.sub(v128.load(q + i), f64x2.mul(ui, yq)), f64x2.mul(xi, vq));
        v128.store(p + i, ap);
        v128.store(q + i, aq);
        sp = f64x2.add(sp, f64x2.mul(wi, ap));
        sq = f64x2.add(sq, f64x2.mul(wi, aq));
      }
      store<f64>(y + (<usize>j << 3), tau * sumLanes(sp));
      store<f64>(y + (<usize>j << 3), tau * sumLanes(sq), 8);
    }
    if (j < n) {
      const p = a + <usize>j * columnBytes;
      const yp = v128.load64_splat(y + (<usize>j << 3));
      const vp = v128.load64_splat(v + (<usize>j << 3));
      let sp = f64x2.splat(0);
      for (let i = start; i < columnBytes; i += 16) {
        const ap = f64x2.sub(
          f64x2.sub(v128.load(p + i), f64x2.mul(v128.load(u + i), yp)), f64x2.mul(v128.load(x + i), vp),
        );
        v128.store(p + i, ap);
        sp = f64x2.add(sp, f64x2.mul(v128.load(nextU + i), ap));
      }
      store<f64>(y + (<usize>j << 3), tau * sumLanes(sp));
    }

    const head = load<f64>(nextU + here);
    for (let i = here + 8; i < rowBytes; i += 8) {
      store<f64>(v + i, load<f64>(a + (i >> 3) * columnBytes + here) - head * load<f64>(y + i));
    }
    store<f64>(upper + here, reflector(v + here + 8, v + rowBytes));
    const pi = reflection(v + here + 8, v + rowBytes);

    let overlap = 0.0;
    for (let i = here + 8; i < rowBytes; i += 8) overlap += load<f64>(y + i) * load<f64>(v + i);
    const carry = f64x2.splat(overlap);
    for (let i = start; i < columnBytes; i += 16) {
      v128.store(nextX + i, f64x2.neg(f64x2.mul(carry, v128.load(nextU + i))));
    }
    if (pi > 0) {
      j = k + 1;
      for (; j + 3 < n; j += 4) {
        const p = a + <usize>j * columnBytes;
        const at = v + (<usize>j << 3);
        const v0 = v128.load64_splat(at), v1 = v128.load64_splat(at, 8);
        const v2 = v128.load64_splat(at, 16), v3 = v128.load64_splat(at, 24);
        for (let i = start; i < columnBytes; i += 16) {
          const first = f64x2.add(f64x2.mul(v0, v128.load(p + i)), f64x2.mul(v1, v128.load(p + columnBytes + i)));
          const second = f64x2.add(
            f64x2.mul(v2, v128.load(p + 2 * columnBytes + i)), f64x2.mul(v3, v128.load(p + 3 * columnBytes + i)),
          );
          v128.store(nextX + i, f64x2.add(v128.load(nextX + i), f64x2.add(first, second)));
        }
      }
      for (; j < n; j++) {
        const p = a + <usize>j * columnBytes;
        const vj = v128.load64_splat(v + (<usize>j << 3));
        for (let i = start; i < columnBytes; i += 16) {
          v128.store(nextX + i, f64x2.add(v128.load(nextX + i), f64x2.mul(vj, v128.load(p + i))));
        }
      }
    }
    const scale = f64x2.splat(pi);
    for (let i = start; i < columnBytes; i += 16) {
      v128.store(nextX + i, f64x2.mul(scale, v128.load(nextX + i)));
    }

    const oldU = u;
    const oldX = x;
    u = nextU;
    x = nextX;
    nextU = oldU;
    nextX = oldX;
  }
}
