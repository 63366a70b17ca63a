/** A reader of .npy files of its own, after the description of the format (NEP 1), apart from what writes them. */
export const readNpy = (file: Uint8Array) => {
  const text = (begin: number, end: number) => String.fromCharCode(...file.subarray(begin, end));
  if (text(1, 6) !== "NUMPY" || file[0] !== 0x93 || file[6] !== 1 || file[7] !== 0)
    throw new Error("no .npy file, 1.0");
  const begin = 10 + file[8]! + 256 * file[9]!;
  const header = text(10, begin);
  if (begin % 64 !== 0 || !/^\{.*\} *\n$/.test(header)) throw new Error(`no header: ${header}`);
  if (!/'fortran_order': False/.test(header)) throw new Error(`not in C order: ${header}`);
  const shape = /'shape': \(([\d, ]*)\)/.exec(header)![1]!.match(/\d+/g)!.map(Number);
  const elements = new DataView(file.buffer, file.byteOffset + begin, file.byteLength - begin);
  return { type: /'descr': (\[.*?\]|'.*?')/.exec(header)![1]!, shape, elements };
};

/** Times and ids of a file of spikes. */
export const readSpikes = (file: Uint8Array): { times: number[]; ids: number[] } => {
  const { type, shape, elements } = readNpy(file);
  if (type !== "[('time', '<f8'), ('id', '<u4')]" || shape.length !== 1) throw new Error(`no spikes: ${type}`);
  const places = Array.from({ length: shape[0]! }, (_, k) => 12 * k);
  return {
    times: places.map((at) => elements.getFloat64(at, true)),
    ids: places.map((at) => elements.getUint32(at + 8, true)),
  };
};

/** Rows of a file of samples. */
export const readSamples = (file: Uint8Array): number[][] => {
  const { type, shape, elements } = readNpy(file);
  if (type !== "'<f4'" || shape.length !== 2) throw new Error(`no samples: ${type}`);
  const [rows, n] = shape as [number, number];
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: n }, (_, k) => elements.getFloat32(4 * (row * n + k), true)),
  );
};
