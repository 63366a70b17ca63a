/**
 * Rewrites a WebAssembly module so that it packs better; it computes the same, in the same order.
 *
 * Unrolled loops repeat their body, but compilers number locals by what is alive, and the copies differ all over in what each mask that is
 * kept for the end leaves free. So locals that never live beyond a stretch of code without branches are numbered anew: the lowest
 * free number of their type, those that outlive the stretch's last store apart. Engines forget numbers, so speed stays.
 */
import { sectionsOf, unsigned } from "./wasmSections.mjs";

const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(Math.floor(value / 128))]);

/** Past LEB128 numbers, signed or not. */
const past = (bytes, at, count) => {
  for (; count > 0; count--) while (bytes[at++] >= 128);
  return at;
};

const BRANCHES = new Set([0x00, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]);

/** Where the operation at a place ends, and whether it writes to memory or calls. */
const operationAt = (bytes, at) => {
  const code = bytes[at++];
  if (code === 0xfc) return { end: past(bytes, at, { 10: 3, 11: 2 }[bytes[at]] ?? 1), writes: true };
  if (code === 0xfd) {
    const [sub, next] = unsigned(bytes, at);
    const isMemory = sub <= 11 || (sub >= 84 && sub <= 93);
    const lane = (sub >= 84 && sub <= 91) || (sub >= 21 && sub <= 34) ? 1 : 0;
    const constant = sub === 12 || sub === 13 ? 16 : 0;
    return {
      end: past(bytes, next, isMemory ? 2 : 0) + lane + constant,
      writes: sub === 11 || (sub >= 88 && sub <= 91),
    };
  }
  if (code === 0x0e) return { end: past(bytes, past(bytes, at, 1), unsigned(bytes, at)[0] + 1) };
  if (code === 0x43 || code === 0x44) return { end: at + (code === 0x43 ? 4 : 8) };
  const numbers =
    code === 0x11 || (code >= 0x28 && code <= 0x3e)
      ? 2
      : (code >= 0x02 && code <= 0x04) ||
          (code >= 0x0c && code <= 0x0d) ||
          code === 0x10 ||
          (code >= 0x20 && code <= 0x24)
        ? 1
        : code >= 0x3f && code <= 0x42
          ? 1
          : 0;
  return { end: past(bytes, at, numbers), writes: (code >= 0x36 && code <= 0x3e) || code === 0x10 || code === 0x11 };
};

/** The body of a function (its locals, its code) with locals numbered anew. */
const renumbered = (bytes, begin, end, nParams) => {
  const types = [];
  let [groups, at] = unsigned(bytes, begin);
  for (; groups > 0; groups--) {
    const [count, next] = unsigned(bytes, at);
    for (let k = 0; k < count; k++) types.push(bytes[next]);
    at = next + 1;
  }
  // Stretches between branches: what they do with locals, and where they last write.
  const operations = [];
  const stretches = [{ first: 0, lastWrite: -1 }];
  for (let next; at < end; at = next) {
    const code = bytes[at];
    const { end: after, writes } = operationAt(bytes, at);
    next = after;
    const local = code >= 0x20 && code <= 0x22 ? unsigned(bytes, at + 1)[0] - nParams : -1;
    if (writes) stretches.at(-1).lastWrite = operations.length;
    operations.push({ from: at, end: after, local, isGet: code === 0x20 });
    if (BRANCHES.has(code)) stretches.push({ first: operations.length, lastWrite: -1 });
  }
  const isKept = types.map(() => false);
  const own = (stretch, k) => operations.slice(stretch.first, stretches[k + 1]?.first);
  stretches.forEach((stretch, k) => {
    const met = new Set();
    for (const { local, isGet } of own(stretch, k)) {
      if (local < 0) continue;
      if (isGet && !met.has(local)) isKept[local] = true;
      met.add(local);
    }
  });
  // By type: locals that stay, then those for what is soon over, then those for what outlives the last write.
  const pools = new Map([...new Set(types)].map((type) => [type, { kept: [], sizes: [0, 0] }]));
  types.forEach((type, local) => {
    if (isKept[local]) pools.get(type).kept.push(local);
  });
  const places = new Map();
  stretches.forEach((stretch, k) => {
    const present = new Map();
    const lives = [];
    own(stretch, k).forEach(({ local, isGet }, n) => {
      if (local < 0 || isKept[local]) return;
      const at = stretch.first + n;
      if (!isGet) {
        present.set(local, { type: types[local], from: at, uses: [] });
        lives.push(present.get(local));
      }
      present.get(local).uses.push(at);
    });
    const busy = new Map([...pools.keys()].map((type) => [type, [[], []]]));
    for (const life of lives) {
      const late = Number(life.from < stretch.lastWrite && life.uses.at(-1) > stretch.lastWrite);
      const until = busy.get(life.type)[late];
      let place = until.findIndex((last) => last < life.from);
      if (place < 0) place = until.length;
      until[place] = life.uses.at(-1);
      const { sizes } = pools.get(life.type);
      sizes[late] = Math.max(sizes[late], place + 1);
      for (const use of life.uses) places.set(use, { type: life.type, late, place });
    }
  });
  const declared = [];
  let next = nParams;
  const numbers = new Map();
  for (const [type, pool] of pools) {
    for (const [k, local] of pool.kept.entries()) numbers.set(local, next + k);
    pool.begins = [next + pool.kept.length, next + pool.kept.length + pool.sizes[0]];
    const count = pool.kept.length + pool.sizes[0] + pool.sizes[1];
    if (count > 0) declared.push([...leb(count), type]);
    next += count;
  }
  const out = [...leb(declared.length), ...declared.flat()];
  operations.forEach(({ from, end, local }, k) => {
    if (local < 0) {
      for (let at = from; at < end; at++) out.push(bytes[at]);
      return;
    }
    const { type, late, place } = places.get(k) ?? {};
    out.push(bytes[from], ...leb(type === undefined ? numbers.get(local) : pools.get(type).begins[late] + place));
  });
  return out;
};

/** The module with locals numbered anew. */
export const alike = (bytes) => {
  const sections = sectionsOf(bytes);
  const contentsOf = (id) => sections.find((section) => section.id === id)?.contents ?? 0;
  const nParams = [];
  let [count, at] = unsigned(bytes, contentsOf(1));
  for (; count > 0; count--) {
    const [params, begin] = unsigned(bytes, at + 1);
    nParams.push(params);
    const [results, after] = unsigned(bytes, begin + params);
    at = after + results;
  }
  const code = sections.find(({ id }) => id === 10);
  let [, type] = unsigned(bytes, contentsOf(3));
  const [functions, first] = unsigned(bytes, code.contents);
  const out = leb(functions);
  for (let begin = first; begin < code.end; ) {
    const [length, from] = unsigned(bytes, begin);
    const [index, next] = unsigned(bytes, type);
    type = next;
    const body = renumbered(bytes, from, from + length, nParams[index]);
    out.push(...leb(body.length));
    for (const byte of body) out.push(byte);
    begin = from + length;
  }
  return Buffer.concat([
    bytes.subarray(0, code.from),
    Buffer.from([10, ...leb(out.length)]),
    Buffer.from(out),
    bytes.subarray(code.end),
  ]);
};
