import fc from "fast-check";
import { expect, it } from "vitest";
import { lifCoba } from "../../dist/models/lifCoba/model.js";
import { cellsOf } from "../cells.js";

// Could not catch a step that goes too short a way; its order is that of test/analytic/lifCoba.test.ts.

const potential = fc.double({ min: -100, max: 20, noNaN: true });
const conductance = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }));

it("lifCoba: whatever the step and the conductances, v ends between where it was and where they draw it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ v: potential, gE: conductance, gI: conductance }), { minLength: 1, maxLength: 9 }),
      fc.constantFrom(1e-3, 0.1, 1, 10, 100),
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      (given, dt, gL) => {
        const params = { cM: 200, gL, eL: -60, vTh: 35, iExt: 0, tauSynE: 1e18, tauSynI: 1e18 };
        const cells = cellsOf(lifCoba, given.length, params, {}, dt);
        for (const name of ["v", "gE", "gI"] as const)
          cells.write(
            name,
            given.map((cell) => cell[name]),
          );
        cells.step(1);
        const v = cells.read("v");
        given.forEach((cell, k) => {
          const limit = (gL * -60 + cell.gI * -80) / (gL + cell.gE + cell.gI);
          const [low, high] = [Math.min(limit, cell.v), Math.max(limit, cell.v)];
          // Rounding of potentials, relative to 100 mV.
          expect(v[k]!).toBeGreaterThan(low - 1e-4);
          expect(v[k]!).toBeLessThan(high + 1e-4);
        });
      },
    ),
    { numRuns: 300, seed: 8 },
  );
});
