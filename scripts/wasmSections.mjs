// What build and size read in a WebAssembly module: its sections, and of each function how long it is and what it is called.

/** LEB128 at a place: the number and where it ends. */
export const unsigned = (bytes, at) => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
};

const textAt = (bytes, at) => {
  const [length, begin] = unsigned(bytes, at);
  return [Buffer.from(bytes.subarray(begin, begin + length)).toString(), begin + length];
};

/** Sections of a module: id, name where it is a custom one, where it begins (its header included) and ends, its contents. */
export const sectionsOf = (bytes) => {
  const sections = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [length, begin] = unsigned(bytes, at + 1);
    const end = begin + length;
    const [name, contents] = id === 0 ? textAt(bytes, begin) : [undefined, begin];
    sections.push({ id, name, from: at, end, contents });
    at = end;
  }
  return sections;
};

/** Without its custom sections of that name. */
export const without = (bytes, name) =>
  Buffer.concat([
    bytes.subarray(0, 8),
    ...sectionsOf(bytes)
      .filter((section) => section.name !== name)
      .map(({ from, end }) => bytes.subarray(from, end)),
  ]);

/** Name and length of every function body, in a module that imports no function. */
export const functionsOf = (bytes) => {
  const sections = sectionsOf(bytes);
  const names = new Map();
  const { contents, end } = sections.find(({ name }) => name === "name");
  for (let at = contents; at < end; ) {
    const kind = bytes[at];
    const [length, begin] = unsigned(bytes, at + 1);
    if (kind === 1) {
      let [count, next] = unsigned(bytes, begin);
      for (; count > 0; count--) {
        const [index, named] = unsigned(bytes, next);
        const [name, after] = textAt(bytes, named);
        names.set(index, name);
        next = after;
      }
    }
    at = begin + length;
  }
  const code = sections.find(({ id }) => id === 10);
  let [count, at] = unsigned(bytes, code.contents);
  const functions = [];
  for (let index = 0; count > 0; count--, index++) {
    const [length, begin] = unsigned(bytes, at);
    functions.push({ name: names.get(index), bytes: length });
    at = begin + length;
  }
  return functions;
};
