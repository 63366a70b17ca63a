/**
 * The program that a report carries along: draws every `.plot` element from the figures in `#figures` (see figure.ts) with
 * uPlot, which is inlined before it. Text rather than a module, since a page in one file has nothing to import from. Colours
 * are read from the style sheet at each drawing, so that a change between light and dark needs a redraw only.
 */
export const drawingScript = `"use strict";
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const unpack = (text) => {
    const raw = atob(text);
    const values = new Uint16Array(raw.length / 2);
    for (let i = 0; i < values.length; i++) values[i] = raw.charCodeAt(2 * i) | (raw.charCodeAt(2 * i + 1) << 8);
    return values;
  };
  const font = "12px system-ui, sans-serif";
  const axis = (label, vertical, more) => ({
    label, font, labelFont: font, labelSize: 18, size: vertical ? 48 : 30, gap: 4,
    stroke: () => ink("muted"),
    grid: { stroke: () => ink("grid"), width: 1 },
    ticks: { show: false },
    ...more,
  });
  const compact = (v) => v !== 0 && (Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3)
    ? v.toExponential(0).replace("e+", "e") : String(+v.toPrecision(4)).replace("-", "−");
  const ticks = (u, splits) => splits.map((v) => v === null ? "" : compact(v));
  const decades = (u, splits) => splits.map((v) => Math.abs(Math.log10(v) - Math.round(Math.log10(v))) < 1e-6 ? compact(v) : "");
  const scaleOf = (a) => ({ time: false, ...(a.log && { distr: 3 }), ...(a.range && { range: a.range }) });
  const shown = (u, v) => v == null ? "–" : compact(+v.toPrecision(3));

  const curves = (f) => ({
    data: [f.x.values, ...f.series.map((s) => s.values)],
    options: {
      // A fixed range of x would forbid zooming: it is put in as the range of the first drawing.
      scales: { x: { time: false, range: (u, low, high) => [low, high] }, y: scaleOf(f.y) },
      axes: [axis(f.x.label, false, { values: ticks }), axis(f.y.label, true, { values: f.y.log ? decades : ticks })],
      series: [
        { label: f.x.label, value: shown },
        ...f.series.map((s) => ({
          label: s.label, width: 1.5, points: { show: false }, value: shown,
          stroke: () => ink(s.ink),
          ...(s.fill && { fill: () => ink(s.ink + "-fill") }),
          ...(s.step && { paths: uPlot.paths.stepped({ align: 1 }) }),
        })),
      ],
      padding: [10, 16, 0, 0],
      cursor: { points: { size: 6 }, drag: { x: true, y: false } },
    },
    range: f.x.range,
  });

  const raster = (f) => {
    const times = unpack(f.times), ids = unpack(f.ids);
    const draw = (u) => {
      const c = u.ctx, b = u.bbox, dot = 1.7 * devicePixelRatio;
      c.save();
      c.beginPath(); c.rect(b.left, b.top, b.width, b.height); c.clip();
      for (const excitatory of [true, false]) {
        c.fillStyle = ink(excitatory ? "exc" : "inh");
        for (let i = 0; i < times.length; i++) {
          const id = ids[i] * f.idUnit;
          if (id < f.nExcitatory !== excitatory) continue;
          const x = u.valToPos(times[i] * f.durationMs / 65535, "x", true), y = u.valToPos(id, "y", true);
          c.fillRect(x - dot / 2, y - dot / 2, dot, dot);
        }
      }
      c.restore();
    };
    return {
      data: [[0, f.durationMs], [0, 0]],
      options: {
        scales: { x: { time: false, range: (u, low, high) => [low, high] }, y: { range: [0, f.nNeurons] } },
        axes: [axis("time, ms", false, { values: ticks }), axis("neuron", true, { values: ticks })],
        series: [{}, { stroke: "transparent", points: { show: false } }],
        padding: [10, 16, 0, 0],
        legend: { show: false },
        cursor: { points: { show: false }, drag: { x: true, y: false } },
        hooks: { draw: [draw] },
      },
    };
  };

  const plots = [];
  for (const element of document.querySelectorAll(".plot")) {
    const figure = figures[Number(element.dataset.figure)];
    const { data, options, range } = figure.kind === "raster" ? raster(figure) : curves(figure);
    const size = () => ({ width: Math.max(240, element.clientWidth), height: figure.height });
    const plot = new uPlot({ ...size(), ...options }, data, element);
    if (range) plot.setScale("x", { min: range[0], max: range[1] });
    plots.push(plot);
    let width = element.clientWidth;
    new ResizeObserver(() => {
      if (element.clientWidth !== width) { width = element.clientWidth; plot.setSize(size()); }
    }).observe(element);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach((plot) => plot.redraw()));
})();`;
