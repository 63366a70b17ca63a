import { at, type Values, valuesWith } from "../models/expression.js";
import type { Model } from "../models/model.js";
import { withParams } from "./limits.js";
import { valuesOf } from "./params.js";
import { nameOfKernel } from "./schedule.js";
import { epochOf } from "./share.js";
import type { Site } from "./site.js";

/** What no single memory knows where there are several. */
export interface Totals {
  readonly workers: number;
  readonly memoryBytes: number;
  readonly nSynapses: readonly number[];
}

/** What is not refused but coarse, of neurons that differ, the worst. */
const coarseParts = (site: Site): string[] => {
  const { dt, populations, projections, glia } = site.description;
  const told = (model: Model, values: Values, where: string): string[] =>
    (model.limits ?? []).flatMap(({ name, params, measure, coarse = Number.POSITIVE_INFINITY, meaning }) => {
      const measured = values(measure);
      let worst = 0;
      if (typeof measured !== "number")
        for (let k = 1; k < measured.length; k++) if (measured[k]! > measured[worst]!) worst = k;
      return at(measured, worst) > coarse
        ? [
            `${where}: dt ${dt} ms is coarse for ${withParams(params, values, worst)} (${name} above ${coarse}: ${meaning})`,
          ]
        : [];
    });
  const numbers = (model: Model, params: Readonly<Record<string, number>>): Values => valuesWith(model, params, dt);
  return [
    ...populations.flatMap(({ name, model }, index) => told(model, valuesOf(site, index), `population "${name}"`)),
    ...projections.flatMap(({ name }, index) => {
      const { rule, params } = site.projections[index]!.plasticity ?? {};
      return rule ? told(rule, numbers(rule, params!), `projection "${name}"`) : [];
    }),
    ...glia.flatMap(({ name, model }, index) =>
      told(model, numbers(model, site.glia[index]!.params), `astrocyte "${name}"`),
    ),
  ];
};

/** By which method a model is integrated, and what was not checked, as it says. */
const schemeOf = ({ scheme, unchecked }: Model): string[] => [
  ...(scheme ? [`    ${scheme}`] : []),
  ...(unchecked ? [`    units unchecked: ${unchecked.join(", ")}`] : []),
];

/** Sizes, bytes and the order of a step, for people. */
export const explain = (site: Site, { workers, memoryBytes, nSynapses }: Totals): string => {
  const { dt, populations, projections, drives, injections, readouts, glia } = site.description;
  const bytes = (count: number) => `${(count / 1024).toFixed(1)} KiB`;
  const range = (delays: readonly number[]) =>
    delays.length === 1 ? `${delays[0]! * dt}` : `${delays[0]! * dt} … ${delays.at(-1)! * dt}`;
  const lines = [
    `dt ${dt} ms, seed ${site.description.seed}, ${bytes(memoryBytes)} in use, ${workers} worker${workers > 1 ? "s" : ""}`,
    "",
    "populations",
  ];
  for (const { name, n, model } of populations) lines.push(`  ${name}: ${n} ${model.name}`, ...schemeOf(model));
  lines.push("projections");
  projections.forEach(({ name, rule, delays, shortTerm, plasticity }, k) => {
    const rules = [shortTerm, plasticity].map((part) => (part ? `, ${part.rule.name}` : "")).join("");
    lines.push(`  ${name}: ${nSynapses[k]} synapses (${rule.kind}), delay ${range(delays)} ms${rules}`);
  });
  for (const { name, model, into } of drives) lines.push(`drive ${name}: ${model.name} into ${into}`);
  for (const { name, channels, into, readout } of injections)
    lines.push(
      `${readout === null ? "injection" : "feedback"} ${name}: ${channels} channel${channels > 1 ? "s" : ""} into ${into}`,
    );
  for (const { name, outputs, rule } of readouts)
    lines.push(`readout ${name}: ${outputs} output${outputs > 1 ? "s" : ""}, ${rule.kind}`);
  for (const { name, n, model } of glia) lines.push(`astrocyte ${name}: ${n} ${model.name}`, ...schemeOf(model));
  lines.push(...coarseParts(site));
  const minDelay = Math.min(...projections.map(({ delays }) => delays[0]! * dt));
  if (projections.length > 0) lines.push(`minimum delay ${minDelay} ms`);
  if (workers > 1) lines.push(`epoch ${epochOf(site.description).steps * dt} ms: spikes are exchanged that often`);
  lines.push("", "one step");
  for (const { stage, kernel, owner } of site.schedule.operations)
    lines.push(`  ${stage.padEnd(9)} ${nameOfKernel(kernel)}  ${owner}`);
  lines.push("", workers > 1 ? "memory of the host's own" : "memory");
  for (const [owner, count] of site.arena.ledger) lines.push(`  ${bytes(count).padStart(12)}  ${owner}`);
  return lines.join("\n");
};
