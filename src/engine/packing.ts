/** What modules are turned into before and after packing, so that pages are small. */

/**
 * Bytes as text of printable ASCII, for modules inside JavaScript. Servers send that with gzip, whose codes suit the letters of the code
 * around: 16 of them stand for five bits, 16 for six and 32 for seven, by how often minified code has them. So the text costs hardly more
 * than the bytes, where base64 costs a tenth more in the core and a third in a model.
 */
const LETTERS = ",e=oatrins()}lc:pud?][ fh1m0-.+;gb&{*yk2>x|wAE8I6vBS!4TP3MO5LFNC";

/** The bytes of a text. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const places = new Map([...LETTERS].map((letter, k) => [letter, k]));
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    const k = places.get(letter)!;
    const length = k < 16 ? 5 : k < 32 ? 6 : 7;
    // 0xxxx, 10xxxx and 11xxxxx.
    value = (value << length) | (k < 16 ? k : k < 32 ? k + 16 : k + 64);
    bits += length;
    if (bits >= 8) bytes.push(value >> (bits -= 8));
  }
  return Uint8Array.from(bytes);
};

/** The text of bytes. */
export const lettersOf = (bytes: Uint8Array): string => {
  let at = 0;
  const take = (n: number): number => {
    let value = 0;
    for (let k = 0; k < n; k++, at++) value = (value << 1) | (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  let text = "";
  while (at < bytes.length * 8) text += LETTERS[take(1) === 0 ? take(4) : take(1) === 0 ? 16 + take(4) : 32 + take(5)];
  return text;
};

/**
 * Offsets of vector loads and stores in code, each as its distance from the one before: the vectors of an unrolled loop, which lie 16 bytes
 * apart, then have the same code. In place; what follows `fd 00 04` or `fd 0b 04` is turned by `turned`, whatever it means.
 */
const throughOffsets = (code: Uint8Array, turned: (byte: number) => number): void => {
  for (let k = 3; k < code.length; k++)
    if (code[k - 3] === 0xfd && (code[k - 2] === 0 || code[k - 2] === 11) && code[k - 1] === 4 && code[k]! < 128)
      code[k] = turned(code[k]!) & 127;
};

/** Offsets to distances. */
export const toDistances = (code: Uint8Array): void => {
  let last = 0;
  throughOffsets(code, (offset) => {
    const distance = offset - last;
    last = offset;
    return distance;
  });
};

/** Distances to offsets. */
export const toOffsets = (code: Uint8Array): void => {
  let last = 0;
  throughOffsets(code, (distance) => (last += distance));
};
