import { checks } from "./checks.js";

interface Request {
  check: keyof typeof checks;
  inputs: unknown[];
}

addEventListener("message", async ({ data: { check, inputs } }: MessageEvent<Request>) => {
  const run = checks[check] as (...inputs: unknown[]) => unknown;
  const answer = await run(...inputs);
  postMessage(answer);
});
addEventListener("unhandledrejection", ({ reason }) => reportError(reason));
