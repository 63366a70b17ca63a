import { checks } from "./checks.js";

/** Does a check in this page. */
export const inPage = checks;

/** Does a check in a dedicated worker of this page. */
export const inWorker = (check: keyof typeof checks, ...inputs: unknown[]): Promise<unknown> => {
  const worker = new Worker("/worker.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: answer }) => resolve(answer);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ check, inputs });
  }).finally(() => worker.terminate());
};
