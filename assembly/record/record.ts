/** Recorders copy what was asked for into their buffers, which the host empties between two calls of the run loop. */
import { slotAt } from "../spikes";
import {
  CLOCK_HALT,
  POPULATION_CLOCK,
  SPIKE_RECORDER_BEGIN,
  SPIKE_RECORDER_BUFFER,
  SPIKE_RECORDER_CAPACITY,
  SPIKE_RECORDER_END,
  SPIKE_RECORDER_FILL,
  SPIKE_RECORDER_POPULATION,
  SPIKE_RECORDER_RESERVE,
  STATE_RECORDER_BEGIN,
  STATE_RECORDER_BUFFER,
  STATE_RECORDER_CAPACITY,
  STATE_RECORDER_CLOCK,
  STATE_RECORDER_COLUMN,
  STATE_RECORDER_END,
  STATE_RECORDER_EVERY,
  STATE_RECORDER_FILL,
} from "../generated/layout";

/** Pairs (id − begin, step) of the spikes of this step; asks for a halt while fewer than `reserve` pairs are free. */
export function recordSpikes(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + SPIKE_RECORDER_POPULATION);
  const first = load<u32>(block + SPIKE_RECORDER_BEGIN);
  const last = load<u32>(block + SPIKE_RECORDER_END);
  let fill = load<u32>(block + SPIKE_RECORDER_FILL);
  let at = load<usize>(block + SPIKE_RECORDER_BUFFER) + (<usize>fill << 3);
  const slot = slotAt(population, step);
  const n = load<u32>(slot);
  for (let k: u32 = 0; k < n; k++) {
    const id = load<u32>(slot + (<usize>k << 2), 16);
    if (id < first || id >= last) continue;
    store<u32>(at, id - first);
    store<u32>(at, step, 4);
    at += 8;
    fill++;
  }
  store<u32>(block + SPIKE_RECORDER_FILL, fill);
  if (load<u32>(block + SPIKE_RECORDER_CAPACITY) - fill < load<u32>(block + SPIKE_RECORDER_RESERVE))
    store<u32>(load<usize>(population + POPULATION_CLOCK) + CLOCK_HALT, 1);
}

/** A row of the column in every `every`-th step; asks for a halt when the buffer is full. */
export function recordState(block: usize, begin: u32, end: u32, step: u32): void {
  if ((step + 1) % load<u32>(block + STATE_RECORDER_EVERY) != 0) return;
  const first = load<u32>(block + STATE_RECORDER_BEGIN);
  const n = load<u32>(block + STATE_RECORDER_END) - first;
  const fill = load<u32>(block + STATE_RECORDER_FILL);
  memory.copy(
    load<usize>(block + STATE_RECORDER_BUFFER) + <usize>(fill * n) * 4,
    load<usize>(block + STATE_RECORDER_COLUMN) + (<usize>first << 2),
    <usize>n << 2,
  );
  store<u32>(block + STATE_RECORDER_FILL, fill + 1);
  if (fill + 1 >= load<u32>(block + STATE_RECORDER_CAPACITY))
    store<u32>(load<usize>(block + STATE_RECORDER_CLOCK) + CLOCK_HALT, 1);
}
