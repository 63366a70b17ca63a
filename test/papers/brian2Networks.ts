/**
 * How four published networks fire in another simulator: Brian 2.5.1, C++ standalone, f64, five seeds each; the first 500 ms
 * are left out.
 *
 * - `cuba`: 4,000 neurons (3,200 excitatory), τm 20, τe 5, τi 10 ms, EL −49, θ −50, reset −60 mV, tref 5 ms, p = 0.02, jumps of
 *   1.62 and −9 mV in the synaptic variables (τm dv/dt = ge + gi − (v − EL)), no delay beyond the step, v0 uniform in
 *   [−60, −50], exact integration, dt 0.1 ms.
 * - `coba`: the same sizes, τm dv/dt = ge (0 − v) + gi (−80 − v) + (−60 − v) + 20, weights 0.4 and 5.1 (units of gL), delay 0.8 ms,
 *   Euler, dt 0.1 ms.
 * - `brunel`: 10,000 excitatory and 2,500 inhibitory, p = 0.1, dv/dt = −v/τ, τ 20 ms, θ 20, reset 10 mV, tref 2 ms, J 0.1 mV, g 5,
 *   external Poisson of 1,000 inputs at twice the threshold rate, delay 1.5 ms, v0 uniform in [0, 20], dt 0.1 ms.
 * - `izh`: Izhikevich 2003, 800 + 200, all to all with autapses, dt 1 ms with two half steps for v, thalamic noise 5 and 2.
 */
export interface BrianRun {
  seconds: number;
  /** Hz */
  rateE: number;
  rateI: number;
  /** Rates of neurons at 0, 10, … 100 %, Hz. */
  rateDeciles: readonly number[];
  /** Over neurons with at least five intervals. */
  cvIsi: number;
  /** Variance over mean of the spikes of all neurons in bins of 3 ms. */
  fano: number;
}

