/** Charts that share an animation frame: a third of them, so that each is drawn some 20 times a second. */
const SHARE = 3;

let frame = 0;
let latest = Number.NaN;
let made = 0;

/**
 * Who draws in which animation frame. A chart costs the page's thread about as much as the raster, and the browser as much
 * again to show it; nobody sees whether a curve moves 20 or 60 times a second.
 */
export class Turn {
  readonly #phase = made++ % SHARE;

  /** Whether it is one's turn in the animation frame of that time. */
  at(now: number): boolean {
    if (now !== latest) {
      latest = now;
      frame++;
    }
    return frame % SHARE === this.#phase;
  }
}
