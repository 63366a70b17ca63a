/** The page's side of npm run bench:browser: one work at a time, stretch by stretch. */
import { works } from "./works.mjs";

let work = null;

/** What a liquid is initialised with, from the server. */
const liquid = async () => {
  const [probabilities, initialised] = await Promise.all([
    fetch("/probabilities.json").then((answer) => answer.json()),
    fetch("/initialised").then((answer) => answer.arrayBuffer()),
  ]);
  return {
    probabilities: probabilities.map((image) => Float32Array.from(image)),
    initialised: new Uint8Array(initialised),
  };
};

export const open = async (name) => {
  work = await works[name].open(name === "nalsm" ? await liquid() : null);
};

/** One stretch and the activity since the last reset. */
export const stretch = async () => ({ ...(await work.stretch()), activity: work.net.activity() });

export const close = async () => {
  await work.net.close();
  work = null;
};
