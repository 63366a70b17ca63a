/** node bench/compare/once.mjs ROOT CASE: one measurement of a built checkout, in this process; prints a line of JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, name] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(join(root, file)));

/** CPU seconds of this thread alone: what compiles and collects garbage beside it varies with what else the machine does. */
const cpuSeconds = () => {
  if (process.platform === "linux") return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) * 1e-9;
  const { user, system } = (process.threadCpuUsage ?? process.cpuUsage).call(process);
  return (user + system) * 1e-6;
};

/** Ten neurons from `new Network` to `close()`, over and over: what a small network costs before it runs. */
const start = async () => {
  const { lif, Network } = await from("dist/src/index.js");
  const once = async () => {
    const net = new Network({ dt: 0.1, seed: 1 });
    net.population("cells", 10, lif, { iExt: 300 });
    await net.build();
    await net.run(1);
    const { hash } = net.activity();
    await net.close();
    return hash;
  };
  for (let k = 0; k < 200; k++) await once();
  const begin = cpuSeconds();
  let hash;
  for (let k = 0; k < 400; k++) hash = await once();
  return { seconds: (cpuSeconds() - begin) / 400, hash };
};

const network = async () => {
  const { networks } = await from("bench/peers/networks.mjs");
  const { describe, seconds } = networks[name];
  const { net } = describe({ seed: 1, workers: 1 });
  // A whole repetition first: what compiling takes would be a twentieth of a short one.
  await net.run(seconds * 1000);
  const begin = cpuSeconds();
  await net.run(seconds * 1000);
  const spent = cpuSeconds() - begin;
  const { hash } = net.activity();
  await net.close();
  return { seconds: spent / seconds, hash };
};

console.log(JSON.stringify(await (name === "start" ? start() : network())));
