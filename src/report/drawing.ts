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

  // A fixed range of x would forbid zooming: it is put in as the range of the first drawing.
  const zoomable = { time: false, range: (u, low, high) => [low, high] };
  const clipped = (u, draw) => {
    const c = u.ctx, b = u.bbox;
    c.save();
    c.beginPath(); c.rect(b.left, b.top, b.width, b.height); c.clip();
    draw(c, b);
    c.restore();
  };
  const spreads = (f) => (u) => clipped(u, (c) => {
    const cap = 3 * devicePixelRatio;
    c.lineWidth = devicePixelRatio;
    for (const s of f.series) {
      if (!s.spread) continue;
      c.strokeStyle = ink(s.ink);
      c.beginPath();
      s.values.forEach((value, i) => {
        if (value === null || s.spread[i] === null) return;
        const x = u.valToPos(f.x.values[i], "x", true);
        const ends = [value - s.spread[i], value + s.spread[i]].map((v) => u.valToPos(v, "y", true));
        c.moveTo(x, ends[0]); c.lineTo(x, ends[1]);
        for (const y of ends) { c.moveTo(x - cap, y); c.lineTo(x + cap, y); }
      });
      c.stroke();
    }
  });

  const curves = (f) => ({
    data: [f.x.values, ...f.series.map((s) => s.values)],
    options: {
      scales: { x: f.x.log ? scaleOf(f.x) : zoomable, y: scaleOf(f.y) },
      axes: [axis(f.x.label, false, { values: f.x.log ? decades : ticks }), axis(f.y.label, true, { values: f.y.log ? decades : ticks })],
      series: [
        { label: f.x.label, value: shown },
        ...f.series.map((s) => ({
          label: s.label, width: 1.5, value: shown,
          points: s.marks ? { show: true, size: 5, fill: () => ink(s.ink) } : { show: false },
          ...(s.dash && { dash: [6, 4] }),
          stroke: () => ink(s.ink),
          ...(s.fill && { fill: () => ink(s.ink + "-fill") }),
          ...(s.step && { paths: uPlot.paths.stepped({ align: 1 }) }),
        })),
      ],
      padding: [10, 16, 0, 0],
      cursor: { points: { size: 6 }, drag: { x: true, y: false } },
      hooks: { draw: [spreads(f)] },
    },
    range: f.x.range,
  });

  const drawn = {
    series: [{}, { stroke: "transparent", points: { show: false } }],
    legend: { show: false },
  };

  const raster = (f) => {
    const times = unpack(f.times), ids = unpack(f.ids);
    const draw = (u) => clipped(u, (c) => {
      const dot = 1.7 * devicePixelRatio;
      for (const excitatory of [true, false]) {
        c.fillStyle = ink(excitatory ? "exc" : "inh");
        for (let i = 0; i < times.length; i++) {
          const id = ids[i] * f.idUnit;
          if (id < f.nExcitatory !== excitatory) continue;
          const x = u.valToPos(times[i] * f.durationMs / 65535, "x", true), y = u.valToPos(id, "y", true);
          c.fillRect(x - dot / 2, y - dot / 2, dot, dot);
        }
      }
    });
    return {
      data: [[0, f.durationMs], [0, 0]],
      options: {
        ...drawn,
        scales: { x: zoomable, y: { range: [0, f.nNeurons] } },
        axes: [axis("time, ms", false, { values: ticks }), axis("neuron", true, { values: ticks })],
        padding: [10, 16, 0, 0],
        cursor: { points: { show: false }, drag: { x: true, y: false } },
        hooks: { draw: [draw] },
      },
    };
  };

  const points = (f) => ({
    data: [f.x.range, f.y.range],
    options: {
      ...drawn,
      scales: { x: f.x.log ? scaleOf(f.x) : zoomable, y: scaleOf(f.y) },
      axes: [axis(f.x.label, false, { values: f.x.log ? decades : ticks }), axis(f.y.label, true, { values: f.y.log ? decades : ticks })],
      padding: [10, 16, 0, 0],
      cursor: { points: { show: false }, drag: { x: true, y: false } },
      hooks: { draw: [(u) => clipped(u, (c) => {
        for (const s of f.series) {
          c.fillStyle = ink(s.ink);
          s.x.forEach((x, i) => {
            if (x === null || s.y[i] === null) return;
            c.beginPath();
            c.arc(u.valToPos(x, "x", true), u.valToPos(s.y[i], "y", true), 2 * devicePixelRatio, 0, 2 * Math.PI);
            c.fill();
          });
        }
      })] },
    },
  });

  const heat = (f) => {
    const nX = f.x.names.length, nY = f.y.names.length;
    const both = f.low < 0 && f.high > 0;
    const base = both ? 0 : f.low, reach = both ? Math.max(f.high, -f.low) : f.high - f.low || 1;
    const paint = (c, value) => {
      c.fillStyle = ink(value < base ? "inh" : "after");
      c.globalAlpha = Math.min(1, Math.abs(value - base) / reach);
    };
    const draw = (u) => {
      clipped(u, (c) => f.values.forEach((value, k) => {
        if (value === null) return;
        const row = Math.floor(k / nX), column = k % nX;
        const x = (v) => Math.round(u.valToPos(v, "x", true)), y = (v) => Math.round(u.valToPos(v, "y", true));
        paint(c, value);
        c.fillRect(x(column), y(row + 1), x(column + 1) - x(column), y(row) - y(row + 1));
      }));
      const c = u.ctx, b = u.bbox, left = b.left + b.width + 10 * devicePixelRatio, width = 10 * devicePixelRatio;
      c.save();
      for (let k = 0; k < 64; k++) {
        paint(c, f.low + (k + 0.5) * (f.high - f.low) / 64);
        const top = Math.round(b.height * (63 - k) / 64);
        c.fillRect(left, b.top + top, width, Math.round(b.height * (64 - k) / 64) - top);
      }
      c.globalAlpha = 1;
      c.fillStyle = ink("muted");
      c.font = 12 * devicePixelRatio + "px system-ui, sans-serif";
      c.textAlign = "left";
      c.textBaseline = "top";
      c.fillText(compact(f.high), left + 1.5 * width, b.top);
      c.textBaseline = "bottom";
      c.fillText(compact(f.low), left + 1.5 * width, b.top + b.height);
      c.restore();
    };
    const named = (names, most) => {
      const every = Math.ceil(names.length / most);
      const shown = names.flatMap((name, k) => k % every === 0 ? [k] : []);
      return { splits: () => shown.map((k) => k + 0.5), values: () => shown.map((k) => names[k]), grid: { show: false } };
    };
    return {
      data: [[0, nX], [0, 0]],
      options: {
        ...drawn,
        scales: { x: { time: false, range: [0, nX] }, y: { range: [0, nY] } },
        axes: [
          axis(f.x.label, false, named(f.x.names, 8)),
          axis(f.y.label, true, { ...named(f.y.names, 10), size: 16 + 7 * Math.max(4, ...f.y.names.map((name) => name.length)) }),
        ],
        padding: [10, 70, 0, 0],
        cursor: { show: false },
        hooks: { draw: [draw] },
      },
    };
  };

  const kinds = { curves, raster, points, heat };
  const plots = [];
  for (const element of document.querySelectorAll(".plot")) {
    const figure = figures[Number(element.dataset.figure)];
    const { data, options, range } = kinds[figure.kind](figure);
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
