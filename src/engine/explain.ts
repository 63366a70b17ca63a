import type { Site } from "./site.js";

/** Sizes, bytes and the order of a step, for people. */
export const explain = (site: Site): string => {
  const { dt, populations, projections, drives, glia } = site.description;
  const bytes = (count: number) => `${(count / 1024).toFixed(1)} KiB`;
  const range = (delays: readonly number[]) =>
    delays.length === 1 ? `${delays[0]! * dt}` : `${delays[0]! * dt} … ${delays.at(-1)! * dt}`;
  const lines = [
    `dt ${dt} ms, seed ${site.description.seed}, ${bytes(site.arena.usedBytes)} in use`,
    "",
    "populations",
  ];
  for (const { name, n, model } of populations) lines.push(`  ${name}: ${n} ${model.name}`);
  lines.push("projections");
  projections.forEach(({ name, rule, delays, plasticity }, k) => {
    const learns = plasticity ? `, ${plasticity.rule.name}` : "";
    lines.push(
      `  ${name}: ${site.projections[k]!.nSynapses} synapses (${rule.kind}), delay ${range(delays)} ms${learns}`,
    );
  });
  for (const { name, model, into } of drives) lines.push(`drive ${name}: ${model.name} into ${into}`);
  for (const { name, n, model } of glia) lines.push(`astrocyte ${name}: ${n} ${model.name}`);
  const minDelay = Math.min(...projections.map(({ delays }) => delays[0]! * dt));
  if (projections.length > 0) lines.push(`minimum delay ${minDelay} ms`);
  lines.push("", "one step");
  for (const { stage, kernel, owner } of site.schedule.operations)
    lines.push(`  ${stage.padEnd(9)} ${kernel}  ${owner}`);
  lines.push("", "memory");
  for (const [owner, count] of site.arena.ledger) lines.push(`  ${bytes(count).padStart(12)}  ${owner}`);
  return lines.join("\n");
};
