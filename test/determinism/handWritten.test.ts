import { expect, it } from "vitest";
import { compiled } from "../compiled.js";
import { handWritten, handWrittenActivity, handWrittenNetwork } from "../handWritten.js";
import { goldenHandWritten } from "./golden.js";

// Could not catch equations that these kernels have wrong, since nothing else computes them.

const kernels = await compiled();

it.each([1, 2, 3])("hand-written kernels of every kind give the pinned hash on %i workers", async (workers) => {
  expect(await handWrittenActivity(kernels, workers)).toEqual(goldenHandWritten);
});

it.each([
  [1, 3],
  [3, 2],
])("and from a checkpoint of %i workers on %i", async (first, then) => {
  const models = handWritten(kernels);
  const one = handWrittenNetwork(models, first);
  await one.net.run(100);
  const bytes = await one.net.checkpoint();
  await one.net.close();
  const other = handWrittenNetwork(models, then);
  await other.net.restore(bytes);
  await other.net.run(100);
  expect(other.net.activity()).toEqual(goldenHandWritten);
  expect((await other.learning.weights()).some((weight) => weight !== Math.fround(0.4))).toBe(true);
  await other.net.close();
});

it("a checkpoint is refused where a kernel has other bytes, and taken where a model is made anew", async () => {
  const one = handWrittenNetwork(handWritten(kernels));
  await one.net.run(10);
  const bytes = await one.net.checkpoint();
  await handWrittenNetwork(handWritten(kernels)).net.restore(bytes);
  // A section that says nothing makes other bytes of the same functions.
  const more = Uint8Array.from([...kernels.drive, 0, 2, 1, 0x2e]);
  const other = handWrittenNetwork(handWritten({ ...kernels, drive: more }));
  await expect(other.net.restore(bytes)).rejects.toThrow(
    'model "pulses" of checkpoint must be the one that it was taken with, got "another of that name"',
  );
});
