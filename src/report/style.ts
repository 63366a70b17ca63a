/** The style sheet of every report: light and dark, from a phone's width up. The inks of figures are its custom properties. */
export const reportStyle = `
:root { color-scheme: light dark;
  --page: #fbfaf8; --card: #ffffff; --text: #1d2329; --muted: #5d6770; --line: #e2dfd8; --grid: #eeece6;
  --exc: #1f6fb5; --inh: #d1570b; --glia: #0b7d5c; --before: #8a929a; --after: #6a3fb0; --plain: #1f6fb5;
  --exc-fill: #1f6fb522; --inh-fill: #d1570b22; --glia-fill: #0b7d5c22; --before-fill: #8a929a33; --after-fill: #6a3fb02b;
  --plain-fill: #1f6fb52b; --right: #0b7d5c; --wrong: #b94c06; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171a; --card: #1c2024; --text: #e6e8ea; --muted: #9aa4ad; --line: #30363c; --grid: #282d32;
  --exc: #6fb4f2; --inh: #f59a55; --glia: #4fcfa4; --before: #8d969e; --after: #b596f2; --plain: #6fb4f2;
  --exc-fill: #6fb4f226; --inh-fill: #f59a5526; --glia-fill: #4fcfa426; --before-fill: #8d969e33; --after-fill: #b596f233;
  --plain-fill: #6fb4f233; --right: #4fcfa4; --wrong: #f59a55; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 2.2rem 1.1rem 4rem; }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.3rem); line-height: 1.15; margin: 0 0 .4rem; letter-spacing: -.015em; }
h2 { font-size: 1.25rem; margin: 2.8rem 0 .3rem; letter-spacing: -.01em; }
h3 { font-size: .95rem; margin: 0 0 .3rem; }
p { max-width: 46rem; margin: .3rem 0 1rem; }
.lead, .note, figcaption { color: var(--muted); }
.note, figcaption { font-size: .86rem; line-height: 1.45; }
.warning { border-left: 4px solid var(--wrong); padding: .5rem .9rem; background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .8rem; margin: 1.4rem 0; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; }
.tile b { display: block; font-size: 1.55rem; line-height: 1.25; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.tile span { display: block; color: var(--muted); font-size: .84rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: .9rem; }
.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); }
figure { margin: 0; min-width: 0; } figcaption { margin-top: .3rem; }
.plot { width: 100%; min-width: 0; overflow: hidden; }
.right { color: var(--right); } .wrong { color: var(--wrong); }
.key { display: inline-block; width: .75em; height: .75em; border-radius: 2px; margin: 0 .35em 0 .1em; vertical-align: -.04em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
th, td { padding: .32rem .8rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th:first-child { padding-left: 0; }
tbody th { font-weight: 500; } thead th { color: var(--muted); font-weight: 600; font-size: .84rem; }
.numeric td, .numeric thead th:not(:first-child) { text-align: right; white-space: nowrap; }
.confusion th, .confusion td { text-align: center; padding: .3rem .2rem; min-width: 2.6rem; border: 1px solid var(--page); }
.confusion th[scope=row] { text-align: right; padding-right: .6rem; white-space: nowrap; }
.confusion .sum { color: var(--muted); padding-left: .6rem; }
.uplot, .uplot * { font-family: inherit; }
.uplot { position: relative; }
.uplot .u-legend { position: absolute; top: 0; right: 14px; width: auto; margin: 0; opacity: 0; pointer-events: none; text-align: right;
  font-size: .78rem; color: var(--muted); background: var(--card); border-radius: 6px; transition: opacity .15s; }
.plot:hover .u-legend { opacity: 1; }
.uplot .u-legend th, .uplot .u-legend td { border: 0; padding: 0 .15rem; font-weight: 400; }
.uplot .u-legend .u-marker { width: .75em; height: .75em; border-radius: 2px; }
.uplot .u-legend .u-value { min-width: 2.6em; text-align: left; width: auto; }
.u-select { background: var(--exc-fill); } .u-cursor-x, .u-cursor-y { border-color: var(--muted) !important; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 1.4rem; align-items: start; }
.columns > * { min-width: 0; }
footer { margin-top: 3rem; color: var(--muted); font-size: .86rem; }
@media (max-width: 480px) { th, td { padding: .3rem .45rem; } .tile b { font-size: 1.3rem; } .card { padding: .7rem .6rem; } }
@media print { body { background: none; } .card, .tile { break-inside: avoid; } }
`;
