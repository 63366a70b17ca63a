/**
 * Published networks against another simulator: at full size and for as long as its reference runs, one seed each. The
 * yardstick is the spread between the reference's own seeds. Could not catch: an error that changes a figure by less than that
 * spread, nor one that leaves rates, intervals and synchrony as they are.
 */
import { describe, expect, it } from "vitest";
import { brunel2000Paper } from "../../dist/src/papers/networks/brunel2000.js";
import { izhikevich2003Paper } from "../../dist/src/papers/networks/izhikevich2003.js";
import type { NetworkPaper } from "../../dist/src/papers/networks/networkPaper.js";
import { simulate } from "../../dist/src/papers/networks/simulate.js";
import { vogelsAbbott2005Paper } from "../../dist/src/papers/networks/vogelsAbbott2005.js";
import { type BrianRun, brian2Networks } from "./brian2Networks.js";

const networks: Record<keyof typeof brian2Networks, [NetworkPaper, Record<string, string>]> = {
  cuba: [vogelsAbbott2005Paper, { variant: "cuba" }],
  coba: [vogelsAbbott2005Paper, { variant: "coba" }],
  brunel: [brunel2000Paper, { connect: "probability", plasticity: "none" }],
  izh: [izhikevich2003Paper, {}],
};
const names = Object.keys(networks) as (keyof typeof networks)[];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

/** Four standard deviations of the difference between one network and the mean of five. */
const tolerance = (values: readonly number[]): number => 4 * spread(values) * Math.sqrt(1 + 1 / values.length);

const planned = (name: keyof typeof networks, seed: number) => {
  const [paper, own] = networks[name];
  const { dt, neurons } = paper.defaults;
  const settings = { dt, neurons, seed, workers: 1 };
  return { paper, settings, plan: paper.plan(settings, own) };
};

describe.each(names)("%s at full size against five seeds of Brian 2.5.1", (name) => {
  const runs: readonly BrianRun[] = brian2Networks[name];
  const { paper, settings, plan } = planned(name, 1);
  const made = simulate(paper.name, plan, { ...settings, seconds: runs[0]!.seconds, discard: 500 });

  it("rates, CV of intervals and synchrony lie within 4 SD of the reference's seeds", async () => {
    const { summary, detail } = await made;
    const { rateE, rateI, cvIsi, synchrony } = detail.firing;
    const ours = { rateE, rateI, cvIsi, fano: synchrony };
    for (const [figure, value] of Object.entries(ours) as [keyof typeof ours, number][]) {
      const theirs = runs.map((run) => run[figure]);
      console.log(
        `${name}  ${figure} ${value.toFixed(4)}  Brian 2 ${mean(theirs).toFixed(4)} ± ${spread(theirs).toFixed(4)}` +
          `  wall/bio ${summary.wallPerBioSecond!.toFixed(3)}`,
      );
      expect(Math.abs(value - mean(theirs)), figure).toBeLessThan(tolerance(theirs));
    }
  });

  it("so do the deciles of the neurons' rates, to one spike", async () => {
    const { detail } = await made;
    const sorted = [...detail.rates].sort((a, b) => a - b);
    for (let decile = 1; decile < 10; decile++) {
      const theirs = runs.map((run) => run.rateDeciles[decile]!);
      const ours = sorted[Math.round((decile / 10) * (sorted.length - 1))]!;
      const spike = 1 / (runs[0]!.seconds - 0.5);
      expect(Math.abs(ours - mean(theirs)), `${10 * decile} %`).toBeLessThan(tolerance(theirs) + spike);
    }
  });

  it("the reference figures that the command prints are those of the five runs", () => {
    const figures = plan.beside.find(({ who }) => who === "Brian 2")!.figures;
    const theirs = {
      rateE: runs.map((run) => run.rateE),
      rateI: runs.map((run) => run.rateI),
      rate: runs.map((run) => 0.8 * run.rateE + 0.2 * run.rateI),
      cvIsi: runs.map((run) => run.cvIsi),
      synchrony: runs.map((run) => run.fano),
    };
    for (const [figure, values] of Object.entries(theirs) as [keyof typeof theirs, number[]][]) {
      const [printed, sd] = figures[figure]!;
      expect(printed, figure).toBeCloseTo(mean(values), 3);
      expect(sd, figure).toBeCloseTo(spread(values), 3);
    }
  });
});

describe("states of Brunel (2000), fixed indegree, against the rates of its table 1 (simulation)", () => {
  it.each(["B", "D"])("state %s", async (state) => {
    const settings = { dt: 0.1, neurons: 12_500, seed: 1, workers: 1 };
    const plan = brunel2000Paper.plan(settings, { state, connect: "indegree", plasticity: "none" });
    const { summary } = await simulate("brunel-2000", plan, { ...settings, seconds: 0.6, discard: 100 });
    const published = plan.beside[0]!.figures.rate![0];
    console.log(`state ${state}  ${summary.meanRateHz!.toFixed(2)} Hz  published ${published} Hz`);
    expect(Math.abs(summary.meanRateHz! / published - 1)).toBeLessThan(0.1);
  });
});
