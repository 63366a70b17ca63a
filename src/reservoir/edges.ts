import type { Random } from "../random.js";

/** Directed edges between sites 0 … n − 1, no site with itself, no pair twice. */
export interface Edges {
  pre: Uint32Array;
  post: Uint32Array;
}

/**
 * Every site of a ring leads to its k nearest, k/2 a side (Watts & Strogatz 1998, Nature 393:440, with directions); each edge's end is then moved,
 * with probability `rewire`, to a site drawn among those to which its source has no edge yet. The outdegree stays k.
 */
export const ringEdges = (n: number, k: number, rewire: number, random: Random): Edges => {
  const pre = new Uint32Array(n * k);
  const post = new Uint32Array(n * k);
  const taken = new Uint8Array(n);
  for (let source = 0; source < n; source++) {
    const own = post.subarray(source * k, (source + 1) * k);
    pre.fill(source, source * k, (source + 1) * k);
    for (let d = 1; 2 * d <= k; d++) {
      own[2 * d - 2] = (source + d) % n;
      own[2 * d - 1] = (source + n - d) % n;
    }
    if (rewire === 0 || k === n - 1) continue;
    taken.fill(0);
    taken[source] = 1;
    for (const target of own) taken[target] = 1;
    for (let e = 0; e < k; e++) {
      if (random.uniform() >= rewire) continue;
      let target = random.integer(n);
      while (taken[target]) target = random.integer(n);
      taken[own[e]!] = 0;
      taken[target] = 1;
      own[e] = target;
    }
  }
  return { pre, post };
};

/** The cluster of a site: clusters are runs of sites, as equally large as can be. */
export const clusterOf = (site: number, n: number, clusters: number): number =>
  Math.floor(((site + 1) * clusters - 1) / n);

/** Each pair independently with probability pIn within a cluster and pOut between two; `log1p` is the kernels'. */
export const clusteredEdges = (
  n: number,
  clusters: number,
  pIn: number,
  pOut: number,
  random: Random,
  log1p: (x: number) => number,
): Edges => {
  const pre: number[] = [];
  const post: number[] = [];
  const begins = [...new Array(clusters + 1).keys()].map((cluster) => Math.floor((cluster * n) / clusters));
  const reach = (source: number, begin: number, end: number, p: number): void => {
    if (p === 0) return;
    const rate = p < 1 ? -log1p(-p) : Number.POSITIVE_INFINITY;
    // Distances between connected sites are geometric.
    const gap = (): number => (p < 1 ? Math.floor(random.exponential() / rate) : 0);
    for (let target = begin + gap(); target < end; target += 1 + gap()) {
      if (target === source) continue;
      pre.push(source);
      post.push(target);
    }
  };
  for (let source = 0; source < n; source++) {
    const own = clusterOf(source, n, clusters);
    reach(source, 0, begins[own]!, pOut);
    reach(source, begins[own]!, begins[own + 1]!, pIn);
    reach(source, begins[own + 1]!, n, pOut);
  }
  return { pre: Uint32Array.from(pre), post: Uint32Array.from(post) };
};
