// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { izhikevichDimensionalIntegratePerNeuron, izhikevichDimensionalIntegrateUniform, izhikevichIntegratePerNeuron, izhikevichIntegrateUniform, lifBiexpIntegratePerNeuron, lifBiexpIntegrateUniform, lifCobaIntegrateHold, lifCobaIntegratePerNeuron, lifCobaIntegrateUniform, lifDeltaIntegrateHold, lifDeltaIntegratePerNeuron, lifDeltaIntegrateUniform, lifDiscreteIntegratePerNeuron, lifDiscreteIntegrateUniform, lifIntegrateHold, lifIntegratePerNeuron, lifIntegrateUniform } from "./integrate";
import { bernoulliEmit } from "../../models/bernoulli/kernel";
import { spikeSourceEmit } from "../../models/spikeSource/kernel";
import { poissonDrive } from "../../models/poissonDrive/kernel";
import { gaussianDrive } from "../../models/gaussianDrive/kernel";
import { pulseDrive } from "../../models/pulseDrive/kernel";
import { inject } from "../encode/inject";
import { deliver, deliverLast, deliverUniform } from "../deliver/deliver";
import { deliverDense } from "../deliver/dense";
import { deliverBitmap } from "../deliver/bitmap";
import { apStdpDeliverPre, apStdpPost, apStdpPostLast, apStdpPre, apStdpPreLast, inhibitoryStdpDeliverPre, inhibitoryStdpPost, inhibitoryStdpPostLast, inhibitoryStdpPre, inhibitoryStdpPreLast, stdpDeliverPre, stdpPost, stdpPostLast, stdpPre, stdpPreLast } from "./learn";
import { tsodyksMarkramDeliver, tsodyksMarkramDeliverEven, tsodyksMarkramDeliverRows } from "./release";
import { frozenStdpLazyArrive, stdpLazyArrive, stdpLazyLearn } from "../../models/stdp/lazy";
import { frozenDeliverPre, frozenPost, frozenPre } from "../learn/frozen";
import { amplitudeFade } from "../learn/amplitude";
import { traceMark, traceUpdate } from "../learn/trace";
import { limIntegrate } from "../../models/lim/kernel";
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
          lifBiexpIntegrateUniform(block, begin, end, step);
          break;
        case 10:
          lifBiexpIntegratePerNeuron(block, begin, end, step);
          break;
        case 11:
          izhikevichIntegrateUniform(block, begin, end, step);
          break;
        case 12:
          izhikevichIntegratePerNeuron(block, begin, end, step);
          break;
        case 13:
          izhikevichDimensionalIntegrateUniform(block, begin, end, step);
          break;
        case 14:
          izhikevichDimensionalIntegratePerNeuron(block, begin, end, step);
          break;
        case 15:
          lifDiscreteIntegrateUniform(block, begin, end, step);
          break;
        case 16:
          lifDiscreteIntegratePerNeuron(block, begin, end, step);
          break;
        case 17:
          bernoulliEmit(block, begin, end, step);
          break;
        case 18:
          spikeSourceEmit(block, begin, end, step);
          break;
        case 19:
          poissonDrive(block, begin, end, step);
          break;
        case 20:
          gaussianDrive(block, begin, end, step);
          break;
        case 21:
          pulseDrive(block, begin, end, step);
          break;
        case 22:
          inject(block, begin, end, step);
          break;
        case 23:
          deliver(block, begin, end, step);
          break;
        case 24:
          deliverLast(block, begin, end, step);
          break;
        case 25:
          deliverUniform(block, begin, end, step);
          break;
        case 26:
          deliverDense(block, begin, end, step);
          break;
        case 27:
          deliverBitmap(block, begin, end, step);
          break;
        case 28:
          stdpDeliverPre(block, begin, end, step);
          break;
        case 29:
          stdpPre(block, begin, end, step);
          break;
        case 30:
          stdpPreLast(block, begin, end, step);
          break;
        case 31:
          stdpPost(block, begin, end, step);
          break;
        case 32:
          stdpPostLast(block, begin, end, step);
          break;
        case 33:
          apStdpDeliverPre(block, begin, end, step);
          break;
        case 34:
          apStdpPre(block, begin, end, step);
          break;
        case 35:
          apStdpPreLast(block, begin, end, step);
          break;
        case 36:
          apStdpPost(block, begin, end, step);
          break;
        case 37:
          apStdpPostLast(block, begin, end, step);
          break;
        case 38:
          inhibitoryStdpDeliverPre(block, begin, end, step);
          break;
        case 39:
          inhibitoryStdpPre(block, begin, end, step);
          break;
        case 40:
          inhibitoryStdpPreLast(block, begin, end, step);
          break;
        case 41:
          inhibitoryStdpPost(block, begin, end, step);
          break;
        case 42:
          inhibitoryStdpPostLast(block, begin, end, step);
          break;
        case 43:
          tsodyksMarkramDeliver(block, begin, end, step);
          break;
        case 44:
          tsodyksMarkramDeliverEven(block, begin, end, step);
          break;
        case 45:
          tsodyksMarkramDeliverRows(block, begin, end, step);
          break;
        case 46:
          stdpLazyArrive(block, begin, end, step);
          break;
        case 47:
          stdpLazyLearn(block, begin, end, step);
          break;
        case 48:
          frozenStdpLazyArrive(block, begin, end, step);
          break;
        case 49:
          frozenDeliverPre(block, begin, end, step);
          break;
        case 50:
          frozenPre(block, begin, end, step);
          break;
        case 51:
          frozenPost(block, begin, end, step);
          break;
        case 52:
          amplitudeFade(block, begin, end, step);
          break;
        case 53:
          traceMark(block, begin, end, step);
          break;
        case 54:
          traceUpdate(block, begin, end, step);
          break;
        case 55:
          limIntegrate(block, begin, end, step);
          break;
        case 56:
          modulate(block, begin, end, step);
          break;
        case 57:
          readout(block, begin, end, step);
          break;
        case 58:
          forceLearn(block, begin, end, step);
          break;
        case 59:
          deltaLearn(block, begin, end, step);
          break;
        case 60:
          countSpikes(block, begin, end, step);
          break;
        case 61:
          filterSpikes(block, begin, end, step);
          break;
        case 62:
          recordSpikes(block, begin, end, step);
          break;
        case 63:
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
