// Run by node --test in testing.test.ts, as a user's test would be.
import { it } from "node:test";
import { lifDelta, neuron, stdp } from "neuroglia";
import { conformance } from "neuroglia/testing";

conformance(lifDelta, { it });
conformance(stdp, { it, workers: 2 });

const refSteps = { expression: `max(0, ${lifDelta.derived.refSteps.expression} - 1)` };
const hasty = neuron({ ...lifDelta, name: "hasty", derived: { ...lifDelta.derived, refSteps } });
// Threads know the package's own models alone yet.
conformance(hasty, { it: (name, check) => name.includes("thread") || it(name, check) });
