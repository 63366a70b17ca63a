/**
 * The run loop over scalar twins. It reads the engine's own schedule, whose kernel numbers the bench has translated into
 * the order below; kernels without SIMD are their own twins.
 */
import { amplitudeFade } from "../learn/amplitude";
import { CLOCK_HALT, CLOCK_STEP } from "../generated/layout";
import { limIntegrate } from "../generated/whole";
import { modulate } from "../glia/modulate";
import { recordSpikes } from "../record/record";
import { traceMark } from "../learn/trace";
import { bernoulliEmitScalar } from "./encode";
import { deliverScalar, deliverUniformScalar } from "./deliver";
import { lifDiscreteIntegrateUniformScalar } from "./integrate";
import { stdpDeliverPreScalar, stdpPostScalar, traceUpdateScalar } from "./learn";

/** As `runSteps`, with kernels numbered as in bench/engineTwins.mjs. */
export function runStepsScalar(schedule: usize, count: u32, clock: usize, steps: u32): u32 {
  const last = schedule + (<usize>count << 4);
  let step = load<u32>(clock + CLOCK_STEP);
  store<u32>(clock + CLOCK_HALT, 0);
  for (let done: u32 = 0; done < steps; ) {
    for (let op = schedule; op < last; op += 16) {
      const block = load<usize>(op, 4);
      const begin = load<u32>(op, 8);
      const end = load<u32>(op, 12);
      switch (load<u32>(op)) {
        case 0:
          bernoulliEmitScalar(block, begin, end, step);
          break;
        case 1:
          lifDiscreteIntegrateUniformScalar(block, begin, end, step);
          break;
        case 2:
          deliverScalar(block, begin, end, step);
          break;
        case 3:
          stdpDeliverPreScalar(block, begin, end, step);
          break;
        case 4:
          stdpPostScalar(block, begin, end, step);
          break;
        case 5:
          traceUpdateScalar(block, begin, end, step);
          break;
        case 6:
          traceMark(block, begin, end, step);
          break;
        case 7:
          amplitudeFade(block, begin, end, step);
          break;
        case 8:
          limIntegrate(block, begin, end, step);
          break;
        case 9:
          modulate(block, begin, end, step);
          break;
        case 10:
          recordSpikes(block, begin, end, step);
          break;
        case 11:
          deliverUniformScalar(block, begin, end, step);
          break;
        default:
          unreachable();
      }
    }
    step++;
    done++;
    store<u32>(clock + CLOCK_STEP, step);
    if (load<u32>(clock + CLOCK_HALT) != 0) return done;
  }
  return steps;
}
