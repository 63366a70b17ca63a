// Made by `npm run codegen`; edit src/models or src/engine/frames.ts instead.

/** Byte offsets of the fields of every frame, and its size. */
export const frameLayouts = {
  clock: {
    offsets: {
      seedLow: 0,
      seedHigh: 4,
      trial: 8,
      step: 12,
      halt: 16,
      scratch: 20
    },
    bytes: 32
  },
  population: {
    offsets: {
      clock: 0,
      n: 4,
      ring: 8,
      ringMask: 12,
      slotBytes: 16,
      stream: 20,
      tally: 24
    },
    bytes: 32
  },
  projection: {
    offsets: {
      pre: 0,
      lags: 4,
      nDelays: 8,
      preBegin: 12,
      preEnd: 16,
      rows: 20,
      targets: 24,
      weights: 28,
      input: 32,
      tally: 36,
      residual: 40,
      post: 44,
      postLag: 48,
      postBegin: 52,
      postEnd: 56,
      x: 60,
      y: 64,
      c: 68,
      columns: 72,
      columnFill: 76,
      entries: 80,
      rowOrder: 84,
      enlisted: 88,
      amplitudes: 92,
      weight: 96,
      rowBytes: 100,
      scratch: 104,
      lazy: 108
    },
    bytes: 112
  },
  lazy: {
    offsets: {
      rate: 0,
      histories: 4,
      historyBytes: 8,
      rowStep: 12,
      rowX: 16,
      rowBefore: 20,
      rowFrom: 24,
      safe: 28
    },
    bytes: 32
  },
  trace: {
    offsets: {
      population: 0,
      lag: 4,
      column: 8,
      decay: 12,
      increment: 16,
      latest: 20
    },
    bytes: 32
  },
  connect: {
    offsets: {
      clock: 0,
      stream: 4,
      nPre: 8,
      nPost: 12,
      selfOffset: 16,
      skipSelf: 20,
      multapses: 24,
      counts: 28,
      sources: 32,
      probability: 36,
      total: 40,
      prePositions: 44,
      postPositions: 48,
      table: 52
    },
    bytes: 64
  },
  glia: {
    offsets: {
      n: 0,
      listens: 4,
      nListens: 8
    },
    bytes: 16
  },
  listen: {
    offsets: {
      population: 0,
      lag: 4,
      begin: 8,
      end: 12,
      gain: 16
    },
    bytes: 32
  },
  modulation: {
    offsets: {
      from: 0,
      to: 4
    },
    bytes: 16
  },
  spikeRecorder: {
    offsets: {
      population: 0,
      begin: 4,
      end: 8,
      buffer: 12,
      capacity: 16,
      reserve: 20,
      fill: 24
    },
    bytes: 32
  },
  stateRecorder: {
    offsets: {
      clock: 0,
      column: 4,
      begin: 8,
      end: 12,
      every: 16,
      buffer: 20,
      capacity: 24,
      fill: 28
    },
    bytes: 32
  }
} as const;

/** Byte offsets of params, derived values and columns in every model's block, and its size. */
export const modelLayouts: Record<string, { offsets: Record<string, number>; bytes: number }> = {
  lifDiscrete: {
    offsets: {
      tauM: 32,
      tauSyn: 40,
      vTh: 48,
      vReset: 56,
      tRef: 64,
      bias: 72,
      leak: 80,
      synDecay: 88,
      refSteps: 96,
      hold: 104,
      v: 112,
      refractoryLeft: 116,
      i: 120,
      delta: 124
    },
    bytes: 128
  },
  bernoulli: {
    offsets: {
      probabilities: 32,
      rowSteps: 36,
      nRows: 40
    },
    bytes: 48
  },
  spikeSource: {
    offsets: {
      steps: 32,
      ids: 36,
      nEvents: 40,
      cursor: 44
    },
    bytes: 48
  },
  lim: {
    offsets: {
      tau: 16,
      bias: 24,
      decay: 32,
      rate: 40,
      fade: 48,
      a: 56,
      s: 60
    },
    bytes: 64
  },
  stdp: {
    offsets: {
      aPlus: 112,
      aMinus: 120,
      tauPlus: 128,
      tauMinus: 136,
      increment: 144,
      decay: 152,
      wMin: 160,
      wMax: 168,
      fade: 176,
      inverted: 184
    },
    bytes: 192
  },
  apStdp: {
    offsets: {
      aPlus: 112,
      aMinus: 120,
      tauPlus: 128,
      tauMinus: 136,
      increment: 144,
      decay: 152,
      wMin: 160,
      wMax: 168,
      cTheta: 176,
      cDelta: 184,
      tauC: 192,
      fade: 200,
      inverted: 208
    },
    bytes: 224
  }
};

/** Number of each kernel that a schedule may name. */
export const kernelIds = {
  lifDiscreteIntegrateUniform: 0,
  lifDiscreteIntegratePerNeuron: 1,
  bernoulliEmit: 2,
  spikeSourceEmit: 3,
  deliver: 4,
  deliverLast: 5,
  stdpDeliverPre: 6,
  stdpPre: 7,
  stdpPreLast: 8,
  stdpPost: 9,
  stdpPostLast: 10,
  apStdpDeliverPre: 11,
  apStdpPre: 12,
  apStdpPreLast: 13,
  apStdpPost: 14,
  apStdpPostLast: 15,
  stdpLazyArrive: 16,
  stdpLazyLearn: 17,
  amplitudeFade: 18,
  traceMark: 19,
  traceUpdate: 20,
  limIntegrate: 21,
  modulate: 22,
  recordSpikes: 23,
  recordState: 24
} as const;

export type KernelName = keyof typeof kernelIds;
