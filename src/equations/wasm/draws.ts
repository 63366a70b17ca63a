/**
 * Random numbers: Philox4x32-7, key = seed, counter = (neuron >> 2, step, trial, stream), word = neuron & 3. The stream is the population's,
 * mixed with a hash of the draw's name: fmix32 (MurmurHash3) of their bits' difference.
 *
 * A uniform number has 24 bits, in [0, 1). Normal ones are √(−2·ln u)·cos 2πv and √(−2·ln u)·sin 2πv (Box & Muller 1958), of words 0 and 1
 * for neurons 0 and 1 of four, of words 2 and 3 for the others; u = (word + 1/2)/2³², so they end at 6.76, and v has 24 bits.
 */
import { streamOf } from "../../engine/stream.js";
import { circular } from "../functions.js";
import { ADD, Code, I32, I64, MUL, SHR_U, V128, XOR } from "./bytes.js";
import { log } from "./functions.js";
import { Lanes, type Value } from "./lanes.js";

/** Pushes the stream of a draw. */
export const streamed = (code: Code, stream: number, name: string): void => {
  const local = code.local(I32);
  code.get(stream).i32(streamOf(name)).put(XOR).set(local);
  for (const [shift, factor] of [
    [16, 0x85ebca6b],
    [13, 0xc2b2ae35],
  ] as const)
    code.get(local, local).i32(shift).put(SHR_U, XOR).i32(factor).put(MUL).set(local);
  code.get(local, local).i32(16).put(SHR_U, XOR);
};

/** Words as numbers in [0, 1). */
const unit = (l: Lanes, words: Value): Value =>
  l.mul(
    l.made(() => l.code.get(l.shift(words, 8, "right")[0]!).simd(0xfa)),
    2 ** -24,
  );

/** cos 2πv for 0 ≤ v < 1 in even lanes, sin 2πv in odd ones: the cosine a quarter of a turn before. */
const turned = (l: Lanes, v: Value): Value => {
  const turn = l.sub(v, [l.code.constant("turns", () => Float32Array.of(0, 0.25, 0, 0.25))]);
  const k = l.one("nearest", l.mul(turn, 4));
  return circular(l, k, l.mul(l.sub(turn, l.mul(k, 0.25)), 2 * Math.PI)).cos;
};

/** Words as normal numbers. */
const normal = (l: Lanes, words: Value): Value => {
  const [w] = words;
  const paired = (a: 0 | 1, b: 2 | 3): Value => l.made(() => l.shuffled(w!, w!, a, a, b, b));
  const even = paired(0, 2);
  const counted = l.add(
    l.made(() => l.code.get(even[0]!).simd(0xfb)),
    0.5,
  );
  const u = l.mul(counted, 2 ** -32);
  const radius = l.one("sqrt", l.mul(-2, log(l, u)));
  return l.mul(radius, turned(l, unit(l, paired(1, 3))));
};

/** (c0, c1, c2, c3, k0, k1) → four numbers. */
export const drawn = (isNormal: boolean): Code => {
  const code = new Code([I32, I32, I32, I32, I32, I32], [V128]);
  const [p0, p1] = [code.local(I64), code.local(I64)];
  const product = (word: number, factor: bigint, out: number) =>
    code.get(word).put(0xad).i64(factor).put(0x7e).set(out);
  const high = (p: number) => code.get(p).i64(32n).put(0x88, 0xa7);
  for (let round = 0; round < 7; round++) {
    product(0, 0xd2511f53n, p0);
    product(2, 0xcd9e8d57n, p1);
    high(p1).get(1).put(XOR).get(4).put(XOR).set(0);
    code.get(p1).put(0xa7).set(1);
    high(p0).get(3).put(XOR).get(5).put(XOR).set(2);
    code.get(p0).put(0xa7).set(3);
    code.get(4).i32(0x9e3779b9).put(ADD).set(4).get(5).i32(0xbb67ae85).put(ADD).set(5);
  }
  code.get(0).simd(17);
  for (const lane of [1, 2, 3]) code.get(lane).simd(28, lane);
  const words = code.local(V128);
  code.set(words);
  const lanes = new Lanes(code, false);
  return code.get((isNormal ? normal : unit)(lanes, [words])[0]!);
};
