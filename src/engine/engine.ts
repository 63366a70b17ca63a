import { NeurogliaError } from "../errors.js";
import { frameLayouts, modelLayouts } from "../generated/layout.js";
import type { NeuronModel, PlasticityRule, SourceModel } from "../models/model.js";
import { Arena } from "./arena.js";
import { Block } from "./block.js";
import { connectRows, fill, type Rows, type Sites, type Workshop } from "./connect.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import { instantiate, type Kernels } from "./kernels.js";
import { Schedule } from "./schedule.js";
import { type Part, Segments } from "./segments.js";
import { streamOf } from "./stream.js";

/** Pairs or rows that a recorder's buffer holds at least, beyond one step's worst case. */
const RECORDER_SLACK = 16384;

const padded = (n: number): number => Math.ceil(n / 4) * 4;

interface PopulationPlace {
  readonly block: Block;
  readonly n: number;
  readonly model: NeuronModel | SourceModel;
  readonly tally: number;
  /** Address of each state and input column. */
  readonly columns: Map<string, number>;
  readonly params: Record<string, Value>;
  readonly perNeuron: boolean;
  readonly sites: Sites | null;
  readonly ringSlots: number;
  readonly slotBytes: number;
  readonly ring: number;
  /** Memory of the present play(), and how many words it can hold. */
  stimulus: { address: number; words: number };
}

interface ProjectionPlace extends Rows {
  readonly block: Block;
  readonly weights: number;
  readonly tally: number;
  readonly pre: Range;
  readonly post: Range;
  readonly plasticity: {
    rule: PlasticityRule;
    params: Record<string, number>;
    amplitudes: number;
    fade: number;
  } | null;
}

interface GliaPlace {
  readonly block: Block;
  readonly n: number;
  readonly columns: Map<string, number>;
  readonly params: Record<string, number>;
}

interface RecorderPlace {
  readonly block: Block;
  /** Words (u32 or f32) that one entry of `fill` takes. */
  readonly width: number;
  /** Takes what is in the buffer; the view is only valid during the call. */
  readonly drain: (memory: ArrayBuffer, address: number, entries: number) => void;
}

/** What the recordings of a network receive, in the order of its description's recorders. */
export type Sink = (memory: ArrayBuffer, address: number, entries: number) => void;

/** Totals since the last reset. */
export interface Tally {
  /** Spikes of all populations and sources. */
  spikes: number;
  /** Spike × synapse deliveries. */
  synapticEvents: number;
  /** Sum of a 64-bit mix of (population, neuron, step) over all spikes. */
  hash: bigint;
}

/** One network in one memory: builds it from its description, runs it, and reads and writes what is in it. */
export class Engine {
  readonly #description: NetworkDescription;
  readonly #arena = new Arena();
  readonly #kernels: Kernels;
  readonly #segments: Segments;
  readonly #schedule = new Schedule();
  readonly #clock: Block;
  readonly #populations: PopulationPlace[] = [];
  readonly #projections: ProjectionPlace[] = [];
  readonly #glia: GliaPlace[] = [];
  readonly #recorders: RecorderPlace[] = [];
  readonly #fingerprint: number;

