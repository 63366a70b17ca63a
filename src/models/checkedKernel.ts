import { frames } from "../engine/frames.js";
import { frameOf } from "../engine/layout.js";
import { streamOf } from "../engine/stream.js";
import { NeurogliaError } from "../errors.js";
import type { KernelCode, KernelFields, Model } from "./model.js";

/** What the section "neuroglia" of a user's kernel says: what it reads, and for which releases it is. */
export interface KernelSection extends KernelFields {
  readonly layout: string;
}

/** Goes up by one when headers or glue change so that kernels compiled before no longer fit, though frames are as they were. */
const REVISION = 1;

/** What blocks begin with in this release: a kernel has it compiled in. */
export const LAYOUT = `${REVISION}.${streamOf(JSON.stringify(frames)).toString(16)}`;

/** What a module has to export, by kind of model: functions of a block, a range and a step. */
export const ROLES: Readonly<Record<Model["kind"], readonly string[]>> = {
  neuron: ["uniform", "perNeuron"],
  source: ["emit"],
  drive: ["draw"],
  glia: ["integrate"],
  plasticity: ["deliverPre", "pre", "preLast", "post", "postLast"],
  shortTerm: ["deliver", "deliverEven", "deliverRows"],
};

/** Whether the engine has a word of that name in every block of a kind: nothing of a model's own may be called so. */
export const isFrameWord = (kind: Model["kind"], name: string): boolean =>
  (frames[frameOf[kind]] as readonly string[]).includes(name);

/**
 * Refuses what kernels read from a block where two words of it would have one name.
 * @throws NeurogliaError `bad-kernel`
 */
export const checkFields = ({ kind, values, columns, observed = [] }: KernelFields, where: string): void => {
  const names = [...values, ...columns, ...observed.map((_, k) => `observe${k}`)];
  names.forEach((name, k) => {
    const isTwice = names.indexOf(name) < k;
    if (!isTwice && !isFrameWord(kind, name)) return;
    const why = isTwice
      ? "read as one thing: a value or a column, once"
      : "called otherwise: every such block has a word of that name";
    throw new NeurogliaError({
      code: "bad-kernel",
      what: `"${name}", which kernel reads,`,
      where,
      expected: why,
      got: kind,
    });
  });
};

const MOST_BYTES = 2 ** 20;
const MOST_LIST_WORDS = 256;
const CURE = "; `npx neuroglia kernel` compiles it so";
/** i32 four times → nothing. */
const WALK = "127,127,127,127>";
const KINDS = ["function", "table", "memory", "global", "tag"];

/** Numbers and texts of a module, one after the other; `WebAssembly.validate` has found it in order. */
class Reader {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.#bytes[this.at++]!;
  }

  /** LEB128, unsigned. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  text(end = 0): string {
    const bytes = end || this.number();
    const begin = this.at;
    this.at = end || begin + bytes;
    return new TextDecoder().decode(this.#bytes.subarray(begin, this.at));
  }

  /** As many as a number says. */
  many<T>(one: (k: number) => T): T[] {
    return Array.from({ length: this.number() }, (_, k) => one(k));
  }

  /** Past a constant expression: numbers of instructions are LEB128 or of fixed length. */
  pastConstant(): void {
    for (let op = this.byte(); op !== 0x0b; op = this.byte()) {
      if (op === 0x43) this.at += 4;
      else if (op === 0x44) this.at += 8;
      else if (op === 0xfd && this.number() === 12) this.at += 16;
      else if (op === 0x41 || op === 0x42 || op === 0x23 || op === 0xd0 || op === 0xd2) while (this.byte() > 127);
    }
  }
}

/**
 * A user's kernel, looked through: it imports a memory and nothing else, keeps nothing of its own, and exports what a model of its
 * kind needs. Whatever it does, it does in the memory that it is given.
 * @param where whose it is, in messages
 * @throws NeurogliaError that says what is wrong and what cures it
 */
