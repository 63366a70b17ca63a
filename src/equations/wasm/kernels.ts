/** Kernels from a plan: the loops of a model, and the module that they are in. */
import { blockOf, type Layout } from "../../engine/layout.js";
import { LAYOUT } from "../../models/checkedKernel.js";
import type { KernelFields } from "../../models/model.js";
import type { Node } from "../graph.js";
import type { Loop, NeuronPlan } from "../plan.js";
import {
  ADD,
  AND,
  Code,
  CTZ,
  DIV_U,
  EQ,
  EQZ,
  F32,
  Functions,
  I32,
  I64,
  LOAD32,
  LOAD64,
  LOADF32,
  LOADF64,
  LT_U,
  MUL,
  OR,
  REM_U,
  SHL,
  SHR_U,
  STORE32,
  STORE64,
  STOREF32,
  STOREF64,
  SUB,
} from "./bytes.js";
import { BEGIN, BLOCK, END, Kernel, offsetOf, type Root, STEP } from "./kernel.js";
import { Lanes, type Value, widened } from "./lanes.js";

/** Numbers below these count as zero, once in 256 steps, so that none lingers where arithmetic is slow. */
const TINY = { narrow: 1e-30, wide: 1e-300 };

const rootsOf = (kernel: Kernel, { next, fired, atSpike }: Loop): Root[] => [
  ...[...next, ...atSpike].map(({ column, value }): Root => [value, kernel.isWide(column)]),
  ...(fired ? [[fired, false] as const] : []),
];

/**
 * Which columns hold, once what they become is stored, all that is needed at a spike besides what a step does not change; null where more is
 * needed, so that storing has to wait.
 */
const recalled = (kernel: Kernel, { next, atSpike }: Loop): ReadonlyMap<Node, string> | null => {
  const found = new Map<Node, string>();
  const left = atSpike.map(({ column, value }): Root => [value, kernel.isWide(column)]);
  const seen = [new Set<Node>(), new Set<Node>()];
  for (let root = left.pop(); root; root = left.pop()) {
    const [node, isWide] = root;
    if (seen[+isWide]!.has(node) || kernel.isEven(node)) continue;
    seen[+isWide]!.add(node);
    const after = next.find(({ column, value }) => value === node && kernel.isWide(column) === isWide);
    if (after) found.set(node, after.column);
    else if (node.op === "column" && next.some(({ column }) => column === node.name)) return null;
    else left.push(...node.args.map((arg): Root => [arg, isWide]));
  }
  return found;
};

/** Where spikes of this step go: the slot, where its next id will be, and where it was when the kernel began. */
interface Spikes {
  readonly slot: number;
  readonly next: number;
  readonly before: number;
}

/** The slot of this step, emptied where the range is the first that a memory owns. */
const openSlot = (kernel: Kernel): Spikes => {
  const { code } = kernel;
  const [ring, mask, bytes, own] = (["ring", "ringMask", "slotBytes", "ownBegin"] as const).map((name) =>
    kernel.frame(name),
  ) as [number, number, number, number];
  kernel.frame("nNeurons");
  const [slot, next, before] = [code.local(I32), code.local(I32), code.local(I32)];
  code.get(STEP, mask).put(AND).get(bytes).put(MUL).get(ring).put(ADD).set(slot);
  code
    .get(BEGIN, own)
    .put(EQ)
    .when(() => code.get(slot).i32(0).access(STORE32));
  code.get(slot).access(LOAD32).i32(2).put(SHL).get(slot).put(ADD).i32(16).put(ADD);
  code.set(before).get(before).set(next);
  return { slot, next, before };
};

