// The sweep that bench/sweep.mjs times: static liquids of 1,000 neurons at dt 1 ms, driven by 200 sources.
import { bernoulli, choice, distanceDependent, fixedTotal, grid, lifDiscrete, Network } from "neuroglia";

export const liquids = (n, seconds) => grid({ weight: [0.6, 0.8], seconds: [seconds] }, { seeds: n / 2 });

export default async function trial({ weight, seconds, seed }) {
  const net = new Network({ dt: 1, seed });
  const input = net.population("input", 200, bernoulli);
  const liquid = net.population("liquid", [10, 10, 10], lifDiscrete, {}, { shuffle: true });
  const [exc, inh] = [liquid.slice(0, 800), liquid.slice(800)];
  net.connect(input, liquid, fixedTotal(30_000), { into: "i", weight: choice([-weight, weight]) });
  net.connect(exc, liquid, distanceDependent({ c: 0.2, lambda: 3 }), { into: "i", weight });
  net.connect(inh, liquid, distanceDependent({ c: 0.25, lambda: 3 }), { into: "i", weight: -weight });
  await net.build();
  input.play(new Float32Array(200).fill(0.05));
  await net.run(1000 * seconds);
  const { spikes, hash } = net.activity();
  await net.close();
  return { rate: spikes / seconds / 1000, hash };
}
