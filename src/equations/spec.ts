import type { NeuronModel } from "../models/model.js";
import type { Distribution } from "../network/distributions.js";

/** A param: its default; that and its unit; or all that there is to say. */
export type ParamSpec =
  | number
  | readonly [value: number, unit: string]
  | {
      readonly default: number;
      readonly unit?: string;
      readonly min?: number;
      readonly max?: number;
      readonly typical?: number;
      readonly meaning?: string;
    };

/** What synapses add to: a state of that name, or, of another name, a current that lasts one step, or a pulse where it `adds` to a state. */
export interface InputSpec {
  readonly unit?: string;
  readonly adds?: string;
  readonly meaning?: string;
  readonly drives?: -1 | 0 | 1;
  readonly typical?: number;
}

export type Method =
  | "auto"
  | "exact"
  | "exponentialEuler"
  | "trapezoidal"
  | "euler"
  | "rk2"
  | "rk4"
  | "heun"
  | "milstein";

/** A neuron, as a paper writes it. */
export interface NeuronSpec {
  readonly name: string;
  readonly equations: string;
  readonly threshold?: string;
  readonly reset?: string;
  /** ms, or an expression of params and states (ms), or a condition. */
  readonly refractory?: number | string;
  readonly params?: Readonly<Record<string, ParamSpec>>;
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  readonly init?: Readonly<Record<string, number | string | Distribution>>;
  readonly every?: readonly { readonly ms: number; readonly do: string }[];
  readonly substeps?: Readonly<Record<string, number>>;
  readonly method?: Method;
  /** What higher parts of the package take, such as `presets.liquid`: see NeuronModel. */
  readonly presets?: NeuronModel["presets"];
  readonly title?: string;
  readonly source?: string;
}
