import { same, summary } from "../measure.mjs";
import { works } from "./works.mjs";

/** Each work in Node and in a page by turns, who begins changing from round to round; the same spikes after every stretch. */
export const compare = async (browser, origin, liquid, { rounds, warmUp }) => {
  const results = [];
  for (const [name, { title, open }] of Object.entries(works)) {
    const page = await browser.newPage();
    await page.goto(origin);
    const ask = (what, input) =>
      page.evaluate((method, given) => import("/page.js").then((side) => side[method](given)), what, input);
    await ask("open", name);
    const own = await open(liquid);
    const sides = {
      node: async () => ({ ...(await own.stretch()), activity: own.net.activity() }),
      chromium: () => ask("stretch"),
    };
    const spent = { node: [], chromium: [] };
    for (let round = -warmUp; round < rounds; round++) {
      const order = round % 2 === 0 ? ["node", "chromium"] : ["chromium", "node"];
      const activity = {};
      for (const side of order) {
        const { ms, bioMs, activity: seen } = await sides[side]();
        activity[side] = seen;
        if (round >= 0) spent[side].push(ms / bioMs);
      }
      same(`hash of ${title} in Chromium`, activity.node.hash, activity.chromium.hash);
    }
    results.push({
      name,
      title,
      node: summary(spent.node),
      chromium: summary(spent.chromium),
      ratio: summary(spent.node.map((ms, k) => ms / spent.chromium[k])),
    });
    await Promise.all([ask("close"), own.net.close()]);
    await page.close();
  }
  return results;
};
