import cliProgress from "cli-progress";
import { BUILDING, type PaperProgress } from "../papers/paper.js";

/** Without a terminal a line is written at every change of stage, and this often within one, ms. */
const lineEveryMs = 10_000;

/** Shows how far a run is; always on stderr, so that stdout carries results alone. */
export interface ProgressDisplay {
  show(progress: PaperProgress): void;
  /** Gives the terminal back; what is shown later is not. */
  stop(): void;
}

const bars = (): ProgressDisplay => {
  let stage = "";
  let bar: cliProgress.SingleBar | undefined;
  let stopped = false;
  return {
    show: (progress) => {
      if (stopped) return;
      if (progress.stage === BUILDING) {
        // Nothing would move, and a bar changes settings of the terminal that a signal would leave behind.
        if (progress.done === 0) process.stderr.write(`${BUILDING} …\n`);
        return;
      }
      if (bar === undefined || progress.stage !== stage) {
        bar?.stop();
        stage = progress.stage;
        bar = new cliProgress.SingleBar(
          {
            format: `${stage.padEnd(20)} {bar} {percentage} % | {value}/{total} | {duration_formatted}, {eta_formatted} to go`,
            stream: process.stderr,
            barsize: 22,
            hideCursor: true,
            gracefulExit: false,
            etaBuffer: 200,
            fps: 8,
          },
          cliProgress.Presets.shades_classic,
        );
        bar.start(progress.total, progress.done);
      } else bar.update(progress.done);
    },
    stop: () => {
      if (!stopped) bar?.stop();
      stopped = true;
    },
  };
};

const lines = (): ProgressDisplay => {
  let stage = "";
  let last = 0;
  return {
    show: ({ stage: now, done, total, secondsLeft }) => {
      const time = performance.now();
      if (now === stage && time - last < lineEveryMs) return;
      stage = now;
      last = time;
      const left = secondsLeft === undefined ? "" : `, ${Math.ceil(secondsLeft)} s to go`;
      process.stderr.write(`neuroglia: ${stage} ${done}/${total}${left}\n`);
    },
    stop: () => {},
  };
};

/** A bar on a terminal, plain lines elsewhere. */
export const progressDisplay = (): ProgressDisplay => (process.stderr.isTTY ? bars() : lines());
