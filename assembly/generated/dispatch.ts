// Made by `npm run codegen`; edit src/models or src/engine/frames.ts instead.

import { izhikevichIntegratePerNeuron, izhikevichIntegrateUniform, lifCobaIntegrateHold, lifCobaIntegratePerNeuron, lifCobaIntegrateUniform, lifDeltaIntegrateHold, lifDeltaIntegratePerNeuron, lifDeltaIntegrateUniform, lifDiscreteIntegratePerNeuron, lifDiscreteIntegrateUniform, lifIntegrateHold, lifIntegratePerNeuron, lifIntegrateUniform } from "./integrate";
import { bernoulliEmit } from "../encode/bernoulli";
import { spikeSourceEmit } from "../encode/spikeSource";
import { poissonDrive } from "../encode/poissonDrive";
import { gaussianDrive } from "../encode/gaussianDrive";
import { pulseDrive } from "../encode/pulseDrive";
import { inject } from "../encode/inject";
import { deliver, deliverLast, deliverUniform } from "../deliver/deliver";
import { deliverDense } from "../deliver/dense";
import { deliverBitmap } from "../deliver/bitmap";
import { apStdpDeliverPre, apStdpPost, apStdpPostLast, apStdpPre, apStdpPreLast, stdpDeliverPre, stdpPost, stdpPostLast, stdpPre, stdpPreLast } from "./learn";
import { tsodyksMarkramDeliver, tsodyksMarkramDeliverRows } from "./release";
import { stdpLazyArrive, stdpLazyLearn } from "../learn/lazy";
import { amplitudeFade } from "../learn/amplitude";
import { traceMark, traceUpdate } from "../learn/trace";
import { limIntegrate } from "../glia/lim";
import { modulate } from "../glia/modulate";
import { deltaLearn, forceLearn, readout } from "../readout/loop";
import { countSpikes, filterSpikes } from "../record/meter";
import { recordSpikes, recordState } from "../record/record";
import { CLOCK_HALT, CLOCK_STEP } from "./layout";

/**
 * Runs up to `steps` steps of a schedule: `count` operations of four words (kernel, block, begin, end), in order.
 * Ends early after a step in which a recorder asked to be emptied. Returns the number of steps done.
 */
export function runSteps(schedule: usize, count: u32, clock: usize, steps: u32): u32 {
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
          lifIntegrateUniform(block, begin, end, step);
          break;
        case 1:
          lifIntegratePerNeuron(block, begin, end, step);
          break;
        case 2:
          lifIntegrateHold(block, begin, end, step);
          break;
        case 3:
          lifDeltaIntegrateUniform(block, begin, end, step);
          break;
        case 4:
          lifDeltaIntegratePerNeuron(block, begin, end, step);
          break;
        case 5:
          lifDeltaIntegrateHold(block, begin, end, step);
          break;
        case 6:
          lifCobaIntegrateUniform(block, begin, end, step);
          break;
        case 7:
          lifCobaIntegratePerNeuron(block, begin, end, step);
          break;
        case 8:
          lifCobaIntegrateHold(block, begin, end, step);
          break;
        case 9:
          izhikevichIntegrateUniform(block, begin, end, step);
          break;
        case 10:
          izhikevichIntegratePerNeuron(block, begin, end, step);
          break;
        case 11:
          lifDiscreteIntegrateUniform(block, begin, end, step);
          break;
        case 12:
          lifDiscreteIntegratePerNeuron(block, begin, end, step);
          break;
        case 13:
          bernoulliEmit(block, begin, end, step);
          break;
        case 14:
          spikeSourceEmit(block, begin, end, step);
          break;
        case 15:
          poissonDrive(block, begin, end, step);
          break;
        case 16:
          gaussianDrive(block, begin, end, step);
          break;
        case 17:
          pulseDrive(block, begin, end, step);
          break;
        case 18:
          inject(block, begin, end, step);
          break;
        case 19:
          deliver(block, begin, end, step);
          break;
        case 20:
          deliverLast(block, begin, end, step);
          break;
        case 21:
          deliverUniform(block, begin, end, step);
          break;
        case 22:
          deliverDense(block, begin, end, step);
          break;
        case 23:
          deliverBitmap(block, begin, end, step);
          break;
        case 24:
          stdpDeliverPre(block, begin, end, step);
          break;
        case 25:
          stdpPre(block, begin, end, step);
          break;
        case 26:
          stdpPreLast(block, begin, end, step);
          break;
        case 27:
          stdpPost(block, begin, end, step);
          break;
        case 28:
          stdpPostLast(block, begin, end, step);
          break;
        case 29:
          apStdpDeliverPre(block, begin, end, step);
          break;
        case 30:
          apStdpPre(block, begin, end, step);
          break;
        case 31:
          apStdpPreLast(block, begin, end, step);
          break;
        case 32:
          apStdpPost(block, begin, end, step);
          break;
        case 33:
          apStdpPostLast(block, begin, end, step);
          break;
        case 34:
          tsodyksMarkramDeliver(block, begin, end, step);
          break;
        case 35:
          tsodyksMarkramDeliverRows(block, begin, end, step);
          break;
        case 36:
          stdpLazyArrive(block, begin, end, step);
          break;
        case 37:
          stdpLazyLearn(block, begin, end, step);
          break;
        case 38:
          amplitudeFade(block, begin, end, step);
          break;
        case 39:
          traceMark(block, begin, end, step);
          break;
        case 40:
          traceUpdate(block, begin, end, step);
          break;
        case 41:
          limIntegrate(block, begin, end, step);
          break;
        case 42:
          modulate(block, begin, end, step);
          break;
        case 43:
          readout(block, begin, end, step);
          break;
        case 44:
          forceLearn(block, begin, end, step);
          break;
        case 45:
          deltaLearn(block, begin, end, step);
          break;
        case 46:
          countSpikes(block, begin, end, step);
          break;
        case 47:
          filterSpikes(block, begin, end, step);
          break;
        case 48:
          recordSpikes(block, begin, end, step);
          break;
        case 49:
          recordState(block, begin, end, step);
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
