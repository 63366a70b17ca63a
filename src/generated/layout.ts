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
      lag: 4,
      preBegin: 8,
      preEnd: 12,
      rows: 16,
      targets: 20,
      weights: 24,
      input: 28,
      tally: 32,
      residual: 36,
      post: 40,
      postLag: 44,
      postBegin: 48,
      postEnd: 52,
      x: 56,
      y: 60,
      c: 64,
      columns: 68,
      columnFill: 72,
      entries: 76,
      rowOrder: 80,
      enlisted: 84,
      amplitudes: 88
    },
    bytes: 96
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
      aPlus: 96,
      aMinus: 104,
      tauPlus: 112,
      tauMinus: 120,
      increment: 128,
      decay: 136,
      wMin: 144,
      wMax: 152,
      fade: 160,
      inverted: 168
    },
    bytes: 176
  },
  apStdp: {
    offsets: {
      aPlus: 96,
      aMinus: 104,
      tauPlus: 112,
      tauMinus: 120,
      increment: 128,
      decay: 136,
      wMin: 144,
      wMax: 152,
      cTheta: 160,
      cDelta: 168,
      tauC: 176,
      fade: 184,
      inverted: 192
    },
    bytes: 208
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
  amplitudeFade: 16,
  traceMark: 17,
  traceUpdate: 18,
  limIntegrate: 19,
  modulate: 20,
  recordSpikes: 21,
  recordState: 22
} as const;

export type KernelName = keyof typeof kernelIds;