export const checkedKernel = (given: unknown, where: string, kind?: Model["kind"]): KernelCode => {
  const refuse = (what: string, expected: string, got: unknown): never => {
    throw new NeurogliaError({ code: "bad-kernel", what, where, expected, got });
  };
  if (!(given instanceof Uint8Array || given instanceof ArrayBuffer))
    refuse("kernel", "the bytes of a WebAssembly module, an ArrayBuffer or a Uint8Array", given);
  // A copy, in memory that nobody else writes to.
  const bytes = new Uint8Array(given as Uint8Array);
  if (bytes.length > MOST_BYTES) refuse("size of kernel", `at most ${MOST_BYTES}`, bytes.length);
  if (!WebAssembly.validate(bytes)) {
    const isWasm = new Uint32Array(bytes.slice(0, 4).buffer)[0] === 0x6d736100;
    refuse(
      "kernel",
      `a WebAssembly module${isWasm ? " that this engine finds valid" : ""}${CURE}`,
      isWasm ? "one that it does not" : "other bytes",
    );
  }
  const types: string[] = [];
  const functions: number[] = [];
  const exported = new Map<string, string>();
  let memories = 0;
  let section: string | undefined;
  const reader = new Reader(bytes, 8);
  const limits = (what: string): void => {
    const flags = reader.byte();
    const least = reader.number();
    if (flags > 1) refuse(what, `neither shared nor of 64 bits${CURE}`, `flags ${flags}`);
    if (flags === 1) refuse(what, `without a maximum, as networks grow${CURE}`, `at most ${reader.number()} pages`);
    if (least > 1) refuse(what, `of one page at the least (--initialMemory 1)${CURE}`, `${least} pages`);
  };
  const valueTypes = (): string => reader.many(() => reader.byte()).join();
  const readers: Readonly<Record<number, () => void>> = {
    1: () => {
      types.push(
        ...reader.many(() => {
          if (reader.byte() !== 0x60) refuse("a type of kernel", "that of a function", "another");
          return `${valueTypes()}>${valueTypes()}`;
        }),
      );
    },
    2: () => {
      reader.many(() => {
        const name = `${reader.text()}.${reader.text()}`;
        const imported = reader.byte();
        if (imported !== 2 || name !== "env.memory")
          refuse(
            "what kernel imports",
            `env.memory alone (an import of env.abort comes from asserts and from what allocates: new, arrays, strings)${CURE}`,
            `${KINDS[imported]} ${name}`,
          );
        memories++;
        limits("imported memory of kernel");
      });
    },
    3: () => functions.push(...reader.many(() => reader.number())),
    4: () => refuse("kernel", "without a table: it calls no function by its address", "a table of its own"),
    5: () => refuse("kernel", `without a memory of its own: it imports env.memory (--importMemory)${CURE}`, "a memory"),
    6: () =>
      reader.many((k) => {
        reader.byte();
        if (reader.byte() === 1)
          refuse(
            "kernel",
            "without a mutable global: a `let` outside functions would keep what no checkpoint has; states belong into columns, constants are `const`",
            `mutable global ${k}`,
          );
        reader.pastConstant();
      }),
    7: () =>
      reader.many(() => {
        const name = reader.text();
        const exportedKind = reader.byte();
        const index = reader.number();
        exported.set(name, exportedKind === 0 ? types[functions[index]!]! : KINDS[exportedKind]!);
      }),
    8: () => refuse("kernel", "without a start function: code outside functions runs when nobody called it", "one"),
    9: () => refuse("kernel", "without elements of a table", "some"),
    11: () =>
      refuse(
        "kernel",
        "without a data segment, which would overwrite the network's memory: no strings and no constant arrays",
        "one",
      ),
  };
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === 0) {
      if (reader.text() === "neuroglia") section = reader.text(end);
    } else readers[id]?.();
    reader.at = end;
  }
  if (memories === 0) refuse("what kernel imports", `env.memory${CURE}`, "nothing");
  const said = fieldsIn(section);
  if (!said)
    refuse(
      'section "neuroglia" of kernel',
      "what `npx neuroglia kernel` writes there: the kind of its model and what it reads",
      section ?? "none",
    );
  const { layout, ...fields } = said!;
  const { kind: found } = fields;
  checkFields(fields, where);
  if (layout !== LAYOUT)
    refuse(
      "kernel",
      `compiled for the layout of this release (${LAYOUT}): run \`npx neuroglia kernel\` of this release again`,
      layout,
    );
  if (kind && found !== kind) refuse("kernel", `one of a ${kind}`, found);
  const { decays, listWords, late, observed = [] } = fields;
  const more = [
    ...(decays || listWords ? ["hold"] : []),
    ...(listWords ? ["list"] : []),
    ...[...(late ? ["late"] : []), ...observed.map((_, k) => `observe${k}`)].flatMap((role) => [
      `${role}Uniform`,
      `${role}PerNeuron`,
    ]),
  ];
  for (const role of [...ROLES[found], ...(found === "neuron" ? more : [])]) {
    const type = exported.get(role);
    if (type !== WALK)
      refuse(
        `export "${role}" of kernel`,
        `a function (block: usize, begin: u32, end: u32, step: u32): void${CURE}`,
        type === undefined ? "none" : type.replace(/\d+/g, (t) => TYPES[t] ?? "another"),
      );
  }
  // FNV-1a of 64 bits in two halves: its prime is 2⁴⁰ + 435.
  let [high, low, text] = [0xcbf29ce4, 0x84222325, ""];
  for (let k = 0; k < bytes.length; k++) {
    const byte = bytes[k]!;
    text += String.fromCharCode(byte);
    const mixed = (low ^ byte) >>> 0;
    low = mixed * 435;
    high = (Math.imul(high, 435) + Math.floor(low / 2 ** 32) + (mixed << 8)) >>> 0;
    low >>>= 0;
  }
  return {
    ...fields,
    stamp: [high, low].map((half) => half.toString(16).padStart(8, "0")).join(""),
    packed: btoa(text),
  };
};

