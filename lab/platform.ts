/** The smallest module with a SIMD instruction: a function that returns a v128 splat's lane. */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** What this browser and this address give a network. */
export interface Platform {
  /** WebAssembly with SIMD: without it no network runs. */
  simd: boolean;
  /** Threads beside the page's: without them networks run on the page's. */
  workers: boolean;
  /** Memory that workers share: without it a network runs on one worker. */
  isolated: boolean;
  cores: number;
}

export const platform = (): Platform => ({
  simd: typeof WebAssembly === "object" && WebAssembly.validate(simdModule),
  workers: typeof Worker !== "undefined",
  isolated: globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer !== "undefined",
  cores: navigator.hardwareConcurrency || 1,
});

/** What the page shows: networks, or the reader of digits. */
export type Mode = "networks" | "digits";

/** What is missing and what that means, a sentence each. */
export const missing = ({ simd, workers }: Platform, mode: Mode): string[] => [
  ...(simd
    ? []
    : [
        "This browser has no WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4 and later have it), so no network can run here. Descriptions, \
parameters, links and the TypeScript of each network are all there.",
      ]),
  ...(workers
    ? []
    : [
        mode === "digits"
          ? "This browser has no workers, and the liquid that reads digits runs in them: it can be neither trained nor shown anything here."
          : "This browser has no workers: the network runs on the page's own thread, more slowly, and sliders answer late.",
      ]),
];
