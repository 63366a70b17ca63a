// Run by node --test in testing.test.ts, as a user's test would be.
import { it } from "node:test";
import { lifDelta, neuron, stdp } from "neuroglia";
import { conformance } from "neuroglia/testing";

conformance(lifDelta, { it });
conformance(stdp, { it, workers: 2 });

const refSteps = { expression: `max(0, ${lifDelta.derived.refSteps.expression} - 1)` };
const hasty = neuron({ ...lifDelta, name: "hasty", derived: { ...lifDelta.derived, refSteps } });
conformance(hasty, { it, workers: 2 });