  constructor(description: NetworkDescription, sinks: readonly Sink[]) {
    this.#description = description;
    this.#kernels = instantiate(this.#arena.memory);
    this.#segments = new Segments(this.#arena, this.#kernels);
    this.#fingerprint = streamOf(
      JSON.stringify(description, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint32Array)] : value)),
    );
    this.#clock = Block.frame(this.#arena, "clock", "clock")
      .setU32("seedLow", description.seed % 2 ** 32)
      .setU32("seedHigh", Math.floor(description.seed / 2 ** 32));
    this.#clock.setU32("scratch", this.#arena.allocate(64, "clock"));
    this.#buildPopulations();
    this.#buildGlia();
    this.#buildProjections();
    this.#buildListening();
    this.#buildRecorders(sinks);
    this.#schedule.lower(this.#arena);
    this.#segments.remember();
  }

  get #workshop(): Workshop {
    return { arena: this.#arena, kernels: this.#kernels, clock: this.#clock.address };
  }

  /** Steps from a spike's slot to its arrival: a source's event already stands at the beginning of its step. */
  #lag(population: number, delaySteps: number): number {
    return this.#description.populations[population]!.model.kind === "source" ? delaySteps - 1 : delaySteps;
  }

  #ringSlots(population: number): number {
    const { projections, listens } = this.#description;
    let most = 0;
    for (const { pre, post, delaySteps, plasticity } of projections) {
      if (pre.population === population) most = Math.max(most, delaySteps);
      if (plasticity && post.population === population) most = Math.max(most, delaySteps);
    }
    for (const { group, delaySteps } of listens) if (group.population === population) most = Math.max(most, delaySteps);
    return 2 ** Math.ceil(Math.log2(most + 1));
  }

  #buildPopulations(): void {
    const arena = this.#arena;
    this.#description.populations.forEach((population, index) => {
      const { name, n, model, params, init, lattice } = population;
      const owner = `population "${name}"`;
      const block = Block.model(arena, owner, "population", model.name);
      const ringSlots = this.#ringSlots(index);
      const slotBytes = 16 + padded(n) * 4;
      const ring = this.#segments.allocate("state", ringSlots * slotBytes, owner);
      const tally = this.#segments.allocate("state", 16, owner);
      block
        .setU32("clock", this.#clock.address)
        .setU32("n", n)
        .setU32("ring", ring)
        .setU32("ringMask", ringSlots - 1)
        .setU32("slotBytes", slotBytes)
        .setU32("stream", streamOf(`population:${name}`))
        .setU32("tally", tally);
      const columns = new Map<string, number>();
      const inputs = model.kind === "neuron" ? Object.keys(model.inputs) : [];
      for (const quantity of [...Object.keys(model.state), ...inputs]) {
        const address = this.#segments.allocate("state", padded(n) * 4, owner);
        columns.set(quantity, address);
        block.setU32(quantity, address);
        const state = model.state[quantity];
        if (!state) continue;
        fill(
          this.#workshop,
          address,
          n,
          init[quantity] ?? { kind: "constant", value: state.default },
          `population:${name}:${quantity}`,
        );
        arena.f32(address, padded(n)).fill(state.padding ?? 0, n);
      }
      const perNeuron = Object.values(params).some((value) => value.kind !== "constant");
      let sites: Sites | null = null;
      if (lattice) {
        const address = arena.allocate(n * 4, owner);
        const [nx, ny, nz] = lattice.size;
        this.#kernels.latticeSites(
          address,
          nx,
          ny,
          nz,
          lattice.shuffle ? 1 : 0,
          this.#clock.address,
          streamOf(`population:${name}:sites`),
        );
        sites = { address, size: lattice.size };
      }
      if (model.name === "spikeSource") block.setU32("cursor", this.#segments.allocate("state", 4, owner));
      this.#populations.push({
        block,
        n,
        model,
        tally,
        columns,
        params: { ...params },
        perNeuron,
        sites,
        ringSlots,
        slotBytes,
        ring,
        stimulus: { address: 0, words: 0 },
      });
      if (model.kind === "source")
        this.#schedule.add("emit", `${model.name as "bernoulli"}Emit`, owner, block.address, 0, n);
      else {
        if (perNeuron)
          for (const quantity of model.kernel) {
            const address = arena.allocate(padded(n) * 4, owner);
            columns.set(quantity, address);
            block.setColumn(quantity, address);
          }
        this.#writeParams(index);
        const kernel = `${model.name as "lifDiscrete"}Integrate${perNeuron ? "PerNeuron" : "Uniform"}` as const;
        this.#schedule.add("integrate", kernel, owner, block.address, 0, n);
      }
    });
  }

  /** Params and derived values of each neuron of a population. */
  #valuesOf(index: number): (k: number) => Record<string, number> {
    const { n, model, params, perNeuron } = this.#populations[index]!;
    const { dt } = this.#description;
    const { name, choices } = this.#description.populations[index]!;
    const drawn = new Map<string, Float32Array>();
    if (perNeuron) {
      const mark = this.#arena.usedBytes;
      const scratch = this.#arena.allocate(n * 4, "scratch");
      for (const [quantity, value] of Object.entries(params)) {
        fill(this.#workshop, scratch, n, value, `population:${name}:${quantity}`);
        drawn.set(quantity, this.#arena.f32(scratch, n).slice());
      }
      this.#arena.release(mark, "scratch");
    }
    return (k) => {
      const own: Record<string, number> = {};
      for (const quantity of Object.keys(model.params)) {
        const value = params[quantity]!;
        own[quantity] = value.kind === "constant" ? value.value : drawn.get(quantity)![k]!;
      }
      const given = { ...own, ...choices };
      for (const [quantity, derived] of Object.entries(model.derived))
        own[quantity] = derived.from(given, dt, this.#kernels);
      return own;
    };
  }

  /** The same into words, or into columns where params differ between neurons. */
  #writeParams(index: number): void {
    const { block, n, model, perNeuron, columns } = this.#populations[index]!;
    if (model.kind !== "neuron") return;
    const valuesAt = this.#valuesOf(index);
    if (!perNeuron) {
      for (const [quantity, value] of Object.entries(valuesAt(0))) block.setF32(quantity, value);
      return;
    }
    const out = model.kernel.map((quantity) => this.#arena.f32(columns.get(quantity)!, padded(n)));
    for (let k = 0; k < n; k++) {
      const own = valuesAt(k);
      model.kernel.forEach((quantity, q) => {
        out[q]![k] = own[quantity]!;
      });
    }
  }

  readonly #residuals: { trace: number; population: number; quantity: string }[] = [];

  /** What is left of a last spike decays with the current that it is part of: one factor for all targets. */
  #writeResiduals(): void {
    for (const { trace, population, quantity } of this.#residuals) {
      const valuesAt = this.#valuesOf(population);
      const { n, perNeuron } = this.#populations[population]!;
      const decay = valuesAt(0)[quantity]!;
      for (let k = 1; perNeuron && k < n; k++)
        if (valuesAt(k)[quantity] !== decay)
          refuse(
            `${quantity}`,
            `population "${this.#description.populations[population]!.name}"`,
            'the same for all neurons that hear synapses with summation "lastSpike"',
            `${decay} and ${valuesAt(k)[quantity]}`,
          );
      this.#arena.f32(trace + frameLayouts.trace.offsets.decay, 1)[0] = decay;
    }
  }

  #buildGlia(): void {
    for (const { name, n, model, params, init } of this.#description.glia) {
      const owner = `astrocyte "${name}"`;
      const block = Block.model(this.#arena, owner, "glia", model.name).setU32("n", n);
      const columns = new Map<string, number>();
      for (const [quantity, state] of Object.entries(model.state)) {
        const address = this.#segments.allocate("state", padded(n) * 4, owner);
        columns.set(quantity, address);
        block.setU32(quantity, address);
        fill(
          this.#workshop,
          address,
          n,
          init[quantity] ?? { kind: "constant", value: state.default },
          `astrocyte:${name}:${quantity}`,
        );
      }
      this.#glia.push({ block, n, columns, params: { ...params } });
      this.setGlia(this.#glia.length - 1, {});
      this.#schedule.add("glia", `${model.name as "lim"}Integrate`, owner, block.address, 0, n);
    }
  }

  #buildProjections(): void {
    const arena = this.#arena;
    const traces = new Map<string, { block: number; column: number }>();
    /** One trace per population, lag and form, shared by all who need it. */
    const trace = (population: number, lag: number, decay: number, increment: number, latest: string | null) => {
      const key = `${population} ${lag} ${latest ?? `${decay} ${increment}`}`;
      const known = traces.get(key);
      if (known) return known;
      const { block: owner, n } = this.#populations[population]!;
      const where = `population "${this.#description.populations[population]!.name}" traces`;
      const column = this.#segments.allocate("traces", padded(n) * 4, where);
      const block = Block.frame(arena, where, "trace")
        .setU32("population", owner.address)
        .setU32("lag", lag)
        .setU32("column", column)
        .setF32("decay", decay)
        .setF32("increment", increment)
        .setU32("latest", latest ? 1 : 0).address;
      traces.set(key, { block, column });
      // What is left of a last spike counts from the next step on, so it is brought up to date before weights change.
      if (latest) this.#schedule.add("integrate", "traceUpdate", where, block);
      else {
        const early = lag > 0 || this.#populations[population]!.model.kind === "source";
        marks.push({ early, where, block });
      }
      return { block, column };
    };
    const marks: { early: boolean; where: string; block: number }[] = [];
    const { dt, projections, modulations } = this.#description;

    for (const { from, to, owner } of this.#modulationTargets(modulations)) {
      const block = Block.frame(arena, owner, "modulation").setU32("from", from);
      this.#modulated.push({ block, to });
      this.#schedule.add("arrive", "modulate", owner, block.address);
    }
    const walks: (() => void)[] = [];
    for (const projection of projections) {
      const { name, pre, post, into, delaySteps, summation, plasticity } = projection;
      const owner = `projection "${name}"`;
      const preLag = this.#lag(pre.population, delaySteps);
      const target = this.#populations[post.population]!;
      const rule = plasticity?.rule;
      const built = connectRows(
        this.#workshop,
        projection,
        this.#populations[pre.population]!.sites,
        target.sites,
        (bytes) =>
          rule
            ? this.#segments.allocate("weights", bytes, `${owner} weights`)
            : arena.allocate(bytes, `${owner} weights`),
      );
      const block = rule ? Block.model(arena, owner, "projection", rule.name) : Block.frame(arena, owner, "projection");
      const tally = this.#segments.allocate("state", 8, owner);
      block
        .setU32("pre", this.#populations[pre.population]!.block.address)
        .setU32("lag", preLag)
        .setU32("preBegin", pre.begin)
        .setU32("preEnd", pre.end)
        .setU32("rows", built.rows)
        .setU32("targets", built.targets)
        .setU32("weights", built.weights)
        .setU32("input", target.columns.get(into)!)
        .setU32("tally", tally)
        .setU32("post", target.block.address)
        .setU32("postBegin", post.begin)
        .setU32("postEnd", post.end);
      if (summation === "lastSpike") {
        const quantity = (target.model as NeuronModel).inputs[into]!.decay!;
        const { block: kept, column } = trace(pre.population, preLag, 0, 1, `${post.population} ${into}`);
        this.#residuals.push({ trace: kept, population: post.population, quantity });
        block.setU32("residual", column);
      }
      const last = summation === "lastSpike";
      if (!rule || !plasticity) {
        this.#projections.push({ ...built, block, tally, pre, post, plasticity: null });
        walks.push(() => this.#schedule.add("arrive", last ? "deliverLast" : "deliver", owner, block.address));
        continue;
      }
      const postLag = plasticity.choices.pairing === "emission" ? delaySteps : 0;
      const given = { ...plasticity.params, ...plasticity.choices };
      for (const [field, t] of Object.entries(rule.traces)) {
        const [population, lag] = t.of === "pre" ? [pre.population, preLag] : [post.population, postLag];
        const decay = t.decay(given, dt, this.#kernels);
        const { column } = trace(population, lag, decay, t.increment(given, dt, this.#kernels), null);
        block.setU32(field, column);
      }
      const nPre = pre.end - pre.begin;
      const nPost = post.end - post.begin;
      const amplitudes = this.#segments.allocate("state", 16, owner);
      const fade = arena.allocate(16, owner);
      arena.u32(fade + 4, 1)[0] = amplitudes;
      block
        .setU32("postLag", postLag)
        .setU32("columns", built.columns)
        .setU32("columnFill", arena.allocate(nPost * 4, `${owner} synapses`))
        .setU32("entries", arena.allocate(built.nSynapses * 8, `${owner} synapses`))
        .setU32("rowOrder", this.#segments.allocate("traces", nPre * 4, owner))
        .setU32("enlisted", this.#segments.allocate("traces", 4, owner))
        .setU32("amplitudes", amplitudes);
      const index = this.#projections.length;
      this.#projections.push({
        ...built,
        block,
        tally,
        pre,
        post,
        plasticity: { rule, params: { ...plasticity.params }, amplitudes, fade },
      });
      this.setPlasticity(index, plasticity.params);
      const walk = rule.name as "stdp";
      // Fused with delivery where the spikes to pair with are known by then and no current follows the weights.
      const fused = postLag > 0 && !last;
      walks.push(() => {
        this.#schedule.add(
          "arrive",
          fused ? `${walk}DeliverPre` : last ? "deliverLast" : "deliver",
          owner,
          block.address,
        );
        if (!fused) this.#schedule.add("learn", last ? `${walk}PreLast` : `${walk}Pre`, owner, block.address);
      });
      walks.push(() => {
        this.#schedule.add("learn", last ? `${walk}PostLast` : `${walk}Post`, owner, block.address);
        this.#schedule.add("learn", "amplitudeFade", owner, fade);
      });
    }
    this.#writeResiduals();
    for (const { block, to } of this.#modulated) block.setU32("to", to());
    for (const { early, where, block } of marks)
      this.#schedule.add(early ? "arrive" : "learn", "traceMark", where, block);
    for (const walk of walks) walk();
    for (const { where, block } of marks) this.#schedule.add("learn", "traceUpdate", where, block);
  }

  readonly #modulated: { block: Block; to: () => number }[] = [];

  #modulationTargets(modulations: NetworkDescription["modulations"]) {
    return modulations.map(({ glia, projection, amplitude }) => {
      const { name, model } = this.#description.glia[glia]!;
      return {
        owner: `astrocyte "${name}"`,
        from: this.#glia[glia]!.columns.get(model.output)!,
        to: (): number => {
          const { rule, amplitudes } = this.#projections[projection]!.plasticity!;
          return amplitudes + rule.amplitudes.indexOf(amplitude) * 4;
        },
      };
    });
  }

  #buildListening(): void {
    this.#glia.forEach(({ block }, index) => {
      const heard = this.#description.listens.filter(({ glia }) => glia === index);
      const blocks = heard.map(({ group, gain, delaySteps }) =>
        Block.frame(this.#arena, "listening", "listen")
          .setU32("population", this.#populations[group.population]!.block.address)
          .setU32("lag", this.#lag(group.population, delaySteps))
          .setU32("begin", group.begin)
          .setU32("end", group.end)
          .setF32("gain", gain),
      );
      block.setU32("listens", blocks[0]?.address ?? 0).setU32("nListens", blocks.length);
    });
  }

  #buildRecorders(sinks: readonly Sink[]): void {
    const arena = this.#arena;
    this.#description.recorders.forEach((recorder, k) => {
      const drain = sinks[k]!;
      if (recorder.kind === "spikes") {
        const { population, begin, end } = recorder.group;
        const reserve = end - begin;
        const capacity = reserve + RECORDER_SLACK;
        const block = Block.frame(arena, "recorders", "spikeRecorder")
          .setU32("population", this.#populations[population]!.block.address)
          .setU32("begin", begin)
          .setU32("end", end)
          .setU32("buffer", arena.allocate(capacity * 8, "recorders"))
          .setU32("capacity", capacity)
          .setU32("reserve", reserve);
        this.#recorders.push({ block, width: 2, drain });
        this.#schedule.add("record", "recordSpikes", "recorder", block.address);
        return;
      }
      const place =
        recorder.kind === "glia" ? this.#glia[recorder.glia]! : this.#populations[recorder.group.population]!;
      const [begin, end] = recorder.kind === "glia" ? [0, place.n] : [recorder.group.begin, recorder.group.end];
      const capacity = Math.max(1, Math.floor(RECORDER_SLACK / (end - begin)));
      const block = Block.frame(arena, "recorders", "stateRecorder")
        .setU32("clock", this.#clock.address)
        .setU32("column", place.columns.get(recorder.quantity)!)
        .setU32("begin", begin)
        .setU32("end", end)
        .setU32("every", recorder.everySteps)
        .setU32("buffer", arena.allocate(capacity * (end - begin) * 4, "recorders"))
        .setU32("capacity", capacity);
      this.#recorders.push({ block, width: end - begin, drain });
      this.#schedule.add("record", "recordState", "recorder", block.address);
    });
  }

  /** Steps taken since the last reset. */
  get step(): number {
    return this.#clock.u32("step");
  }

  /** Runs whole steps; recorders are emptied on the way and at the end. */
  run(steps: number): void {
    const { address, operations } = this.#schedule;
    for (let left = steps; left > 0; ) {
      left -= this.#kernels.runSteps(address, operations.length, this.#clock.address, left);
      this.#drain();
    }
  }

  #drain(): void {
    const memory = this.#arena.memory.buffer as ArrayBuffer;
    for (const { block, drain } of this.#recorders) {
      const entries = block.u32("fill");
      if (entries === 0) continue;
      drain(memory, block.u32("buffer"), entries);
      block.setU32("fill", 0);
    }
  }

  /** Back to the beginning of time under another trial number. */
  reset(parts: readonly Part[], trial: number): void {
    this.#segments.reset(parts);
    if (parts.includes("traces")) this.#enlist();
    this.restart(trial);
  }

  /** Time zero, totals zero and a trial number; all else as it is, spikes under way included. */
  restart(trial: number): void {
    const { step } = this;
    for (const { block, tally, ring, ringSlots, slotBytes, model } of this.#populations) {
      this.#arena.u8(tally, 16).fill(0);
      if (model.name === "spikeSource") this.#arena.u32(block.u32("cursor"), 1)[0] = 0;
      if (step % ringSlots === 0) continue;
      const slots = this.#arena.u8(ring, ringSlots * slotBytes);
      const before = slots.slice();
      for (let k = 0; k < ringSlots; k++) {
        const from = ((step + k) % ringSlots) * slotBytes;
        slots.set(before.subarray(from, from + slotBytes), k * slotBytes);
      }
    }
    for (const { tally } of this.#projections) this.#arena.u8(tally, 8).fill(0);
    this.#clock.setU32("step", 0).setU32("trial", trial);
  }

  checkpoint(): Uint8Array<ArrayBuffer> {
    return this.#segments.save(this.step, this.#clock.u32("trial"), this.#fingerprint);
  }

  /** Everything as it was when the checkpoint was taken, time and trial included. */
  restore(bytes: Uint8Array, parts: readonly Part[] = ["state", "traces", "weights"]): void {
    const { step, trial } = this.#segments.load(bytes, this.#fingerprint, parts);
    if (parts.includes("traces")) this.#enlist();
    this.#clock.setU32("step", step).setU32("trial", trial);
  }

  /** Makes the lists of active incoming synapses anew, from the order in which rows were enlisted; rows without a trace leave. */
  #enlist(): void {
    for (const { block, plasticity, pre, post } of this.#projections) {
      if (!plasticity) continue;
      this.#arena.u32(block.u32("columnFill"), post.end - post.begin).fill(0);
      const count = this.#arena.u32(block.u32("enlisted"), 1);
      if (count[0] === 0) continue;
      const byRank = new Uint32Array(count[0]!);
      const ranks = this.#arena.u32(block.u32("rowOrder"), pre.end - pre.begin);
      for (let row = 0; row < ranks.length; row++) if (ranks[row]! > 0) byRank[ranks[row]! - 1] = row + 1;
      const x = this.#arena.f32(block.u32("x") + pre.begin * 4, ranks.length);
      count[0] = 0;
      ranks.fill(0);
      for (const next of byRank)
        if (next > 0 && x[next - 1] !== 0) this.#kernels.enlistRow(block.address, next - 1, pre.begin + next - 1);
    }
  }

  /** Totals since the last reset. */
  tally(): Tally {
    const total: Tally = { spikes: 0, synapticEvents: 0, hash: 0n };
    for (const { tally } of this.#populations) {
      const view = new DataView(this.#arena.memory.buffer, tally, 16);
      total.spikes += view.getFloat64(0, true);
      total.hash += view.getBigUint64(8, true);
    }
    for (const { tally } of this.#projections) total.synapticEvents += this.#arena.f64(tally, 1)[0]!;
    total.hash = BigInt.asUintN(64, total.hash);
    return total;
  }

  /** Values of a state or input column of a range. */
  column({ population, begin, end }: Range, quantity: string): Float32Array<ArrayBuffer> {
    return this.#arena.f32(this.#populations[population]!.columns.get(quantity)! + begin * 4, end - begin).slice();
  }

  setColumn({ population, begin, end }: Range, quantity: string, value: Value): void {
    const { columns } = this.#populations[population]!;
    const name = `population:${this.#description.populations[population]!.name}:${quantity}:set`;
    fill(this.#workshop, columns.get(quantity)! + begin * 4, end - begin, value, name);
  }

  /** New uniform values for params of a population. */
  setParams(population: number, params: Record<string, number>): void {
    const place = this.#populations[population]!;
    for (const [name, value] of Object.entries(params)) place.params[name] = { kind: "constant", value };
    this.#writeParams(population);
    this.#writeResiduals();
  }

  gliaColumn(glia: number, quantity: string): Float32Array<ArrayBuffer> {
    const { columns, n } = this.#glia[glia]!;
    return this.#arena.f32(columns.get(quantity)!, n).slice();
  }

  setGlia(glia: number, params: Record<string, number>): void {
    const { block, params: present } = this.#glia[glia]!;
    const { model } = this.#description.glia[glia]!;
    Object.assign(present, params);
    for (const name of Object.keys(model.params)) block.setF32(name, present[name]!);
    for (const [name, derived] of Object.entries(model.derived))
      block.setF32(name, derived.from(present, this.#description.dt, this.#kernels));
  }

  setPlasticity(projection: number, params: Record<string, number>): void {
    const { block, plasticity } = this.#projections[projection]!;
    const { rule, params: present, amplitudes, fade } = plasticity!;
    const { choices } = this.#description.projections[projection]!.plasticity!;
    for (const t of Object.values(rule.traces))
      for (const shape of [t.decay, t.increment]) {
        const [before, after] = [present, { ...present, ...params }].map((given) =>
          shape({ ...given, ...choices }, this.#description.dt, this.#kernels),
        );
        if (before !== after)
          refuse(
            `${t.meaning}`,
            `projection "${this.#description.projections[projection]!.name}"`,
            "of the shape it was built with (projections share traces)",
            JSON.stringify(params),
          );
      }
    Object.assign(present, params);
    const given = { ...present, ...this.#description.projections[projection]!.plasticity!.choices };
    for (const name of Object.keys(rule.params)) block.setF32(name, present[name]!);
    for (const [name, derived] of Object.entries(rule.derived))
      block.setF32(name, derived.from(given, this.#description.dt, this.#kernels));
    rule.amplitudes.forEach((name, k) => {
      if (name in params) this.#segments.setInitial(amplitudes + k * 4, params[name]!);
    });
    this.#arena.f32(fade, 1)[0] = block.f32("fade");
  }

  /** Present params of a plasticity rule. */
  plasticityParams(projection: number): Readonly<Record<string, number>> {
    return this.#projections[projection]!.plasticity!.params;
  }

  /** Weights in row order: by source, then by target. */
  weights(projection: number): Float32Array<ArrayBuffer> {
    const { weights, nSynapses } = this.#projections[projection]!;
    return this.#arena.f32(weights, nSynapses).slice();
  }

  setWeights(projection: number, values: Float32Array): void {
    const { weights, nSynapses } = this.#projections[projection]!;
    this.#arena.f32(weights, nSynapses).set(values);
  }

  nSynapses(projection: number): number {
    return this.#projections[projection]!.nSynapses;
  }

  /** Source and target of every synapse in row order, counted within the two groups. */
  synapses(projection: number): { pre: Uint32Array; post: Uint32Array } {
    const { rows, targets, nSynapses, pre, post } = this.#projections[projection]!;
    const nPre = pre.end - pre.begin;
    const starts = this.#arena.u32(rows, nPre + 1);
    const from = new Uint32Array(nSynapses);
    for (let j = 0; j < nPre; j++) from.fill(j, starts[j]!, starts[j + 1]!);
    const to = this.#arena.u32(targets, nSynapses).map((bytes) => bytes / 4 - post.begin);
    return { pre: from, post: to };
  }

  /** Lattice sites, x, y, z per neuron. */
  positions(population: number): Uint16Array | null {
    const { sites, n } = this.#populations[population]!;
    if (!sites) return null;
    const out = new Uint16Array(n * 3);
    this.#arena.u32(sites.address, n).forEach((site, k) => {
      out.set([site & 1023, (site >> 10) & 1023, site >>> 20], k * 3);
    });
    return out;
  }

  #stimulusMemory(population: number, words: number): number {
    const place = this.#populations[population]!;
    if (place.stimulus.words < words) {
      const owner = `population "${this.#description.populations[population]!.name}" stimulus`;
      place.stimulus = { address: this.#arena.allocate(words * 4, owner), words };
    }
    return place.stimulus.address;
  }

  /** Probabilities per step: `values` holds rows of n; each lasts `rowSteps`, a single one (rowSteps 0) for ever. */
  playProbabilities(population: number, values: ArrayLike<number>, rowSteps: number): void {
    const { block, n } = this.#populations[population]!;
    const nRows = values.length / n;
    const rowWords = Math.ceil(n / 16) * 16;
    const address = this.#stimulusMemory(population, rowWords * nRows);
    const memory = this.#arena.f32(address, rowWords * nRows);
    if (rowWords === n) memory.set(values);
    else {
      const all = Float32Array.from(values);
      for (let row = 0; row < nRows; row++) memory.set(all.subarray(row * n, (row + 1) * n), row * rowWords);
    }
    block.setU32("probabilities", address).setU32("rowSteps", rowSteps).setU32("nRows", nRows);
  }

  /** Events sorted by (step, id). */
  playEvents(population: number, steps: Uint32Array, ids: Uint32Array): void {
    const { block } = this.#populations[population]!;
    const address = this.#stimulusMemory(population, 2 * steps.length);
    this.#arena.u32(address, steps.length).set(steps);
    this.#arena.u32(address + steps.length * 4, ids.length).set(ids);
    this.#arena.u32(block.u32("cursor"), 1)[0] = 0;
    block
      .setU32("steps", address)
      .setU32("ids", address + steps.length * 4)
      .setU32("nEvents", steps.length);
  }

  /** Sizes, bytes and the order of a step, for people. */
  explain(): string {
    const { dt, populations, projections, glia } = this.#description;
    const bytes = (count: number) => `${(count / 1024).toFixed(1)} KiB`;
    const lines = [
      `dt ${dt} ms, seed ${this.#description.seed}, ${bytes(this.#arena.usedBytes)} in use`,
      "",
      "populations",
    ];
    for (const { name, n, model } of populations) lines.push(`  ${name}: ${n} ${model.name}`);
    lines.push("projections");
    projections.forEach(({ name, rule, delaySteps, plasticity }, k) => {
      const learns = plasticity ? `, ${plasticity.rule.name}` : "";
      lines.push(`  ${name}: ${this.nSynapses(k)} synapses (${rule.kind}), delay ${delaySteps * dt} ms${learns}`);
    });
    for (const { name, n, model } of glia) lines.push(`astrocyte ${name}: ${n} ${model.name}`);
    const minDelay = Math.min(...projections.map(({ delaySteps }) => delaySteps * dt));
    if (projections.length > 0) lines.push(`minimum delay ${minDelay} ms`);
    lines.push("", "one step");
    for (const { stage, kernel, owner } of this.#schedule.operations)
      lines.push(`  ${stage.padEnd(9)} ${kernel}  ${owner}`);
    lines.push("", "memory");
    for (const [owner, count] of this.#arena.ledger) lines.push(`  ${bytes(count).padStart(12)}  ${owner}`);
    return lines.join("\n");
  }
}

/** Names of columns that a model's users can read, record and set. */
export const columnsOf = (model: NeuronModel | SourceModel): string[] => [
  ...Object.keys(model.state),
  ...(model.kind === "neuron" ? Object.keys(model.inputs) : []),
];

/** Whether the kernels know this model. */
export const isBuilt = (name: string): boolean => name in modelLayouts;

/** A description that cannot be is refused before anything is built. */
export const refuse = (what: string, where: string, expected: string, got: unknown, unit?: string): never => {
  throw new NeurogliaError({ code: "bad-input", what, where, expected, got, ...(unit ? { unit } : {}) });
};
