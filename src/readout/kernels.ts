import { unpackedModule } from "../engine/unpack.js";
import { packedReadouts } from "../generated/readoutsWasm.js";

/** assembly/readout/panel.ts */
type PanelPack = (
  kind: number,
  source: number,
  rows: number,
  columns: number,
  scale: number,
  mean: number,
  panel: number,
  depth: number,
  groups: number,
) => void;

/** The kernels of readouts and rate reservoirs. Addresses and counts are u32; `f64` numbers pass unchanged. */
export interface ReadoutKernels {
  exp(x: number): number;
  panelPack32: PanelPack;
  panelPack64: PanelPack;
  /** assembly/readout/gram.ts */
  gramAdd32(panel: number, depth: number, tiles: number, begin: number, end: number): void;
  /** assembly/readout/gram.ts */
  gramAdd64(panel: number, depth: number, tiles: number, begin: number, end: number): void;
  /** assembly/readout/cholesky.ts */
  choleskyRows(tiles: number, pivots: number, begin: number, end: number): number;
  /** assembly/readout/cholesky.ts */
  choleskyBack(tiles: number, pivots: number, row: number, count: number): void;
  /** assembly/readout/linear.ts */
  linearOutputs(
    panel: number,
    depth: number,
    groups: number,
    w: number,
    bias: number,
    outputs: number,
    out: number,
  ): void;
  /** assembly/readout/softmax.ts */
  softmaxPass(
    panels: number,
    labels: number,
    rows: number,
    batch: number,
    depth: number,
    groups: number,
    classes: number,
    weights: number,
    bias: number,
    delta: number,
    hit: number,
    miss: number,
    rate: number,
    rho: number,
    epsilon: number,
    l2: number,
  ): void;
  /** assembly/readout/softmax.ts */
  softmaxPredict(
    panels: number,
    rows: number,
    batch: number,
    depth: number,
    groups: number,
    classes: number,
    weights: number,
    bias: number,
    scratch: number,
    out: number,
  ): void;
  /** assembly/readout/bidiagonal.ts */
  bidiagonalise(a: number, m: number, n: number, diagonal: number, upper: number, work: number): void;
  /** assembly/reservoir/rate.ts */
  rateSteps(reservoir: number, input: number, steps: number, states: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** These kernels over one memory. */
export const instantiateReadouts = (memory: WebAssembly.Memory): ReadoutKernels =>
  new WebAssembly.Instance((compiled ??= unpackedModule(packedReadouts)), { env: { memory } })
    .exports as unknown as ReadoutKernels;
