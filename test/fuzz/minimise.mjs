// A smaller network that shows the same fault: parts are left out and numbers made plainer, as long as it does.
import { check } from "./check.mjs";

const copy = (value) => structuredClone(value);

/** Whether a part of a network refers to a name. */
const names = (part, name) => {
  if (typeof part === "string") return part === name || part.startsWith(`${name}:`);
  return typeof part === "object" && part !== null && Object.values(part).some((each) => names(each, name));
};

const lists = ["populations", "projections", "drives", "injections", "glia", "readouts", "recorders", "acts"];

/** Leaves out a named part, and all that refers to it. */
const without = (net, name) => {
  const next = copy(net);
  for (const list of lists) next[list] = next[list].filter((part) => !names(part, name));
  return next;
};

/** Networks that are a little smaller, the boldest first. */
function* smaller(net) {
  for (const list of ["populations", "glia", "readouts", "projections", "drives", "injections"])
    for (const { name } of net[list]) yield without(net, name);
  for (const list of ["recorders", "acts"])
    for (let k = net[list].length - 1; k >= 0; k--) {
      const next = copy(net);
      next[list].splice(k, 1);
      yield next;
    }
  for (const workers of net.workers > 2 ? [1, 2] : net.workers > 1 ? [1] : []) yield { ...copy(net), workers };
  for (const [k, { within = [], steps, values, events, rows }] of net.acts.entries()) {
    const put = (given) => {
      const next = copy(net);
      Object.assign(next.acts[k], given);
      return next;
    };
    for (let m = 0; m < within.length; m++) yield put({ within: within.filter((_, at) => at !== m) });
    for (const fewer of steps > 1 ? [1, steps >> 1, steps - 1] : []) yield put({ steps: fewer });
    for (const [m, each] of within.entries())
      for (const at of each.at > 0 ? [each.at >> 1, each.at - 1] : []) {
        const next = copy(net);
        next.acts[k].within[m].at = at;
        yield next;
      }
    if (events?.length > 1) {
      yield put({ events: events.slice(0, events.length >> 1) });
      yield put({ events: events.slice(events.length >> 1) });
      for (let m = 0; m < events.length; m++) yield put({ events: events.filter((_, at) => at !== m) });
    }
    if (rows) yield put({ rows: undefined, every: undefined });
    if (Array.isArray(values) && values[0] !== values[1]) yield put({ values: [values[1], values[1]] });
  }
  for (const [k, { size, model }] of net.populations.entries()) {
    const n = Array.isArray(size) ? size.reduce((a, b) => a * b) : size;
    for (const fewer of Array.isArray(size) ? [n] : n > 1 ? [1, n >> 1, n - 1] : []) {
      const next = copy(net);
      next.populations[k].size = fewer;
      next.populations[k].shuffle = undefined;
      // Events of cells that there are no more.
      for (const act of next.acts)
        if (act.source === net.populations[k].name) act.events = act.events?.filter(([, id]) => id < fewer);
      yield next;
    }
    if (model !== "lifDelta" && model !== "spikeSource" && Object.keys(net.populations[k].init ?? {}).length > 0) {
      const next = copy(net);
      next.populations[k].init = {};
      yield next;
    }
  }
  // Params and options back to what they are by themselves; distributions to a number.
  const dropped = (list, k, at) => {
    const next = copy(net);
    const owner = at.slice(0, -1).reduce((part, key) => part[key], next[list][k]);
    delete owner[at.at(-1)];
    return next;
  };
  for (const [k, { params }] of net.populations.entries())
    for (const param of Object.keys(params ?? {})) yield dropped("populations", k, ["params", param]);
  for (const [k, projection] of net.projections.entries()) {
    for (const option of ["summation", "shortTerm"]) if (projection[option]) yield dropped("projections", k, [option]);
    for (const param of Object.keys(projection.plasticity?.[1] ?? {}))
      if (param !== "wMin" && param !== "wMax") yield dropped("projections", k, ["plasticity", 1, param]);
    const put = (given) => {
      const next = copy(net);
      Object.assign(next.projections[k], given);
      return next;
    };
    if (projection.rule[0] !== "allToAll") yield put({ rule: ["allToAll", {}] });
    else if (Object.keys(projection.rule[1]).length > 0) yield put({ rule: ["allToAll", {}] });
    if (projection.delay !== net.dt) yield put({ delay: net.dt });
    if (Array.isArray(projection.weight)) for (const end of projection.within) yield put({ weight: end });
  }
}

/**
 * The smallest network found that has a fault of this kind. `ms`: how long to look.
 * @returns the network and the fault as it shows it
 */
export const minimised = async (network, kind, ms = 60_000) => {
  const shown = async (net) => (await check(net)).faults.find((fault) => fault.kind === kind);
  const end = performance.now() + ms;
  let best = network;
  let fault = await shown(network);
  for (let found = fault !== undefined; found; ) {
    found = false;
    for (const next of smaller(best)) {
      if (performance.now() > end) return { network: best, fault };
      const same = await shown(next).catch(() => undefined);
      if (!same) continue;
      [best, fault, found] = [next, same, true];
      break;
    }
  }
  return { network: best, fault };
};
