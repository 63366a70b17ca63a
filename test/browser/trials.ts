// The pool test's trials, and the ways in which a worker of a page can die.
import { open as openTrials } from "../determinism/trials.mjs";

const never = new Promise<never>(() => {});

const deaths: Record<string, () => void> = {
  close: () => close(),
  "throw later": () => {
    setTimeout(() => {
      throw new Error("thrown later");
    }, 0);
  },
  "reject later": () => {
    void Promise.reject(new Error("rejected later"));
  },
};

export const open = async (setup: { seed: number }) => {
  const run = await openTrials(setup);
  return (trial: number | string): Promise<unknown> => {
    const die = deaths[trial];
    if (!die) return run(trial);
    die();
    return never;
  };
};
