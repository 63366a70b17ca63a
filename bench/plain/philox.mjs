/**
 * Philox4x32-7 (Salmon et al. 2011) with 32-bit multiplications only: JavaScript has no 64-bit product but BigInt, which
 * allocates. The high word comes from 16-bit halves.
 */

const M0_LOW = 0x1f53;
const M0_HIGH = 0xd251;
const M1_LOW = 0x8d57;
const M1_HIGH = 0xcd9e;

/**
 * The four words of one counter into `out[0 … 3]`.
 * @param {Uint32Array} out
 */
export const philox = (out, counter0, counter1, counter2, counter3, key0, key1) => {
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < 7; round++) {
    const a0 = c0 & 0xffff;
    const a1 = c0 >>> 16;
    const a = (Math.imul(a1, M0_LOW) + (Math.imul(a0, M0_LOW) >>> 16)) | 0;
    const b = (Math.imul(a0, M0_HIGH) + (a & 0xffff)) | 0;
    const high0 = (Math.imul(a1, M0_HIGH) + (a >>> 16) + (b >>> 16)) | 0;
    const low0 = Math.imul(c0, 0xd2511f53);
    const d0 = c2 & 0xffff;
    const d1 = c2 >>> 16;
    const c = (Math.imul(d1, M1_LOW) + (Math.imul(d0, M1_LOW) >>> 16)) | 0;
    const d = (Math.imul(d0, M1_HIGH) + (c & 0xffff)) | 0;
    const high1 = (Math.imul(d1, M1_HIGH) + (c >>> 16) + (d >>> 16)) | 0;
    const low1 = Math.imul(c2, 0xcd9e8d57);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
};
