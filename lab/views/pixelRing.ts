/** First alpha of a dot, and what each further spike on the same pixel adds. */
const [FIRST, MORE] = [130, 32];

/** Colours as 0x00BBGGRR, as the pixels of an image have them on little-endian machines. */
export interface DotColours {
  exc: number;
  inh: number;
}

/**
 * A raster of spikes as pixels that scroll without moving: column c of time stands at c mod `width`, so that a frame costs as much as
 * it has new spikes, however many are to be seen. Pixels are transparent where nothing spiked and the more opaque the more
 * spikes share them.
 */
export class PixelRing {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
  readonly #msPerColumn: number;
  readonly #dot: number;
  readonly #rows: Uint16Array;
  readonly #nExcitatory: number;
  #last = -1;

  /**
   * @param pixels width × height, row by row from the top; cleared here
   * @param shown time across the whole width, ms; neurons from the bottom up, of which the first `nExcitatory` are
   * excitatory; side of a dot, pixels
   */
  constructor(
    pixels: Uint32Array,
    width: number,
    shown: { windowMs: number; neurons: number; nExcitatory: number; dot: number },
  ) {
    this.pixels = pixels.fill(0);
    this.width = width;
    this.height = pixels.length / width;
    this.#msPerColumn = shown.windowMs / width;
    this.#dot = Math.min(shown.dot, this.height, width);
    this.#nExcitatory = shown.nExcitatory;
    const { neurons } = shown;
    const highest = this.height - this.#dot;
    const bottom = (id: number): number => Math.round(((id + 0.5) * this.height) / neurons - this.#dot / 2);
    this.#rows = Uint16Array.from({ length: neurons }, (_, id) => highest - Math.min(highest, Math.max(0, bottom(id))));
  }

  /** The number of the latest column; those of the `width` columns up to it are on show. */
  get last(): number {
    return this.#last;
  }

  /** The column in which a time stands: the k-th is (k·ms, (k + 1)·ms]. */
  columnOf(time: number): number {
    return Math.max(0, Math.ceil(time / this.#msPerColumn - 1e-9) - 1);
  }

  /** The middle of a neuron's dot, pixels from the top. */
  rowOf(id: number): number {
    return this.#rows[id]! + this.#dot / 2;
  }

  /**
   * Goes on to `now` ms and paints spikes up to then; those before the window are left out.
   * @returns first and last column that changed; nothing did if the first is greater
   */
  paint(times: Float64Array, ids: Uint32Array, now: number, { exc, inh }: DotColours): [first: number, last: number] {
    const { pixels, width } = this;
    const dot = this.#dot;
    const before = this.#last;
    this.#last = Math.max(before, this.columnOf(now));
    const least = this.#last - width + 1;
    this.#clear(Math.max(before + 1, least), this.#last);
    let first = before + 1;
    for (let k = 0; k < times.length; k++) {
      const column = this.columnOf(times[k]!);
      const id = ids[k]!;
      if (column < least || column > this.#last || id >= this.#rows.length) continue;
      const colour = id < this.#nExcitatory ? exc : inh;
      const row = this.#rows[id]!;
      const from = Math.max(column - dot + 1, least, 0);
      if (from < first) first = from;
      for (let c = from; c <= column; c++) {
        let at = row * width + (c % width);
        for (let d = 0; d < dot; d++, at += width) {
          const alpha = pixels[at]! >>> 24;
          pixels[at] = ((alpha === 0 ? FIRST : Math.min(255, alpha + MORE)) << 24) | colour;
        }
      }
    }
    return [Math.max(first, least), this.#last];
  }

  #clear(first: number, last: number): void {
    for (let column = first; column <= last; ) {
      const from = column % this.width;
      const to = Math.min(this.width, from + last - column + 1);
      for (let row = 0; row < this.height; row++) {
        const at = row * this.width;
        this.pixels.fill(0, at + from, at + to);
      }
      column += to - from;
    }
  }
}
