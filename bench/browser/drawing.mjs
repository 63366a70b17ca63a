import { spread } from "./spread.mjs";

const NEURONS = 10_000;
const RATE = 40;

/** What the views cost a frame, fed with made-up frames of 10,000 neurons at 40 Hz in real time. */
export const drawing = async (browser, origin, { frames }) => {
  const page = await browser.newPage();
  await page.setViewport({ width: 1200, height: 1000 });
  await page.goto(`${origin}/views?neurons=${NEURONS}&rate=${RATE}&still`);
  const { views, gaps } = await page.evaluate((count) => globalThis.lab.play(count, 1000 / 60), frames);
  await page.close();
  const all = Array.from({ length: frames }, (_, k) => Object.values(views).reduce((sum, spent) => sum + spent[k], 0));
  return {
    neurons: NEURONS,
    spikesPerSecond: NEURONS * RATE,
    views: Object.fromEntries(Object.entries(views).map(([name, spent]) => [name, spread(spent)])),
    all: spread(all),
    frameMs: spread(gaps),
  };
};
