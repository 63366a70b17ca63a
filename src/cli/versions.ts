import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { BITS } from "../bits.js";
import type { ReportContext } from "../report/nalsm.js";
import { versionOfNeuroglia } from "../sweep/node/version.js";

/** What a report says of the machine and the programs that made it. */
export const machineContext = (commandLine: string): Omit<ReportContext, "uPlot"> => {
  const cores = cpus();
  return {
    neuroglia: `${versionOfNeuroglia()} (bits ${BITS})`,
    runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform} ${process.arch}`,
    cpu: cores.length > 0 ? `${cores[0]?.model.trim()}, ${cores.length} threads` : "unknown",
    commandLine,
    date: new Date().toISOString().slice(0, 10),
  };
};

/** The same, and the drawing library that a report carries along. */
export const reportContext = (commandLine: string): ReportContext => {
  const require = createRequire(import.meta.url);
  const text = (file: string): string => readFileSync(require.resolve(`uplot/dist/${file}`), "utf8");
  return { ...machineContext(commandLine), uPlot: { script: text("uPlot.iife.min.js"), style: text("uPlot.min.css") } };
};
