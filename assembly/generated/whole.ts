// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { bernoulliEmit as bernoulliEmitOf } from "../../models/bernoulli/kernel";
import { spikeSourceEmit as spikeSourceEmitOf } from "../../models/spikeSource/kernel";
import { gaussianDriveDraw as gaussianDriveDrawOf } from "../../models/gaussianDrive/kernel";
import { poissonDriveDraw as poissonDriveDrawOf } from "../../models/poissonDrive/kernel";
import { pulseDriveDraw as pulseDriveDrawOf } from "../../models/pulseDrive/kernel";
import { limIntegrate as limIntegrateOf } from "../../models/lim/kernel";

/** Bernoulli source. */
export function bernoulliEmit(block: usize, begin: u32, end: u32, step: u32): void {
  bernoulliEmitOf(
    block, begin, end, step,
    load<usize>(block, 0), // clock
    load<u32>(block, 4), // nNeurons
    load<u32>(block, 20), // stream
    load<usize>(block, 48), // probabilities
    load<u32>(block, 52), // rowSteps
    load<u32>(block, 56), // fromStep
    load<u32>(block, 60), // nRows
  );
}

/** Spike source. */
export function spikeSourceEmit(block: usize, begin: u32, end: u32, step: u32): void {
  spikeSourceEmitOf(
    block, begin, end, step,
    load<usize>(block, 48), // steps
    load<usize>(block, 52), // ids
    load<u32>(block, 56), // nEvents
    load<usize>(block, 60), // cursor
  );
}

/** Gaussian drive. */
export function gaussianDriveDraw(block: usize, begin: u32, end: u32, step: u32): void {
  gaussianDriveDrawOf(
    block, begin, end, step,
    load<usize>(block, 0), // clock
    load<u32>(block, 4), // stream
    load<usize>(block, 8), // input
    load<u32>(block, 48), // tieStream
    load<usize>(block, 52), // table
    v128.load32_splat(block, 32), // mean
    v128.load32_splat(block, 40), // sd
  );
}

/** Poisson drive. */
export function poissonDriveDraw(block: usize, begin: u32, end: u32, step: u32): void {
  poissonDriveDrawOf(
    block, begin, end, step,
    load<usize>(block, 0), // clock
    load<u32>(block, 4), // stream
    load<usize>(block, 8), // input
    load<u32>(block, 40), // tieStream
    load<u32>(block, 44), // draws
    load<usize>(block, 48), // table
    load<usize>(block, 52), // scratch
    v128.load32_splat(block, 32), // weight
  );
}

/** Pulse drive. */
export function pulseDriveDraw(block: usize, begin: u32, end: u32, step: u32): void {
  pulseDriveDrawOf(
    block, begin, end, step,
    load<usize>(block, 0), // clock
    load<u32>(block, 4), // stream
    load<usize>(block, 8), // input
    load<u32>(block, 12), // first
    load<u32>(block, 16), // count
    load<f32>(block, 32), // amplitude
  );
}

/** Leaky integrate-and-modulate astrocyte (LIM). */
export function limIntegrate(block: usize, begin: u32, end: u32, step: u32): void {
  limIntegrateOf(
    block, begin, end, step,
    load<u32>(block, 0), // nCells
    load<usize>(block, 4), // listens
    load<u32>(block, 8), // nListens
    load<usize>(block, 40), // a
    load<usize>(block, 44), // s
    load<f32>(block, 16), // bias
    load<f32>(block, 24), // rate
    load<f32>(block, 32), // fade
  );
}
