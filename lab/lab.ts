import { controlsOf } from "./controls.js";
import { byId, element } from "./element.js";
import type { Control, Values } from "./networks/network.js";
import type { Platform } from "./platform.js";
import { hashAt, type Recipe, recipeOf } from "./recipe.js";
import type { Built, Report } from "./runner.js";
import { download } from "./save.js";
import { scriptOf } from "./script.js";
import { Session } from "./session.js";
import { type HashState, linkOf, SharePanel } from "./share.js";
import {
  BranchingView,
  PICK,
  RasterView,
  RatesView,
  ThroughputView,
  TracesView,
  type View,
  WeightsView,
} from "./views/index.js";

/** Most neurons whose potentials are shown together. */
const mostWatched = 4;

/** Speeds, biological over wall time; null is as fast as possible. */
const paces: readonly [label: string, multiple: number | null][] = [
  ["0.01 ×", 0.01],
  ["0.1 ×", 0.1],
  ["real time", 1],
  ["10 ×", 10],
  ["as fast as possible", null],
];

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const whole = (n: number): string => Math.round(n).toLocaleString("en");
const ms = (time: number): string => `${time.toLocaleString("en", { maximumFractionDigits: 1 })} ms`;

/** One network on the page: its description, its run, its views, and all that can be done to it. */
export class Lab {
  readonly #platform: Platform;
  readonly #version: string;
  readonly #raster = new RasterView();
  readonly #views: readonly View[] = [
    new ThroughputView(),
    this.#raster,
    new RatesView(),
    new TracesView(),
    // All networks of the Lab that learn have weights in mV.
    new WeightsView({ unit: "mV", note: "Of the synapses from excitatory to excitatory neurons." }),
    new BranchingView(),
  ];
  readonly #share: SharePanel;
  #recipe: Recipe;
  #hashState: HashState = { hash: null, expected: null, changedAt: null };
  #session: Session | null = null;
  #built: Built | null = null;
  #playing = false;
  #time = 0;
  #pace: number | null = 1;
  #workers = 1;
  #watched: number[] = [];
  /** Live values that the session has not been told yet. */
  #untold = false;
  #telling = false;

  constructor(platform: Platform, version: string, recipe: Recipe) {
    this.#platform = platform;
    this.#version = version;
    this.#recipe = recipe;
    this.#share = new SharePanel((seed) => this.#reseed(seed), {
      PNG: { title: "The raster as a picture", save: () => this.#save(() => this.#savePicture()) },
      CSV: {
        title: "The spikes: time in ms and neuron, a line each",
        save: () => this.#save(() => this.#saveSpikes()),
      },
      JSON: { title: "Parameters, measures and hash", save: () => this.#save(() => this.#saveMeasures()) },
      TypeScript: {
        title: "A script that makes this network and gives the same hash",
        save: () => this.#save(() => this.#saveScript()),
      },
    });
    this.#furnish();
  }

  /** Shows a recipe from 0 ms; `expected` is the hash that its link came with. */
  load(recipe: Recipe, expected: string | null): void {
    this.#recipe = recipe;
    this.#introduce();
    this.#showControls();
    void this.#open(expected);
  }

  /** Ends what runs, to make room for something else on the page; `load` begins anew. */
  leave(): void {
    this.#pause();
    this.#session?.end();
    this.#session = null;
    this.#built = null;
  }

  /** What was last written into the address. */
  get link(): string {
    return linkOf(this.#recipe, this.#hashState);
  }

  toggle(): void {
    if (this.#playing) this.#pause();
    else this.#play();
  }

  /** Runs so many ms, and pauses. */
  step(duration: number): void {
    this.#pause();
    this.#session?.step(duration).catch((error) => this.#fail(error));
  }

  /** From 0 ms with the values that are set. */
  restart(why = "Restarted."): void {
    void this.#open(this.#hashState.expected, why);
  }

  // What the page is made of.

  #furnish(): void {
    const views = byId("views");
    views.replaceChildren(...this.#views.map((view) => view.element));
    views.addEventListener(PICK, (event) => this.#pick((event as CustomEvent<number>).detail));
    const resize = (): void => {
      for (const view of this.#views) view.resize();
    };
    const sizes = new ResizeObserver(resize);
    for (const view of this.#views) sizes.observe(view.element);
    // What sticks below the transport, or is scrolled to, has to know where that ends.
    const [transport, { style }] = [byId("transport"), document.documentElement];
    new ResizeObserver(() => style.setProperty("--below-transport", `${transport.offsetHeight}px`)).observe(transport);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", resize);
    const draw = (now: number): void => {
      for (const view of this.#views) view.draw(now);
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);

    // It rests while nobody can see it, and goes on from there.
    document.addEventListener("visibilitychange", () => {
      if (!this.#playing || !this.#session || !this.#built) return;
      if (document.hidden) this.#session.pause().catch((error) => this.#fail(error));
      else this.#run(this.#session);
    });

    byId("play").onclick = () => this.toggle();
    byId("step").onclick = () => this.step(1);
    byId("leap").onclick = () => this.step(100);
    byId("restart").onclick = () => this.restart();
    const pace = byId("pace") as HTMLSelectElement;
    pace.replaceChildren(
      ...paces.map(([label, multiple]) =>
        element("option", { value: String(multiple), selected: multiple === this.#pace }, label),
      ),
    );
    pace.onchange = () => {
      this.#pace = paces[pace.selectedIndex]![1];
      this.#session?.pace(this.#pace).catch((error) => this.#fail(error));
    };
  }

  #introduce(): void {
    const { network } = this.#recipe;
    document.title = `${network.name} · neuroglia Lab`;
    byId("intro").replaceChildren(
      element("h2", { id: "title" }, network.title),
      ...network.introduction.map((text) => element("p", {}, text)),
      element("p", { className: "note" }, network.reference),
      element(
        "div",
        { className: "row experiments", role: "group", "aria-label": "Experiments" },
        ...network.experiments.map(({ title, values }) =>
          element(
            "button",
            { type: "button", onclick: () => this.#turn(recipeOf(network, values, this.#recipe.seed)) },
            title,
          ),
        ),
      ),
    );
    for (const link of byId("networks").querySelectorAll("a"))
      if (link.dataset.network === network.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    this.#showKnown();
  }

  #showControls(): void {
    const { network, values } = this.#recipe;
    const focused = document.activeElement?.id;
    const fieldsets = controlsOf(network.controls(values), values, (control, value, isLast) =>
      this.#change(control, value, isLast),
    );
    byId("controls").replaceChildren(element("h3", {}, "Parameters"), ...fieldsets, this.#threads());
    if (focused) document.getElementById(focused)?.focus();
  }

  #threads(): HTMLElement {
    const { isolated, workers, cores } = this.#platform;
    const most = isolated && workers ? Math.min(8, cores) : 1;
    const select = element(
      "select",
      { id: "workers", disabled: most === 1 },
      ...Array.from({ length: most }, (_, k) =>
        element("option", { value: k + 1, selected: k + 1 === this.#workers }, String(k + 1)),
      ),
    );
    select.onchange = () => {
      this.#workers = Number(select.value);
      this.restart("Restarted: a network is spread over its workers when it is built. The spikes stay the same.");
    };
    const why = isolated
      ? "small networks are fastest on one"
      : "more need a page that is cross-origin isolated, as `neuroglia lab` serves it";
    return element("p", { className: "note" }, element("label", {}, "Workers ", select), ` ${why}`);
  }

  // Values.

  #change(control: Control, value: number | string, isLast: boolean): void {
    const { network, seed, values } = this.#recipe;
    const changed: Values = { ...values, [control.name]: value };
    if (control.live) {
      if (value !== values[control.name]) this.#setLive({ network, seed, values: changed });
      if (isLast) this.#publish();
      return;
    }
    // With another word, what has another default means something else.
    const defaults = new Map(network.controls(values).map((each) => [each.name, each.default]));
    const kept = network.controls(changed).filter((each) => defaults.get(each.name) === each.default);
    const fitting = Object.fromEntries(kept.map(({ name }) => [name, changed[name]!]));
    if (isLast && value !== values[control.name]) this.#rebuild(control, fitting, seed);
  }

  #rebuild(control: Control, values: Values, seed: number): void {
    const { network } = this.#recipe;
    try {
      this.#recipe = recipeOf(network, values, seed);
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (control.kind === "word") this.#showControls();
    void this.#open(null, `Restarted: “${control.label}” is fixed once a network is built.`);
  }

  /** Takes on other values of the same network: at once where all that differs is live. */
  #turn(recipe: Recipe): void {
    const { network, values } = this.#recipe;
    const differing = network.controls(recipe.values).filter(({ name }) => recipe.values[name] !== values[name]);
    if (differing.length === 0) {
      this.#say("These values are set already; Restart runs them from 0 ms.");
    } else if (differing.every(({ live }) => live)) {
      this.#setLive(recipe);
      this.#showControls();
      this.#publish();
    } else {
      this.#recipe = recipe;
      this.#showControls();
      void this.#open(null, "Restarted: some of these values are fixed once a network is built.");
    }
  }

  /** Other values for the network that runs. What was known of the spikes until now holds for them no more. */
  #setLive(recipe: Recipe): void {
    this.#recipe = recipe;
    this.#hashState = { hash: null, expected: null, changedAt: this.#time > 0 ? this.#time : null };
    this.#showKnown();
    void this.#tell();
  }

  #reseed(seed: number): void {
    this.#recipe = { ...this.#recipe, seed };
    void this.#open(null, "Restarted with another seed: other synapses, other noise.");
  }

  /** Tells the session of live values, the latest if they change faster than it takes them. */
  async #tell(): Promise<void> {
    this.#untold = true;
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#untold && this.#session) {
        this.#untold = false;
        const session = this.#session;
        const time = await session.set(this.#recipe.values);
        if (session !== this.#session) continue;
        if (time > 0) this.#hashState = { hash: null, expected: null, changedAt: time };
        this.#say(time > 0 ? `Acts from ${ms(time)} on.` : "");
        this.#showKnown();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#telling = false;
    }
  }

  // The run.

  async #open(expected: string | null, why = ""): Promise<void> {
    this.#session?.end();
    this.#session = null;
    this.#untold = false;
    this.#built = null;
    this.#time = 0;
    this.#hashState = { hash: null, expected, changedAt: null };
    this.#publish();
    this.#showState();
    if (!this.#platform.simd) return;
    this.#say(`${why} Building …`);
    let session: Session | null = null;
    const { network, values, seed } = this.#recipe;
    try {
      session = new Session((report) => this.#take(report));
      this.#session = session;
      const built = await session.open({ network: network.id, values, seed, workers: this.#workers });
      if (session !== this.#session) return;
      this.#built = built;
      for (const view of this.#views) view.reset(built.shown);
      this.#watch([0, built.shown.nExcitatory]);
      await session.pace(this.#pace);
      this.#say(
        `${why} ${whole(built.shown.neurons)} neurons, ${whole(built.synapses)} synapses, built in ${whole(built.buildMs)} ms.`,
      );
      this.#showState();
      if (this.#playing) this.#run(session);
    } catch (error) {
      if (session !== this.#session) return;
      session?.end();
      this.#session = null;
      this.#fail(error);
    }
  }

  #play(): void {
    this.#playing = true;
    this.#showState();
    const spikes = this.#raster.element;
    if (spikes.getBoundingClientRect().top > 0.8 * innerHeight) spikes.scrollIntoView({ block: "end" });
    if (this.#built && this.#session) {
      this.#say("");
      this.#run(this.#session);
    } else if (!this.#session && this.#platform.simd) this.restart("");
  }

  #run(session: Session): void {
    if (document.hidden) return;
    session.play().catch((error) => {
      if (session === this.#session) this.#fail(error);
    });
  }

  #pause(): void {
    if (!this.#playing) return;
    this.#playing = false;
    this.#showState();
    this.#session?.pause().catch((error) => this.#fail(error));
  }

  #take({ frame, hash }: Report): void {
    // Frames may come before the session has said what it built.
    if (!this.#built) return;
    this.#time = frame.time;
    for (const view of this.#views) view.push(frame);
    byId("time").textContent = ms(frame.time);
    if (hash !== null && this.#hashState.hash === null && this.#hashState.changedAt === null) {
      this.#hashState = { ...this.#hashState, hash };
      this.#publish();
    }
  }

  #pick(id: number): void {
    this.#watch(
      this.#watched.includes(id)
        ? this.#watched.filter((each) => each !== id)
        : [...this.#watched, id].slice(-mostWatched),
    );
  }

  #watch(ids: number[]): void {
    this.#watched = ids;
    this.#raster.mark(ids);
    this.#session?.watch(ids).catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (isAbort(error)) return;
    this.#playing = false;
    this.#showState();
    this.#say(messageOf(error).replace(/[^.?!]$/, "$&."), true);
  }

  // What is said and shown of it.

  #say(text: string, isError = false): void {
    const status = byId("status");
    status.textContent = text.trim();
    status.classList.toggle("warning", isError);
  }

  #showState(): void {
    const play = byId("play") as HTMLButtonElement;
    play.textContent = this.#playing ? "Pause" : "Play";
    byId("time").textContent = ms(this.#time);
    for (const id of ["play", "step", "leap", "restart"])
      (byId(id) as HTMLButtonElement).disabled = !this.#platform.simd;
  }

  /** Writes the address and what stands beside the hash. */
  #publish(): void {
    if (location.hash !== this.link) history.replaceState(null, "", this.link);
    this.#showKnown();
  }

  /** Shows seed and hash, and which experiment has the present values, if one has. */
  #showKnown(): void {
    this.#share.show(this.#recipe, this.#hashState);
    const { network, values } = this.#recipe;
    for (const [k, button] of byId("intro").querySelectorAll("button").entries()) {
      const set = recipeOf(network, network.experiments[k]!.values).values;
      button.ariaPressed = String(network.controls(set).every(({ name }) => set[name] === values[name]));
    }
  }

  // Files.

  #save(work: () => Promise<void> | void): void {
    Promise.resolve()
      .then(work)
      .catch((error) => this.#fail(error));
  }

  #file(ending: string): string {
    return `${this.#recipe.network.id}-seed-${this.#recipe.seed}.${ending}`;
  }

  async #savePicture(): Promise<void> {
    download(this.#file("png"), await this.#raster.png());
  }

  async #saveSpikes(): Promise<void> {
    if (!this.#session) return;
    const { csv, from } = await this.#session.csv();
    download(this.#file("csv"), csv);
    if (from > 0) this.#say(`The file has the spikes after ${ms(from)}: older ones are not kept.`);
  }

  async #saveMeasures(): Promise<void> {
    const { network, values, seed } = this.#recipe;
    const parameters = Object.fromEntries(
      network.controls(values).map((control) => [
        control.name,
        {
          value: values[control.name],
          ...(control.kind === "number" && control.unit && { unit: control.unit }),
          meaning: control.meaning,
        },
      ]),
    );
    const { hash, changedAt } = this.#hashState;
    const built = this.#built;
    const document = {
      neuroglia: this.#version,
      link: location.href,
      network: network.id,
      title: network.title,
      reference: network.reference,
      seed,
      parameters,
      ...(built && { neurons: built.shown.neurons, synapses: built.synapses, dtMs: built.dt }),
      timeMs: this.#time,
      hash: { atMs: hashAt, value: hash, changedAtMs: changedAt },
      measures: this.#session && built ? await this.#session.firing() : null,
    };
    download(this.#file("json"), `${JSON.stringify(document, null, 2)}\n`, "application/json");
  }

  #saveScript(): void {
    download(this.#file("ts"), scriptOf(this.#recipe));
  }
}