/** Ids of those that spike, as bits of `lanes`, into the slot; lanes past the last neuron are none. No call: vectors stay where they are. */
const emitted = (kernel: Kernel, vectors: number, lanes: number, next: number): void => {
  const { code } = kernel;
  const n = kernel.frame("nNeurons");
  const left = code.local(I32);
  code.get(n);
  kernel.first().put(SUB).set(left);
  code
    .get(left)
    .i32(4 * vectors)
    .put(LT_U)
    .when(() => code.get(lanes).i32(1).get(left).put(SHL).i32(1).put(SUB, AND).set(lanes));
  code.during(
    () => code.get(lanes),
    () => {
      code.get(next);
      kernel.first().get(lanes).put(CTZ, ADD).access(STORE32);
      code.get(next).i32(4).put(ADD).set(next);
      code.get(lanes, lanes).i32(1).put(SUB, AND).set(lanes);
    },
  );
};

/** What a step does to each neuron. `left`: the column of those that are refractory and do not spike, where the loop does not know. */
const stepped = (kernel: Kernel, loop: Loop, spikes: Spikes, layout: Layout, left: number | null): void => {
  const { code, narrow, wide } = kernel;
  const { next, fired, atSpike } = loop;
  const recall = recalled(kernel, loop);
  const bits = ([mask]: Value, lanes: number) => code.get(mask!).simd(0xa4).set(lanes);
  const store = (values: ReadonlyMap<string, Value>): void => {
    for (const [column, value] of values) kernel.store(column, value);
  };
  const advance = () => {
    const values = new Map(
      next.map(({ column, value }) => [column, kernel.value(value, kernel.isWide(column))] as const),
    );
    const mask = fired ? kernel.condition(fired) : [];
    if (recall) store(values);
    return { values, mask };
  };
  /** What columns become where there are spikes: they are under a condition, `values` are not. */
  const spike = (values: Map<string, Value>, fires: Value, lanes: number): void =>
    kernel.within(() => {
      let mask = fires;
      if (left !== null) {
        const isLeft = narrow.two("gt", kernel.load(left, false), 0);
        mask = narrow.two("without", mask, isLeft);
        bits(mask, lanes);
      }
      if (recall) for (const [node, column] of recall) kernel.recall(node, column);
      const wideMask = atSpike.some(({ column }) => kernel.isWide(column)) ? widened(wide, mask) : [];
      const chosen = atSpike.map(({ column, value }) => {
        const isWide = kernel.isWide(column);
        const before = recall ? kernel.load(kernel.word(column), isWide) : values.get(column)!;
        return kernel.lanesOf(column).choose(isWide ? wideMask : mask, kernel.value(value, isWide), before);
      });
      atSpike.forEach(({ column }, k) => {
        if (recall) kernel.store(column, chosen[k]!);
        else
          values.get(column)!.forEach((local, part) => {
            code.get(chosen[k]![part]!).set(local);
          });
      });
    });
  kernel.turns(recall !== null && kernel.isLight(rootsOf(kernel, loop)), (vectors) => {
    if (vectors === 1) {
      const { values, mask } = advance();
      if (fired) {
        if (!recall)
          for (const { column } of atSpike) {
            const before = values.get(column) ?? kernel.column(column);
            values.set(
              column,
              kernel.lanesOf(column).made((part) => code.get(before[part]!)),
            );
          }
        const lanes = code.local(I32);
        bits(mask, lanes).get(lanes);
        code.when(() => {
          spike(values, mask, lanes);
          emitted(kernel, 1, lanes, spikes.next);
        });
      }
      if (!recall) store(values);
      return;
    }
    const parts = Array.from({ length: vectors }, (_, part) => kernel.part(part, advance));
    if (!fired) return;
    const [any] = parts.map(({ mask }) => mask).reduce((some, mask) => narrow.two("or", some, mask));
    code.get(any!).simd(0x53);
    code.when(() =>
      kernel.within(() => {
        const all = code.local(I32);
        code.i32(0).set(all);
        for (const [part, { values, mask }] of parts.entries())
          kernel.part(part, () => {
            const lanes = code.local(I32);
            bits(mask, lanes).get(lanes);
            code.when(() => {
              spike(values, mask, lanes);
              code
                .get(all, lanes)
                .i32(4 * part)
                .put(SHL, OR)
                .set(all);
            });
          });
        emitted(kernel, vectors, all, spikes.next);
      }),
    );
  });
  if (!fired) return;
  code.get(spikes.next, spikes.before).put(SUB);
  code.when(() =>
    code.get(BLOCK, spikes.slot, spikes.before, spikes.next, STEP).call(kernel.place("tally", () => tallied(layout))),
  );
};

