/**
 * Published networks against another simulator, at full size and for as long as its reference ran. The yardstick is the
 * spread between seeds, ours and the reference's. Could not catch: an error that changes a figure by less than that
 * spread, nor one that leaves rates, intervals and synchrony as they are.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { brunel2000Paper } from "../../dist/src/papers/networks/brunel2000.js";
import { izhikevich2003Paper } from "../../dist/src/papers/networks/izhikevich2003.js";
import type { NetworkPaper } from "../../dist/src/papers/networks/networkPaper.js";
import { polychronization2006 } from "../../dist/src/papers/networks/polychronization2006.js";
import { simulate } from "../../dist/src/papers/networks/simulate.js";
import { vogelsAbbott2005Paper } from "../../dist/src/papers/networks/vogelsAbbott2005.js";
import { type BrianRun, brian2Networks } from "./brian2Networks.js";

/** Each with as many seeds as its time allows. */
const networks: Record<
  keyof typeof brian2Networks,
  { paper: NetworkPaper; own: Record<string, string>; seeds: number }
> = {
  cuba: { paper: vogelsAbbott2005Paper, own: { variant: "cuba" }, seeds: 3 },
  coba: { paper: vogelsAbbott2005Paper, own: { variant: "coba" }, seeds: 4 },
  brunel: { paper: brunel2000Paper, own: { connect: "probability", plasticity: "none" }, seeds: 1 },
  izh: { paper: izhikevich2003Paper, own: {}, seeds: 3 },
};
const names = Object.keys(networks) as (keyof typeof networks)[];

const figures = ["rateE", "rateI", "cvIsi", "fano"] as const;
type Figure = (typeof figures)[number];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0);

/** Four standard errors of the difference between two means, from the pooled spread within both samples. */
const tolerance = (ours: readonly number[], theirs: readonly number[]): number =>
  4 *
  Math.sqrt(
    ((squares(ours) + squares(theirs)) / (ours.length + theirs.length - 2)) * (1 / ours.length + 1 / theirs.length),
  );

const runsOf = async (name: keyof typeof networks) => {
  const { paper, own, seeds } = networks[name];
  const { seconds } = brian2Networks[name][0]!;
  const runs: { figures: Record<Figure, number>; deciles: number[] }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const settings = { dt: paper.defaults.dt, neurons: paper.defaults.neurons, seed, workers: 1 };
    const { summary, detail } = await simulate(paper.name, paper.plan(settings, own), {
      ...settings,
      seconds,
      discard: 500,
    });
    const { rateE, rateI, cvIsi, synchrony } = detail.firing;
    const sorted = [...detail.rates].sort((x, y) => x - y);
    runs.push({
      figures: { rateE: rateE!, rateI: rateI!, cvIsi: cvIsi!, fano: synchrony! },
      deciles: Array.from({ length: 11 }, (_, k) => sorted[Math.round((k / 10) * (sorted.length - 1))]!),
    });
    console.log(`${name} seed ${seed}: built in ${summary.buildMs.toFixed(0)} ms, ran ${summary.wallMs.toFixed(0)} ms`);
  }
  return runs;
};