const TYPES: Readonly<Record<string, string>> = { 127: "i32", 126: "i64", 125: "f32", 124: "f64", 123: "v128" };

/** What the section says, if it is one of ours. */
const fieldsIn = (text: string | undefined): KernelSection | null => {
  let said: Partial<KernelSection>;
  try {
    said = JSON.parse(text ?? "null") ?? {};
  } catch {
    return null;
  }
  const isName = (name: unknown): boolean => typeof name === "string" && /^[A-Za-z]\w{0,63}$/.test(name);
  const isNames = (list: unknown = []): boolean => Array.isArray(list) && list.length <= 1024 && list.every(isName);
  const { kind, layout, values, columns, ofDt, f64, decays, traces, amplitudes, ofTarget, late, observed, listWords } =
    said;
  const isRecord = (record: unknown = {}): boolean =>
    typeof record === "object" && record !== null && isNames(Object.entries(record).flat());
  const isFit =
    Object.hasOwn(ROLES, String(kind)) &&
    typeof layout === "string" &&
    values !== undefined &&
    columns !== undefined &&
    [values, columns, ofDt, f64, amplitudes, ofTarget, observed].every(isNames) &&
    [decays, traces].every(isRecord) &&
    (late === undefined || late === true) &&
    (listWords === undefined || (Number.isInteger(listWords) && listWords > 0 && listWords <= MOST_LIST_WORDS)) &&
    (kind === "neuron" || (late ?? observed ?? listWords) === undefined);
  if (!isFit) return null;
  const optional = { ofDt, f64, decays, amplitudes, ofTarget, traces, late, observed, listWords };
  return {
    kind: kind!,
    layout,
    values,
    columns,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
};