/** Once in 256 steps, before all else; `after`: what comes then. */
const dropTiny = (kernel: Kernel, plan: NeuronPlan, after?: () => void): void => {
  const { code } = kernel;
  code
    .get(STEP)
    .i32(255)
    .put(AND, EQZ)
    .when(() => {
      for (const { name, isWide } of plan.columns) {
        for (const bound of [BEGIN, END])
          code
            .get(kernel.word(name), bound)
            .i32(isWide ? 3 : 2)
            .put(SHL, ADD);
        code.call(kernel.place(`dropTiny ${isWide}`, () => tinyDropped(isWide)));
      }
      after?.();
    });
};

const open = (kernel: Kernel, plan: NeuronPlan, roots: readonly Root[], after?: () => void): Spikes => {
  for (const { name } of plan.columns) kernel.word(name);
  kernel.prologue(roots);
  const spikes = openSlot(kernel);
  dropTiny(kernel, plan, after);
  return spikes;
};

const stepOf = (kernel: Kernel, plan: NeuronPlan, layout: Layout): Code => {
  const roots = rootsOf(kernel, plan.loop);
  stepped(kernel, plan.loop, open(kernel, plan, roots), layout, null);
  return kernel.code;
};

const entryBytes = ({ columns, held }: NeuronPlan): number =>
  held!.frozen.reduce((sum, name) => sum + (columns.find((column) => column.name === name)!.isWide ? 8 : 4), 4);

/** What kernels that keep a list do with it: each entry is a neuron's id, and its values of the frozen columns. */
const listIn = (kernel: Kernel, plan: NeuronPlan) => {
  const { code } = kernel;
  const bytes = entryBytes(plan);
  const frozen = plan.held!.frozen.map((name) => [kernel.word(name), kernel.isWide(name)] as const);
  const [list, nHeld, left] = [kernel.frame("held"), kernel.frame("nHeld"), kernel.word("refractoryLeft")];
  const [id, end, steps] = [code.local(I32), code.local(I32), code.local(F32)];
  /** Pushes the address of the neuron's element. */
  const element = (column: number, isWide: boolean) =>
    code
      .get(column, id)
      .i32(isWide ? 3 : 2)
      .put(SHL, ADD);
  code.get(list).set(end);
  return {
    id,
    /** Pushes steps that are left to the neuron. */
    left: () => element(left, false).access(LOADF32),
    /** From one address to another. */
    through: (size: number, from: () => unknown, to: () => unknown, each: (at: number) => void) => {
      const [at, last] = [code.local(I32), code.local(I32)];
      from();
      code.set(at);
      to();
      code.set(last);
      code.during(
        () => code.get(at, last).put(LT_U),
        () => {
          each(at);
          code.get(at).i32(size).put(ADD).set(at);
        },
      );
    },
    /** Pushes where its entries begin, and where they end by now. */
    begin: () => code.get(list),
    last: () => code.get(nHeld).i32(bytes).put(MUL).get(list).put(ADD),
    /**
     * The steps on the stack are left to the neuron, none if they are negative. If any are, it has an entry; its columns are as they are, or as its
     * entry so far has them. Without a branch: the room of the next entry is written to in any case.
     */
    enter: (entry: number | null) => {
      code.f32(0).put(0x97).set(steps);
      element(left, false).get(steps).access(STOREF32);
      let offset = 4;
      for (const [column, isWide] of frozen) {
        const value = code.local(isWide ? I64 : I32);
        const [load, store] = isWide ? [LOAD64, STORE64] : [LOAD32, STORE32];
        if (entry === null) element(column, isWide).access(load).set(value);
        else {
          code.get(entry).access(load, offset).set(value);
          element(column, isWide).get(value).access(store);
        }
        code.get(end, value).access(store, offset);
        offset += isWide ? 8 : 4;
      }
      code.get(end, id).access(STORE32);
      code.get(steps).f32(0).put(0x5e).i32(bytes).put(MUL).get(end).put(ADD).set(end);
    },
    close: () => code.get(BLOCK).get(end, list).put(SUB).i32(bytes).put(DIV_U).access(STORE32, kernel.offset("nHeld")),
    bytes,
  };
};

