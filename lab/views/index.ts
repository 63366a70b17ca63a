/**
 * The Lab's live views. A page that shows them imports `views.css` and the style sheet of uPlot beside them, and has the colours of
 * src/report/style.ts as custom properties.
 */
export { BranchingView } from "./branching.js";
export { RasterView } from "./raster.js";
export { RatesView } from "./rates.js";
export { ThroughputView } from "./throughput.js";
export { TracesView } from "./traces.js";
export { type Frame, PICK, type Samples, type Shown, type View } from "./view.js";
export { WeightsView } from "./weights.js";