describe.each(names)("%s at full size and length against five seeds of Brian 2.5.1", (name) => {
  const theirs: readonly BrianRun[] = brian2Networks[name];
  let ours: Awaited<ReturnType<typeof runsOf>>;
  beforeAll(async () => {
    ours = await runsOf(name);
  });

  it.each(figures)("%s: the means of the seeds are less than four standard errors apart", (figure) => {
    const [here, there] = [ours.map((run) => run.figures[figure]), theirs.map((run) => run[figure])];
    console.log(
      `${name}  ${figure}  ${here.map((value) => value.toFixed(3)).join(" ")}  Brian 2 ${mean(there).toFixed(3)}`,
    );
    expect(Math.abs(mean(here) - mean(there))).toBeLessThan(tolerance(here, there));
  });

  it("so are the deciles of the neurons' rates, to one spike", () => {
    const spike = 1 / (theirs[0]!.seconds - 0.5);
    for (let decile = 1; decile < 10; decile++) {
      const [here, there] = [ours.map((run) => run.deciles[decile]!), theirs.map((run) => run.rateDeciles[decile]!)];
      expect(Math.abs(mean(here) - mean(there)), `${10 * decile} %`).toBeLessThan(tolerance(here, there) + spike);
    }
  });

  it("the reference figures that the command prints are those of the five runs", () => {
    const { paper, own } = networks[name];
    const plan = paper.plan({ dt: paper.defaults.dt, neurons: paper.defaults.neurons, seed: 1, workers: 1 }, own);
    const { figures: printed, source } = plan.beside.find(({ who }) => who === "Brian 2")!;
    expect(source).toContain(`to ${theirs[0]!.seconds} s`);
    const runs = {
      rateE: theirs.map((run) => run.rateE),
      rateI: theirs.map((run) => run.rateI),
      rate: theirs.map((run) => 0.8 * run.rateE + 0.2 * run.rateI),
      cvIsi: theirs.map((run) => run.cvIsi),
      synchrony: theirs.map((run) => run.fano),
    };
    for (const [figure, values] of Object.entries(runs) as [keyof typeof runs, number[]][]) {
      const [value, sd] = printed[figure]!;
      expect(Math.abs(value - mean(values)), figure).toBeLessThan(0.00051);
      expect(Math.abs(sd! - Math.sqrt(squares(values) / 4)), figure).toBeLessThan(0.00051);
    }
  });
});

it("state B of Brunel (2000), fixed indegree: within 5 % of the rate in its table 1 (simulation)", async () => {
  const settings = { dt: 0.1, neurons: 12_500, seed: 1, workers: 1 };
  const plan = brunel2000Paper.plan(settings, { state: "B", connect: "indegree", plasticity: "none" });
  const { summary } = await simulate("brunel-2000", plan, { ...settings, seconds: 0.4, discard: 100 });
  const published = plan.beside[0]!.figures.rate![0];
  console.log(`state B  ${summary.meanRateHz!.toFixed(2)} Hz  published ${published} Hz`);
  expect(Math.abs(summary.meanRateHz! / published - 1)).toBeLessThan(0.05);
});

it("polychronization learns as an independent f64 of spnet.m (NumPy, three seeds): rates and mean weight of ten seconds", async () => {
  // Excitatory rate and mean excitatory weight of each second, means of the three seeds.
  const spnet = {
    rateE: [5.333, 5.603, 4.367, 3.771, 3.348, 2.503, 1.697, 1.546, 1.424, 1.478],
    weight: [6.0077, 6.0136, 6.0239, 6.0395, 6.0607, 6.0835, 6.1037, 6.1205, 6.134, 6.1456],
  };
  const { net, spikes, plastic, advance } = polychronization2006({ neurons: 1000, dt: 1, seed: 1, workers: 1 });
  const [rates, weights]: [number[], number[]] = [[], []];
  for (let second = 0; second < 10; second++) {
    await advance!(1000, {});
    const last = spikes.since(1000 * second).ids;
    rates.push(last.reduce((sum, id) => sum + (id < 800 ? 1 : 0), 0) / 800);
    const parts = await Promise.all(plastic[0]!.projections.map((projection) => projection.weights()));
    weights.push(mean(parts.map((part) => mean([...part]))));
  }
  await net.close();
  console.log(
    `rates ${rates.map((rate) => rate.toFixed(2)).join(" ")}  mean weights ${weights.map((w) => w.toFixed(3)).join(" ")}`,
  );
  // The rhythm of the first seconds gives way: a fall to less than half, at the published pace.
  expect(Math.abs(mean(rates.slice(0, 3)) / mean(spnet.rateE.slice(0, 3)) - 1)).toBeLessThan(0.15);
  expect(Math.abs(mean(rates.slice(7)) / mean(spnet.rateE.slice(7)) - 1)).toBeLessThan(0.3);
  weights.forEach((weight, second) => {
    expect(Math.abs(weight - spnet.weight[second]!), `second ${second + 1}`).toBeLessThan(0.04);
  });
});