/** The loop without refractoriness; then those of the list get back what stood still, and those that spike join them. */
const heldOf = (kernel: Kernel, plan: NeuronPlan, layout: Layout, list: number): Code => {
  const { code } = kernel;
  const { loop, steps } = plan.held!;
  const spikes = open(kernel, plan, [...rootsOf(kernel, loop), [steps, false]], () =>
    // Entries have what columns have.
    code.get(BLOCK, BEGIN, END, STEP).call(list),
  );
  stepped(kernel, loop, spikes, layout, kernel.word("refractoryLeft"));
  const held = listIn(kernel, plan);
  held.through(held.bytes, held.begin, held.last, (at) => {
    code.get(at).access(LOAD32).set(held.id);
    held.left().f32(1).put(0x93);
    held.enter(at);
  });
  held.through(
    4,
    () => code.get(spikes.before),
    () => code.get(spikes.next),
    (at) => {
      code.get(at).access(LOAD32).set(held.id);
      code.get(kernel.value(steps, false)[0]!).simd(31, 0);
      held.enter(null);
    },
  );
  held.close();
  return code;
};

/** Makes the list anew, from columns that others have written. */
const listOf = (kernel: Kernel, plan: NeuronPlan): Code => {
  const { code } = kernel;
  const held = listIn(kernel, plan);
  held.through(
    1,
    () => code.get(BEGIN),
    () => code.get(END),
    (id) => {
      code.get(id).set(held.id);
      held.left();
      held.enter(null);
    },
  );
  held.close();
  return code;
};

const observedOf = (kernel: Kernel, value: Node, word: string): Code => {
  const roots: Root[] = [[value, false]];
  kernel.prologue(roots);
  kernel.word(word);
  kernel.turns(false, () => kernel.store(word, kernel.value(value, false), false));
  return kernel.code;
};

const lateOf = (kernel: Kernel, { late }: NeuronPlan): Code => {
  const { code } = kernel;
  kernel.prologue(
    late.flatMap(({ steps, assigned }): Root[] => [
      [steps, false],
      ...assigned.map(({ column, value }): Root => [value, kernel.isWide(column)]),
    ]),
  );
  for (const { assigned } of late) for (const { column } of assigned) kernel.word(column);
  for (const { steps, assigned } of late) {
    code.get(STEP).i32(1).put(ADD).get(kernel.value(steps, false)[0]!).simd(0xf9).simd(27, 0).put(REM_U, EQZ);
    code.when(() =>
      kernel.turns(false, () => {
        const values = assigned.map(
          ({ column, value }) => [column, kernel.value(value, kernel.isWide(column))] as const,
        );
        for (const [column, value] of values) kernel.store(column, value);
      }),
    );
  }
  return code;
};

