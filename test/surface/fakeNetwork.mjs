// The `neuroglia` command around Brunel's network, which only pretends to run: ten steps of FAKE_MS ms, interruptible between
// them. FAKE_STUBBORN=1: ignores the abort.
import { setTimeout as sleep } from "node:timers/promises";
import { networkCommand } from "../../dist/src/cli/network.js";
import { runCommandLine } from "../../dist/src/cli/program.js";
import { brunel2000Paper } from "../../dist/src/papers/networks/brunel2000.js";
import { fakeNetworkResult } from "./fakeNetworkResult.mjs";

const pretend = async (paper, plan, options) => {
  let done = 0;
  while (done < 10 && (!options.signal.aborted || process.env.FAKE_STUBBORN)) {
    await sleep(Number(process.env.FAKE_MS ?? 0));
    options.onProgress({ stage: "simulation, ms", done: ++done, total: 10 });
  }
  return fakeNetworkResult({ paper, plan, options, reached: done / 10 });
};

process.exitCode = await runCommandLine(process.argv.slice(2), [
  { name: "brunel-2000", load: async () => networkCommand(brunel2000Paper, pretend) },
]);
