/**
 * The program that a sweep's report carries along: parallel coordinates with brushes, a heat map of two parameters, and a table
 * of the trials that the brushes leave, from the columns in `#columns` (see sweep.ts). Text rather than a module, since a page
 * in one file has nothing to import from. Colours are read from the style sheet at each drawing.
 */
export const sweepDrawingScript = `"use strict";
(() => {
  const { columns, n } = JSON.parse(document.getElementById("columns").textContent);
  const $ = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const font = "12px system-ui, sans-serif";
  const compact = (v) => v == null || Number.isNaN(v) ? "–" : v !== 0 && (Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3)
    ? v.toExponential(1).replace("e+", "e").replace("-", "−") : String(+v.toPrecision(4)).replace("-", "−");
  const shown = (column, v) => v == null ? "–" : column.words ? column.words[v] : compact(v);

  // viridis, without the end that the page's own colour swallows.
  const stops = [[68,1,84],[70,50,126],[54,92,141],[39,127,142],[31,161,135],[74,193,109],[160,218,57],[253,231,37]];
  const colour = (t) => {
    const at = (dark.matches ? 0.22 + 0.78 * t : 0.9 * t) * (stops.length - 1);
    const k = Math.min(stops.length - 2, Math.floor(at));
    return "rgb(" + stops[k].map((c, i) => Math.round(c + (at - k) * (stops[k + 1][i] - c))).join() + ")";
  };

  // Where on its axis a value is, 0 … 1, and back.
  const scaled = (column, values = column.values) => {
    let low = Infinity, high = -Infinity;
    if (column.words) [low, high] = [0, column.words.length - 1];
    else for (const v of values) if (v != null) { if (v < low) low = v; if (v > high) high = v; }
    const f = column.log ? Math.log : (v) => v;
    const flat = !(high > low);
    return {
      low, high,
      at: (v) => flat ? 0.5 : (f(v) - f(low)) / (f(high) - f(low)),
      value: (t) => flat ? low : column.log ? low * (high / low) ** t : low + t * (high - low),
    };
  };
  const mostTicks = 8;
  const ticks = (column, scale, most) => {
    const { low, high } = scale;
    if (column.words) return column.words.map((_, k) => k);
    if (!(high > low)) return Number.isFinite(low) ? [low] : [];
    const distinct = new Set(column.values);
    if (distinct.size <= mostTicks) return [...distinct].filter((v) => v != null);
    if (column.log) {
      const all = [];
      for (let e = Math.ceil(Math.log10(low) - 1e-9); e <= Math.log10(high) + 1e-9; e++) all.push(10 ** e);
      if (all.length >= 2) return all;
      return [low, Math.sqrt(low * high), high];
    }
    const raw = (high - low) / most, unit = 10 ** Math.floor(Math.log10(raw));
    const step = unit * [1, 2, 5, 10].find((m) => m * unit >= raw);
    const all = [];
    for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + 1e-9 * step; v += step) all.push(Math.abs(v) < 1e-9 * step ? 0 : v);
    return all;
  };
  const canvasOf = (element, width, height) => {
    const canvas = element.querySelector("canvas");
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    canvas.style.width = width + "px"; canvas.style.height = height + "px";
    const c = canvas.getContext("2d");
    c.scale(ratio, ratio);
    c.font = font;
    return c;
  };
  const fill = (select, names, chosen) => {
    for (const k of names) select.add(new Option(columns[k].name, k, k === chosen, k === chosen));
  };

  const axes = columns.map((_, k) => k).filter((k) => columns[k].varies || columns[k].kind === "figure");
  const figures = axes.filter((k) => columns[k].kind === "figure");
  const inputs = axes.filter((k) => columns[k].kind !== "figure");
  const scales = columns.map((column) => scaled(column));
  const brushes = new Map();
  let selected = [];
  const select = () => {
    selected = [];
    for (let i = 0; i < n; i++) {
      let inside = true;
      for (const [k, [from, to]] of brushes) {
        const v = columns[k].values[i];
        const at = v == null ? NaN : scales[k].at(v);
        inside = inside && at >= from && at <= to;
      }
      if (inside) selected.push(i);
    }
  };

  const lines = $("lines"), height = 380, top = 34, bottom = 26;
  const xOf = (place, width) => 60 + place * (width - 120) / Math.max(1, axes.length - 1);
  const yOf = (t) => height - bottom - t * (height - top - bottom);
  const lineWidth = () => Math.max(lines.clientWidth, 110 * axes.length);
  const colourBy = () => { const k = +$("colour").value; return { column: columns[k], scale: scales[k] }; };
  const drawLines = () => {
    const width = lineWidth(), c = canvasOf(lines, width, height);
    const { column, scale } = colourBy();
    const path = (i) => {
      c.beginPath();
      let on = false;
      axes.forEach((k, place) => {
        const v = columns[k].values[i];
        if (v == null) { on = false; return; }
        const x = xOf(place, width), y = yOf(scales[k].at(v));
        if (on) c.lineTo(x, y); else c.moveTo(x, y);
        on = true;
      });
      c.stroke();
    };
    if (selected.length < n) {
      c.strokeStyle = ink("line");
      c.globalAlpha = Math.max(0.1, Math.min(0.6, 120 / n));
      for (let i = 0; i < n; i++) path(i);
    }
    c.globalAlpha = Math.max(0.12, Math.min(0.85, 200 / Math.max(1, selected.length)));
    for (const i of selected) {
      const v = column.values[i];
      c.strokeStyle = v == null ? ink("muted") : colour(scale.at(v));
      path(i);
    }
    c.globalAlpha = 1;
    axes.forEach((k, place) => {
      const x = xOf(place, width);
      c.strokeStyle = ink("muted"); c.fillStyle = ink("muted"); c.lineWidth = 1;
      c.beginPath(); c.moveTo(x, yOf(0)); c.lineTo(x, yOf(1)); c.stroke();
      c.textAlign = "left"; c.textBaseline = "middle";
      for (const v of ticks(columns[k], scales[k], 5)) {
        const y = yOf(scales[k].at(v)), text = shown(columns[k], v);
        c.beginPath(); c.moveTo(x - 3, y); c.lineTo(x + 3, y); c.stroke();
        c.strokeStyle = ink("card"); c.lineWidth = 5; c.lineJoin = "round"; c.strokeText(text, x + 6, y);
        c.fillText(text, x + 6, y);
        c.strokeStyle = ink("muted"); c.lineWidth = 1;
      }
      c.textAlign = "center"; c.textBaseline = "alphabetic";
      c.fillStyle = ink(columns[k].kind === "figure" ? "exc" : "text");
      c.font = "600 " + font;
      c.fillText(columns[k].name, x, 16, 104);
      c.font = font;
      const brush = brushes.get(k);
      if (brush) {
        c.fillStyle = ink("after-fill"); c.strokeStyle = ink("after");
        const y = yOf(brush[1]), tall = yOf(brush[0]) - y;
        c.fillRect(x - 9, y, 18, tall); c.strokeRect(x - 9, y, 18, tall);
      }
    });
    $("chosen").textContent = selected.length === n ? "all " + n + " trials"
      : selected.length + " of " + n + " trials";
    $("clear").hidden = brushes.size === 0;
  };

  const heat = $("heat");
  const mostCells = 24, bins = 12;
  // Cells of a heat map's side: the values themselves where they are few, else bins of equal width.
  const cellsOf = (k) => {
    const column = columns[k], scale = scales[k];
    const values = column.words ? column.words.map((_, w) => w)
      : [...new Set(column.values.filter((v) => v != null))].sort((a, b) => a - b);
    if (values.length <= mostCells) {
      const places = new Map(values.map((v, place) => [v, place]));
      return { labels: values.map((v) => shown(column, v)), of: (v) => places.get(v) };
    }
    return {
      labels: Array.from({ length: bins }, (_, b) => compact(scale.value((b + 0.5) / bins))),
      of: (v) => Math.min(bins - 1, Math.floor(scale.at(v) * bins)),
    };
  };
  let map = null;
  const heatMap = () => {
    const [x, y, f] = ["x", "y", "figure"].map((id) => +$(id).value);
    const [across, up] = [cellsOf(x), cellsOf(y)];
    const cells = Array.from({ length: across.labels.length * up.labels.length }, () => ({ n: 0, sum: 0, squares: 0 }));
    for (const i of selected) {
      const [vx, vy, v] = [x, y, f].map((k) => columns[k].values[i]);
      if (vx == null || vy == null || v == null) continue;
      const cell = cells[up.of(vy) * across.labels.length + across.of(vx)];
      cell.n++; cell.sum += v; cell.squares += v * v;
    }
    const means = cells.map((cell) => cell.n ? cell.sum / cell.n : null);
    const scale = scaled({ values: means });
    return { x, y, f, across, up, cells, means, scale };
  };
  const drawHeat = () => {
    if (!heat) return;
    map = heatMap();
    const { across, up, means, scale, x, y } = map;
    const width = Math.max(280, heat.clientWidth), left = 78, right = 84;
    const wide = (width - left - right) / across.labels.length;
    const tall = Math.max(18, Math.min(44, 360 / up.labels.length));
    const inner = tall * up.labels.length;
    const c = canvasOf(heat, width, inner + 58);
    Object.assign(map, { left, wide, tall, inner });
    c.textBaseline = "middle";
    means.forEach((mean, place) => {
      const px = left + (place % across.labels.length) * wide;
      const py = 8 + inner - (Math.floor(place / across.labels.length) + 1) * tall;
      c.fillStyle = mean == null ? ink("grid") : colour(scale.at(mean));
      c.fillRect(px, py, Math.max(1, wide - 1), tall - 1);
      if (mean != null && wide > 40) {
        const [r, g, b] = c.fillStyle.match(/[0-9a-f]{2}/g).map((hex) => parseInt(hex, 16));
        c.fillStyle = 0.3 * r + 0.59 * g + 0.11 * b > 130 ? "#10151a" : "#ffffff";
        c.textAlign = "center";
        c.fillText(compact(+mean.toPrecision(3)), px + wide / 2, py + tall / 2, wide - 4);
      }
    });
    c.fillStyle = ink("muted");
    c.textAlign = "right";
    const stride = (count, room, need) => Math.max(1, Math.ceil(count * need / room));
    const down = stride(up.labels.length, inner, 16);
    up.labels.forEach((label, k) => { if (k % down === 0) c.fillText(label, left - 8, 8 + inner - (k + 0.5) * tall, left - 26); });
    c.textAlign = "center";
    const along = stride(across.labels.length, width - left - right, 46);
    across.labels.forEach((label, k) => { if (k % along === 0) c.fillText(label, left + (k + 0.5) * wide, 8 + inner + 14, along * wide - 4); });
    c.fillText(columns[x].name, left + (width - left - right) / 2, inner + 44);
    c.save(); c.translate(11, 8 + inner / 2); c.rotate(-Math.PI / 2); c.fillText(columns[y].name, 0, 0); c.restore();
    if (Number.isFinite(scale.low)) {
      const bar = width - right + 20;
      for (let k = 0; k < inner; k++) { c.fillStyle = colour(1 - k / inner); c.fillRect(bar, 8 + k, 12, 1.5); }
      c.fillStyle = ink("muted"); c.textAlign = "left";
      c.fillText(compact(scale.high), bar + 17, 14);
      if (scale.high > scale.low) c.fillText(compact(scale.low), bar + 17, 2 + inner);
    }
  };
  const tellCell = (event) => {
    if (!map) return;
    const { left, wide, tall, inner, across, up, cells, x, y, f } = map;
    const a = Math.floor((event.offsetX - left) / wide), b = Math.floor((8 + inner - event.offsetY) / tall);
    if (a < 0 || b < 0 || a >= across.labels.length || b >= up.labels.length) return;
    const { n, sum, squares } = cells[b * across.labels.length + a];
    const mean = sum / n, sd = n > 1 ? Math.sqrt(Math.max(0, (squares - sum * mean) / (n - 1))) : NaN;
    $("cell").textContent = columns[x].name + " " + across.labels[a] + ", " + columns[y].name + " " + up.labels[b] + ": "
      + (n === 0 ? "no trial" : columns[f].name + " " + compact(mean) + (n > 1 ? " ± " + compact(sd) : "") + " (" + n + (n > 1 ? " trials)" : " trial)"));
  };

  const rows = 50;
  let order = { by: -1, down: true };
  const drawTable = () => {
    const by = order.by < 0 ? +$("colour").value : order.by;
    const of = columns[by].values, sign = order.down ? -1 : 1;
    const sorted = [...selected].sort((i, j) => (of[i] == null) - (of[j] == null) || sign * (of[i] - of[j]) || i - j);
    const table = document.createElement("table");
    table.className = "numeric";
    const head = table.createTHead().insertRow();
    columns.forEach((column, k) => {
      const cell = head.appendChild(document.createElement("th"));
      cell.scope = "col";
      const button = cell.appendChild(document.createElement("button"));
      button.textContent = column.name + (k === by ? (order.down ? " ↓" : " ↑") : "");
      button.onclick = () => { order = { by: k, down: k === by ? !order.down : true }; drawTable(); };
    });
    const body = table.createTBody();
    for (const i of sorted.slice(0, rows)) {
      const row = body.insertRow();
      for (const column of columns) row.insertCell().textContent = shown(column, column.values[i]);
    }
    $("trials-table").replaceChildren(table);
    $("trials-note").textContent = sorted.length > rows ? "The first " + rows + " of " + sorted.length + "." : "";
  };

  const draw = () => { drawLines(); drawHeat(); drawTable(); };
  if (figures.length > 0 && axes.length > 1) {
    fill($("colour"), axes, figures[0]);
    if (heat) {
      fill($("x"), inputs, inputs[0]); fill($("y"), inputs, inputs[1]); fill($("figure"), figures, figures[0]);
      for (const id of ["x", "y", "figure"]) $(id).onchange = drawHeat;
      heat.querySelector("canvas").onpointermove = tellCell;
    }
    $("colour").onchange = () => { order.by = -1; drawLines(); drawTable(); };
    $("clear").onclick = () => { brushes.clear(); select(); draw(); };
    const canvas = lines.querySelector("canvas");
    let held = null;
    const level = (event) => Math.max(0, Math.min(1, (height - bottom - event.offsetY) / (height - top - bottom)));
    canvas.onpointerdown = (event) => {
      const width = lineWidth();
      const place = axes.findIndex((_, place) => Math.abs(xOf(place, width) - event.offsetX) < 24);
      if (place < 0) return;
      canvas.setPointerCapture(event.pointerId);
      held = { k: axes[place], from: level(event) };
    };
    canvas.onpointermove = (event) => {
      if (!held) return;
      const to = level(event);
      if (Math.abs(to - held.from) < 0.01) brushes.delete(held.k);
      else brushes.set(held.k, [Math.min(held.from, to), Math.max(held.from, to)]);
      select(); drawLines();
    };
    canvas.onpointerup = (event) => {
      if (!held) return;
      if (Math.abs(level(event) - held.from) < 0.01) brushes.delete(held.k);
      held = null; select(); draw();
    };
    select(); draw();
    let seen = document.body.clientWidth;
    new ResizeObserver(() => {
      if (document.body.clientWidth !== seen) { seen = document.body.clientWidth; drawLines(); drawHeat(); }
    }).observe(document.body);
    dark.addEventListener("change", draw);
  }
})();`;