/** What emitSpikes of assembly/spikes.ts does besides ids: (population, slot, first new id's address, end of ids, step). */
const tallied = (layout: Layout): Code => {
  const code = new Code([I32, I32, I32, I32, I32]);
  const [population, slot, at, end, step] = [0, 1, 2, 3, 4];
  const [stream, tally] = [code.local(I64), code.local(I32)];
  const [hash, z] = [code.local(I64), code.local(I64)];
  code.get(slot, end, slot).put(SUB).i32(16).put(SUB).i32(2).put(SHR_U).access(STORE32);
  code.get(population).access(LOAD32, offsetOf(layout, "tally")).set(tally);
  code.get(population).access(LOAD32, offsetOf(layout, "stream"));
  code.put(0xad).i64(1n).put(0x7c).i64(0x9e3779b97f4a7c15n).put(0x7e).set(stream);
  code.get(tally, tally).access(LOADF64).get(end, at).put(SUB).i32(2).put(SHR_U, 0xb8, 0xa0).access(STOREF64);
  code.get(tally).access(LOAD64, 8).set(hash);
  code.during(
    () => code.get(at, end).put(LT_U),
    () => {
      // splitmix64's finalizer over stream, neuron and step.
      code.get(step).put(0xad).i64(32n).put(0x86).get(at).access(LOAD32).put(0xad, 0x84).get(stream).put(0x7c).set(z);
      for (const [shift, factor] of [
        [30n, 0xbf58476d1ce4e5b9n],
        [27n, 0x94d049bb133111ebn],
      ] as const)
        code.get(z, z).i64(shift).put(0x88, 0x85).i64(factor).put(0x7e).set(z);
      code.get(hash, z, z).i64(31n).put(0x88, 0x85, 0x7c).set(hash);
      code.get(at).i32(4).put(ADD).set(at);
    },
  );
  code.get(tally, hash).access(STORE64, 8);
  return code;
};

/** Makes zeros of what is tiny from one address to another. */
const tinyDropped = (isWide: boolean): Code => {
  const code = new Code([I32, I32]);
  const lanes = new Lanes(code, isWide, 1);
  code.during(
    () => code.get(0, 1).put(LT_U),
    () => {
      const value = lanes.made(() => code.get(0).vector(0));
      const isTiny = lanes.two("lt", lanes.one("abs", value), isWide ? TINY.wide : TINY.narrow);
      const [left] = lanes.two("without", value, isTiny);
      code.get(0).get(left!).vector(11);
      code.get(0).i32(16).put(ADD).set(0);
    },
  );
  return code;
};

/** The module of a model: its kernels, and what they read from a block. The same plan has the same bytes. */
export const emitNeuron = (plan: NeuronPlan): Uint8Array => {
  const { columns, values, held, observed, late } = plan;
  const wordsOf = (isAsked: (isOfDt: boolean) => boolean): string[] =>
    values.flatMap(({ narrow, wide, isOfDt }) =>
      isAsked(isOfDt) ? [...(narrow === null ? [] : [narrow]), ...(wide ?? [])] : [],
    );
  const ofDt = wordsOf((isOfDt) => isOfDt);
  const f64 = columns.flatMap(({ name, isWide }) => (isWide ? [name] : []));
  const fields: KernelFields = {
    kind: "neuron",
    values: wordsOf(() => true),
    columns: columns.map(({ name }) => name),
    ...(ofDt.length > 0 ? { ofDt } : {}),
    ...(f64.length > 0 ? { f64 } : {}),
    ...(observed.length > 0 ? { observed: observed.map(({ name }) => name) } : {}),
    ...(late.length > 0 ? { late: true as const } : {}),
    ...(held ? { listWords: entryBytes(plan) / 4 } : {}),
  };
  const layout = blockOf("population", fields);
  const into = new Functions();
  const kernel = (isUniform: boolean) => new Kernel(plan, layout, into, isUniform);
  const both = (name: string, of: (kernel: Kernel) => Code): void => {
    into.export(`${name}Uniform`, of(kernel(true)));
    into.export(`${name}PerNeuron`, of(kernel(false)));
  };
  into.export("uniform", stepOf(kernel(true), plan, layout));
  into.export("perNeuron", stepOf(kernel(false), plan, layout));
  if (held) {
    const list = into.export("list", listOf(kernel(true), plan));
    into.export("hold", heldOf(kernel(true), plan, layout, list));
  }
  observed.forEach(({ value }, k) => {
    both(`observe${k}`, (kernel) => observedOf(kernel, value, `observe${k}`));
  });
  if (late.length > 0) both("late", (kernel) => lateOf(kernel, plan));
  return into.bytes(JSON.stringify({ layout: LAYOUT, ...fields }));
};
