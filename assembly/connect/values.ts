/**
 * Values from distributions. Element k of (step, stream) comes from word k of trial 0 and, where a method rejects, of
 * further trials, so that it depends on nothing else:
 *
 *   uniform      a + (b − a)·u, u in [0, 1) with 24 bits
 *   choice       each of the given values as likely as the others
 *   normal       a + b·z, z = Φ⁻¹((word + ½)/2³²): inversion, |z| ≤ 6.3
 *   redrawn      the same, from the words of trials 0, 1, 2 … until it lies within the clip
 *   lognormal    exp(a + b·z)
 *   gamma        shape a, scale b: Marsaglia & Tsang 2000 (ACM TOMS 26), attempt r with the normal of trial 2r and the
 *                uniform of trial 2r + 1; shapes below 1 as gamma(a + 1)·u^(1/a)
 *
 * Others than redrawn ones are then set to the bound of a clip that they pass, and change their sign where they are to be negative.
 */
import { exp, log, normalQuantile, pow } from "../math";
import { below, unit, wordOf } from "../random";
import { words16 } from "./words";
import {
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  DRAW_CHOICES,
  DRAW_CLOCK,
  DRAW_KIND,
  DRAW_NUMBERS,
  DRAW_N_CHOICES,
  DRAW_STREAM,
} from "../generated/layout";

/** Trial of the word behind u^(1/shape), which no attempt reaches. */
// @ts-ignore: decorator
@inline const BOOST: u32 = 0xffffffff;

/** A word as a number in (0, 1). */
// @ts-ignore: decorator
@inline function inner(word: u32): f64 {
  return (<f64>word + 0.5) * (1.0 / 4294967296.0);
}

/** A gamma variate of scale 1, from `word` (trial 0) on. */
function gamma(shape: f64, word: u32, element: u32, step: u32, stream: u32, k0: u32, k1: u32): f64 {
  let factor = 1.0;
  if (shape < 1) {
    factor = pow(inner(wordOf(element, step, BOOST, stream, k0, k1)), 1.0 / shape);
    shape += 1;
  }
  const d = shape - 1.0 / 3.0;
  const c = 1.0 / sqrt<f64>(9.0 * d);
  let trial: u32 = 0;
  while (true) {
    const z = normalQuantile(inner(word));
    const root = 1.0 + c * z;
    if (root > 0) {
      const v = root * root * root;
      const u = inner(wordOf(element, step, trial + 1, stream, k0, k1));
      if (log(u) < 0.5 * z * z + d * (1.0 - v + log(v))) return factor * d * v;
    }
    trial += 2;
    word = wordOf(element, step, trial, stream, k0, k1);
  }
}

/** Kinds whose value is a function of one word that never falls as the word grows. */
// @ts-ignore: decorator
@inline export function isRising(kind: u32): bool {
  return kind == 1 || kind == 3 || kind == 4;
}

/** The value of such a kind, before its clip where it has one. */
// @ts-ignore: decorator
@inline function risingValue(kind: u32, a: f64, b: f64, word: u32): f64 {
  if (kind == 1) return a + (b - a) * <f64>unit(word);
  const value = a + b * normalQuantile(inner(word));
  return kind == 4 ? exp(value) : value;
}

/** The value that a word gives, of a rising kind. */
export function valueOf(draw: usize, word: u32): f32 {
  const numbers = load<usize>(draw + DRAW_NUMBERS);
  const value = risingValue(load<u32>(draw + DRAW_KIND), load<f64>(numbers), load<f64>(numbers, 8), word);
  return <f32>min(max(value, load<f64>(numbers, 16)), load<f64>(numbers, 24));
}

/** n f32 at `out`: elements 0 … n − 1 of `step`. `draw`: a block of that frame. */
export function drawValues(draw: usize, out: usize, n: u32, step: u32): void {
  const kind = load<u32>(draw + DRAW_KIND);
  const numbers = load<usize>(draw + DRAW_NUMBERS);
  const a = load<f64>(numbers);
  const b = load<f64>(numbers, 8);
  if (kind == 0) {
    for (let k: u32 = 0; k < n; k++) store<f32>(out + (<usize>k << 2), <f32>a);
    return;
  }
  const low = load<f64>(numbers, 16);
  const high = load<f64>(numbers, 24);
  const sign = load<f64>(numbers, 32);
  const choices = load<usize>(draw + DRAW_CHOICES);
  const nChoices = load<u32>(draw + DRAW_N_CHOICES);
  const stream = load<u32>(draw + DRAW_STREAM);
  const clock = load<usize>(draw + DRAW_CLOCK);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  for (let first: u32 = 0; first < n; first += 16) {
    const scratch = words16(clock, stream, first >> 4, step);
    const last = min(first + 16, n);
    for (let k = first; k < last; k++) {
      const word = load<u32>(scratch + (<usize>(k - first) << 2));
      const at = out + (<usize>k << 2);
      if (kind == 2) {
        store<f32>(at, load<f32>(choices + (<usize>below(word, nChoices) << 2)));
        continue;
      }
      let value = kind == 5 ? b * gamma(a, word, k, step, stream, k0, k1) : risingValue(kind, a, b, word);
      for (let trial: u32 = 1; kind == 6 && !(value >= low && value <= high); trial++)
        value = risingValue(kind, a, b, wordOf(k, step, trial, stream, k0, k1));
      if (value < low) value = low;
      if (value > high) value = high;
      store<f32>(at, <f32>(sign * value));
    }
  }
}
