/** Where a run stands: wall and biological time in ms, and totals. */
interface Standing {
  wall: number;
  time: number;
  spikes: number;
  synapticEvents: number;
}

/** Over how much wall time throughput is measured, ms. */
const overMs = 1000;

/** Throughput over the last second of wall time. */
export class Throughput {
  #standings: Standing[] = [];
  #latest = { spikesPerSecond: 0, synapticEventsPerSecond: 0, realTimeFactor: 0 };

  clear(): void {
    this.#standings = [];
  }

  /** Takes where the run stands now; a run that rests stays as fast as it was. */
  of(now: Standing): { spikesPerSecond: number; synapticEventsPerSecond: number; realTimeFactor: number } {
    if (now.time === this.#standings.at(-1)?.time) return this.#latest;
    this.#standings.push(now);
    while (this.#standings.length > 2 && now.wall - this.#standings[1]!.wall > overMs) this.#standings.shift();
    const then = this.#standings[0]!;
    const seconds = (now.wall - then.wall) / 1000;
    const per = (amount: number): number => (seconds > 0 ? amount / seconds : 0);
    this.#latest = {
      spikesPerSecond: per(now.spikes - then.spikes),
      synapticEventsPerSecond: per(now.synapticEvents - then.synapticEvents),
      realTimeFactor: per((now.time - then.time) / 1000),
    };
    return this.#latest;
  }
}