export const brian2Networks: Record<"cuba" | "coba" | "brunel" | "izh", readonly BrianRun[]> = {
  cuba: [
    {
      seconds: 10.5,
      rateE: 5.533,
      rateI: 5.603,
      cvIsi: 0.7211,
      fano: 4.623,
      rateDeciles: [0.0, 0.2, 0.7, 1.5, 2.5, 3.9, 5.5, 7.3, 9.9, 13.5, 31.7],
    },
    {
      seconds: 10.5,
      rateE: 5.426,
      rateI: 5.558,
      cvIsi: 0.7253,
      fano: 4.825,
      rateDeciles: [0.0, 0.2, 0.7, 1.5, 2.5, 3.7, 5.3, 7.4, 9.8, 13.3, 30.2],
    },
    {
      seconds: 10.5,
      rateE: 5.551,
      rateI: 5.553,
      cvIsi: 0.7235,
      fano: 4.948,
      rateDeciles: [0.0, 0.2, 0.8, 1.6, 2.6, 3.9, 5.4, 7.2, 9.8, 13.6, 28.2],
    },
    {
      seconds: 10.5,
      rateE: 5.726,
      rateI: 5.597,
      cvIsi: 0.7328,
      fano: 4.822,
      rateDeciles: [0.0, 0.3, 0.9, 1.8, 2.7, 4.2, 5.7, 7.6, 10.12, 13.6, 28.0],
    },
    {
      seconds: 10.5,
      rateE: 5.739,
      rateI: 5.571,
      cvIsi: 0.7296,
      fano: 5.387,
      rateDeciles: [0.0, 0.3, 1.0, 1.8, 2.9, 4.1, 5.6, 7.5, 10.0, 13.4, 28.7],
    },
  ],
  coba: [
    {
      seconds: 5.5,
      rateE: 17.334,
      rateI: 17.535,
      cvIsi: 1.6922,
      fano: 5.596,
      rateDeciles: [0.0, 0.8, 2.4, 4.6, 7.0, 10.4, 14.8, 21.0, 29.2, 43.2, 140.4],
    },
    {
      seconds: 5.5,
      rateE: 17.019,
      rateI: 17.252,
      cvIsi: 1.6743,
      fano: 5.328,
      rateDeciles: [0.0, 1.2, 2.6, 4.8, 7.2, 10.6, 15.08, 20.8, 28.4, 41.6, 122.0],
    },
    {
      seconds: 5.5,
      rateE: 17.454,
      rateI: 17.453,
      cvIsi: 1.6949,
      fano: 4.239,
      rateDeciles: [0.0, 1.0, 2.4, 4.6, 7.2, 10.2, 14.6, 20.0, 28.6, 44.82, 128.8],
    },
    {
      seconds: 5.5,
      rateE: 18.298,
      rateI: 17.682,
      cvIsi: 1.7478,
      fano: 5.208,
      rateDeciles: [0.0, 1.4, 3.2, 5.2, 8.2, 11.6, 15.8, 22.26, 30.4, 44.6, 121.4],
    },
    {
      seconds: 5.5,
      rateE: 18.384,
      rateI: 17.42,
      cvIsi: 1.7136,
      fano: 5.02,
      rateDeciles: [0.0, 1.4, 3.2, 5.6, 8.4, 11.6, 16.0, 22.0, 30.0, 44.2, 134.8],
    },
  ],
  brunel: [
    {
      seconds: 1.5,
      rateE: 36.472,
      rateI: 36.822,
      cvIsi: 0.3984,
      fano: 171.398,
      rateDeciles: [0.0, 3.0, 13.0, 22.0, 29.0, 36.0, 43.0, 50.0, 58.0, 69.0, 121.0],
    },
    {
      seconds: 1.5,
      rateE: 41.53,
      rateI: 40.474,
      cvIsi: 0.3927,
      fano: 236.496,
      rateDeciles: [0.0, 4.0, 15.0, 25.0, 34.0, 42.0, 49.0, 57.0, 65.0, 76.0, 128.0],
    },
    {
      seconds: 1.5,
      rateE: 41.34,
      rateI: 40.301,
      cvIsi: 0.3908,
      fano: 176.24,
      rateDeciles: [0.0, 4.0, 15.0, 25.0, 34.0, 41.0, 48.0, 56.0, 64.0, 76.0, 131.0],
    },
    {
      seconds: 1.5,
      rateE: 38.97,
      rateI: 38.622,
      cvIsi: 0.3968,
      fano: 209.269,
      rateDeciles: [0.0, 3.0, 14.0, 23.0, 31.0, 39.0, 46.0, 53.0, 62.0, 73.0, 126.0],
    },
    {
      seconds: 1.5,
      rateE: 39.991,
      rateI: 39.438,
      cvIsi: 0.3964,
      fano: 223.451,
      rateDeciles: [0.0, 4.0, 15.0, 25.0, 33.0, 40.0, 47.0, 54.0, 63.0, 73.0, 129.0],
    },
  ],
  izh: [
    {
      seconds: 20.5,
      rateE: 7.177,
      rateI: 6.842,
      cvIsi: 0.4593,
      fano: 6.838,
      rateDeciles: [0.0, 6.1, 6.4, 6.55, 6.7, 6.85, 7.0, 7.35, 8.1, 10.25, 13.6],
    },
    {
      seconds: 20.5,
      rateE: 7.056,
      rateI: 6.937,
      cvIsi: 0.4587,
      fano: 6.669,
      rateDeciles: [0.05, 6.05, 6.3, 6.45, 6.6, 6.7, 6.85, 7.15, 7.95, 10.255, 13.55],
    },
    {
      seconds: 20.5,
      rateE: 7.295,
      rateI: 6.446,
      cvIsi: 0.4574,
      fano: 8.27,
      rateDeciles: [0.05, 6.045, 6.55, 6.7, 6.8, 6.95, 7.1, 7.35, 7.91, 10.355, 14.15],
    },
    {
      seconds: 20.5,
      rateE: 7.402,
      rateI: 6.491,
      cvIsi: 0.4661,
      fano: 7.502,
      rateDeciles: [0.05, 5.995, 6.55, 6.75, 6.9, 7.0, 7.2, 7.45, 8.25, 10.555, 14.15],
    },
    {
      seconds: 20.5,
      rateE: 7.259,
      rateI: 6.523,
      cvIsi: 0.4645,
      fano: 7.251,
      rateDeciles: [0.05, 5.895, 6.5, 6.65, 6.75, 6.9, 7.05, 7.3, 7.96, 10.06, 13.65],
    },
  ],
};
