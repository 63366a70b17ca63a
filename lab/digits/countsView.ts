import { element } from "../element.js";
import { Panel } from "../views/panel.js";

/** Neurons in a row. */
const columns = 50;
/** A count that has the full colour. */
const most = 25;

/** Spike counts of all neurons, a cell each: what the readout reads. */
export class CountsView {
  readonly #panel = new Panel("Spike counts: what the readout reads", [
    { label: "excitatory", ink: "exc" },
    { label: "inhibitory", ink: "inh" },
  ]);
  readonly element = this.#panel.element;
  readonly #canvas = element("canvas", { className: "digits-counts", role: "img" });
  #counts: Uint8Array = new Uint8Array(0);
  #nExcitatory = 0;

  constructor() {
    this.#panel.place.append(this.#canvas);
    this.#panel.note = "A cell a neuron: the fuller its colour, the more spikes.";
  }

  show(counts: Uint8Array, nExcitatory: number): void {
    this.#counts = counts;
    this.#nExcitatory = nExcitatory;
    this.draw();
  }

  draw(): void {
    const counts = this.#counts;
    const rows = Math.max(1, Math.ceil(counts.length / columns));
    const canvas = this.#canvas;
    canvas.width = columns;
    canvas.height = rows;
    const fired = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    canvas.setAttribute(
      "aria-label",
      `${fired} of ${counts.length} neurons fired, at most ${Math.max(0, ...counts)} times`,
    );
    const style = getComputedStyle(canvas);
    const inks = ["--exc", "--inh"].map((name) => style.getPropertyValue(name));
    const context = canvas.getContext("2d")!;
    for (const [id, count] of counts.entries()) {
      context.fillStyle = inks[id < this.#nExcitatory ? 0 : 1]!;
      context.globalAlpha = Math.sqrt(Math.min(1, count / most));
      context.fillRect(id % columns, rows - 1 - Math.floor(id / columns), 1, 1);
    }
  }
}
