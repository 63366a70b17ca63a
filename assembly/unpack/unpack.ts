/**
 * What an LZMA file holds: a header of 13 bytes, then the stream, as the LZMA specification (I. Pavlov, 7-zip.org/sdk.html) has
 * it. A module of its own, since the kernels travel packed: that takes a quarter less than deflate does. Nothing is checked:
 * the bytes are the package's own.
 *
 * `work` points to the range decoder, four words, of which three are used: range, code and where the stream goes on; then
 * come the chances of all adaptive bits, in units of 2^-11, divided as follows.
 */
const RANGE: usize = 0;
const CODE: usize = 4;
const NEXT: usize = 8;
const CHANCES: usize = 16;

const IS_MATCH: u32 = 0;
const IS_REPEAT: u32 = IS_MATCH + 192;
const IS_REPEAT_0: u32 = IS_REPEAT + 12;
const IS_REPEAT_1: u32 = IS_REPEAT_0 + 12;
const IS_REPEAT_2: u32 = IS_REPEAT_1 + 12;
const IS_LONG: u32 = IS_REPEAT_2 + 12;
const SLOTS: u32 = IS_LONG + 192;
const DISTANCES: u32 = SLOTS + 256;
const ALIGNMENT: u32 = DISTANCES + 115;
const LENGTHS: u32 = ALIGNMENT + 16;
const REPEATED_LENGTHS: u32 = LENGTHS + 514;
const LITERALS: u32 = REPEATED_LENGTHS + 514;

@inline
function normalise(work: usize, range: u32, code: u32): void {
  if (range < 1 << 24) {
    const at = load<u32>(work + NEXT);
    range <<= 8;
    code = (code << 8) | load<u8>(at);
    store<u32>(work + NEXT, at + 1);
  }
  store<u32>(work + RANGE, range);
  store<u32>(work + CODE, code);
}

function bit(work: usize, place: u32): u32 {
  const at = work + CHANCES + ((<usize>place) << 1);
  const chance: u32 = load<u16>(at);
  const range = load<u32>(work + RANGE);
  const code = load<u32>(work + CODE);
  const bound = (range >>> 11) * chance;
  if (code < bound) {
    store<u16>(at, chance + ((2048 - chance) >>> 5));
    normalise(work, bound, code);
    return 0;
  }
  store<u16>(at, chance - (chance >>> 5));
  normalise(work, range - bound, code - bound);
  return 1;
}

function plainBits(work: usize, count: u32): u32 {
  let value: u32 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const range = load<u32>(work + RANGE) >>> 1;
    const code = load<u32>(work + CODE);
    const one: u32 = u32(code >= range);
    value = (value << 1) | one;
    normalise(work, range, one ? code - range : code);
  }
  return value;
}

function tree(work: usize, base: u32, bits: u32): u32 {
  let node: u32 = 1;
  for (let k: u32 = 0; k < bits; k++) node = (node << 1) | bit(work, base + node);
  return node - (1 << bits);
}

function reversedTree(work: usize, base: u32, bits: u32): u32 {
  let node: u32 = 1;
  let value: u32 = 0;
  for (let k: u32 = 0; k < bits; k++) {
    const one = bit(work, base + node);
    node = (node << 1) | one;
    value |= one << k;
  }
  return value;
}

function lengthFrom(work: usize, base: u32, position: u32): u32 {
  if (!bit(work, base)) return 2 + tree(work, base + 2 + (position << 3), 3);
  if (!bit(work, base + 1)) return 10 + tree(work, base + 130 + (position << 3), 3);
  return 18 + tree(work, base + 258, 8);
}

function distanceFor(work: usize, length: u32): u32 {
  const slot = tree(work, SLOTS + (min(length - 2, 3) << 6), 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const base = (2 | (slot & 1)) << bits;
  if (slot < 14) return base + reversedTree(work, DISTANCES + base - slot, bits);
  return base + (plainBits(work, bits - 4) << 4) + reversedTree(work, ALIGNMENT, 4);
}

function literal(work: usize, base: u32, like: u32): u32 {
  let symbol: u32 = 1;
  // `like` is what stands where the last match would go on, or 2^16 where there was none.
  while (like < 1 << 16 && symbol < 256) {
    const expected = (like >> 7) & 1;
    like = (like << 1) & 255;
    const one = bit(work, base + ((1 + expected) << 8) + symbol);
    symbol = (symbol << 1) | one;
    if (one != expected) break;
  }
  while (symbol < 256) symbol = (symbol << 1) | bit(work, base + symbol);
  return symbol;
}

/** Unpacks the file at `packed` to `out`; `work` takes 29 kB at most. */
export function unpack(packed: usize, out: usize, work: usize): void {
  const properties: u32 = load<u8>(packed);
  const literalContext = properties % 9;
  const literalPosition = (properties / 9) % 5;
  const positionMask = (1 << (properties / 45)) - 1;
  const end = out + load<u32>(packed, 5);
  const nChances = LITERALS + (768 << (literalContext + literalPosition));
  for (let k: u32 = 0; k < nChances; k++) store<u16>(work + CHANCES + ((<usize>k) << 1), 1024);
  store<u32>(work + RANGE, 0xffffffff);
  store<u32>(work + CODE, bswap(load<u32>(packed, 14)));
  store<u32>(work + NEXT, packed + 18);

  let last: u32 = 0;
  let second: u32 = 0;
  let third: u32 = 0;
  let fourth: u32 = 0;
  let state: u32 = 0;
  let at = out;
  while (at < end) {
    const size = <u32>(at - out);
    const position = size & positionMask;
    if (!bit(work, IS_MATCH + (state << 4) + position)) {
      const before: u32 = size > 0 ? <u32>load<u8>(at - 1) : 0;
      const context = ((size & ((1 << literalPosition) - 1)) << literalContext) + (before >> (8 - literalContext));
      const like: u32 = state >= 7 ? <u32>load<u8>(at - last - 1) : 1 << 16;
      store<u8>(at++, literal(work, LITERALS + 768 * context, like));
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length: u32 = 1;
    if (!bit(work, IS_REPEAT + state)) {
      fourth = third;
      third = second;
      second = last;
      length = lengthFrom(work, LENGTHS, position);
      last = distanceFor(work, length);
      state = state < 7 ? 7 : 10;
    } else if (bit(work, IS_REPEAT_0 + state)) {
      let distance = second;
      if (bit(work, IS_REPEAT_1 + state)) {
        distance = third;
        if (bit(work, IS_REPEAT_2 + state)) {
          distance = fourth;
          fourth = third;
        }
        third = second;
      }
      second = last;
      last = distance;
      length = lengthFrom(work, REPEATED_LENGTHS, position);
      state = state < 7 ? 8 : 11;
    } else if (bit(work, IS_LONG + (state << 4) + position)) {
      length = lengthFrom(work, REPEATED_LENGTHS, position);
      state = state < 7 ? 8 : 11;
    } else {
      state = state < 7 ? 9 : 11;
    }
    for (; length > 0; length--, at++) store<u8>(at, load<u8>(at - last - 1));
  }
}
