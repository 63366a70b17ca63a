import type { Site } from "./site.js";

/** Whether columns of delta may hold anything but zeros: see the frame of populations. */
const NEXT_STEP = 1;
const ALWAYS = 2;

/** Room for the list of held neurons that `<model>IntegrateHold` keeps, and whether anything in the network goes into delta. */
export const placeHeld = (site: Site, index: number): void => {
  const { block } = site.populations[index]!;
  const { name } = site.description.populations[index]!;
  const { begin, end } = site.own[index]!;
  const { projections, drives, injections } = site.description;
  const kicked =
    projections.some(({ post, into }) => post.population === index && into === "delta") ||
    [...drives, ...injections].some(({ group, into }) => group.population === index && into === "delta");
  block
    .setU32("held", site.arena.allocate((end - begin) * 4, `population "${name}"`))
    .setU32("kicked", kicked ? ALWAYS : 0);
  listHeld(site, index);
};

/** Brings what `placeHeld` placed up to date with columns that were written by others than the kernels of a step. */
export const listHeld = (site: Site, index: number): void => {
  const { block, columns } = site.populations[index]!;
  if (block.u32("held") === 0) return;
  const { begin, end } = site.own[index]!;
  site.kernels.listHeld(block.address, columns.get("refractoryLeft")!, begin, end);
  if (block.u32("kicked") !== ALWAYS) block.setU32("kicked", NEXT_STEP);
};
