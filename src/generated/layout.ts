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
      tally: 24,
      ownBegin: 28
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
  draw: {
    offsets: {
      clock: 0,
      stream: 4,
      kind: 8,
      numbers: 12,
      choices: 16,
      nChoices: 20
    },
    bytes: 32
  },
  connect: {
    offsets: {
      clock: 0,
      rule: 4,
      stream: 8,
      nPre: 12,
      nPost: 16,
      selfOffset: 20,
      skipSelf: 24,
      multapses: 28,
      demand: 32,
      number: 36,
      split: 40,
      seen: 44,
      prePositions: 48,
      postPositions: 52,
      table: 56,
      listedBegin: 60,
      offsets: 64,
      listed: 68,
      list: 72
    },
    bytes: 80
  },
  placement: {
    offsets: {
      nDelays: 0,
      rows: 4,
      targets: 8,
      weights: 12,
      rowBytes: 16,
      columns: 20,
      postBegin: 24,
      ownBegin: 28,
      weight: 32,
      delay: 36,
      values: 40,
      delays: 44,
      delayTable: 48,
      step: 52,
      firstDelay: 56,
      givenWeights: 60,
      givenDelays: 64,
      buckets: 68,
      nBuckets: 72,
      bucketShift: 76,
      bucketSize: 80,
      bucketEnds: 84
    },
    bytes: 96
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
  drive: {
    offsets: {
      clock: 0,
      stream: 4,
      input: 8,
      first: 12,
      count: 16
    },
    bytes: 32
  },
  spikeRecorder: {
    offsets: {
      population: 0,
      begin: 4,
      end: 8,
      lookup: 12,
      buffer: 16,
      capacity: 20,
      reserve: 24,
      fill: 28
    },
    bytes: 32
  },
  stateRecorder: {
    offsets: {
      clock: 0,
      column: 4,
      n: 8,
      ids: 12,
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
  lif: {
    offsets: {
      tauM: 32,
      cM: 40,
      eL: 48,
      vTh: 56,
      vReset: 64,
      tRef: 72,
      iExt: 80,
      tauSynE: 88,
      tauSynI: 96,
      leak: 104,
      vInf: 112,
      refSteps: 120,
      heldAbove: 128,
      gainE: 136,
      gainI: 144,
      decayE: 152,
      decayI: 160,
      v: 168,
      refractoryLeft: 172,
      iE: 176,
      iI: 180,
      delta: 184
    },
    bytes: 192
  },
  lifDelta: {
    offsets: {
      tauM: 32,
      cM: 40,
      eL: 48,
      vTh: 56,
      vReset: 64,
      tRef: 72,
      iExt: 80,
      leak: 88,
      vInf: 96,
      refSteps: 104,
      heldAbove: 112,
      v: 120,
      refractoryLeft: 124,
      delta: 128
    },
    bytes: 144
  },
  lifCoba: {
    offsets: {
      cM: 32,
      gL: 40,
      eL: 48,
      vTh: 56,
      vReset: 64,
      tRef: 72,
      tauSynE: 80,
      tauSynI: 88,
      eRevE: 96,
      eRevI: 104,
      iExt: 112,
      vInf: 120,
      inertia: 128,
      shareE: 136,
      shareI: 144,
      decayE: 152,
      decayI: 160,
      refSteps: 168,
      heldAbove: 176,
      v: 184,
      refractoryLeft: 188,
      gE: 192,
      gI: 196,
      delta: 200
    },
    bytes: 208
  },
  izhikevich: {
    offsets: {
      a: 32,
      b: 40,
      c: 48,
      d: 56,
      vPeak: 64,
      iExt: 72,
      half: 80,
      linear: 88,
      square: 96,
      aStep: 104,
      drive: 112,
      v: 120,
      u: 124,
      i: 128
    },
    bytes: 144
  },
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
  poisson: {
    offsets: {
      probabilities: 32,
      rowSteps: 36,
      nRows: 40,
      rate: 44,
      probability: 52
    },
    bytes: 64
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
  poissonDrive: {
    offsets: {
      tieStream: 32,
      draws: 36,
      table: 40,
      scratch: 44,
      rate: 48,
      weight: 56,
      mean: 64
    },
    bytes: 80
  },
  gaussianDrive: {
    offsets: {
      mean: 32,
      sd: 40
    },
    bytes: 48
  },
  pulseDrive: {
    offsets: {
      amplitude: 32
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
  lifIntegrateUniform: 0,
  lifIntegratePerNeuron: 1,
  lifDeltaIntegrateUniform: 2,
  lifDeltaIntegratePerNeuron: 3,
  lifCobaIntegrateUniform: 4,
  lifCobaIntegratePerNeuron: 5,
  izhikevichIntegrateUniform: 6,
  izhikevichIntegratePerNeuron: 7,
  lifDiscreteIntegrateUniform: 8,
  lifDiscreteIntegratePerNeuron: 9,
  bernoulliEmit: 10,
  spikeSourceEmit: 11,
  poissonDrive: 12,
  gaussianDrive: 13,
  pulseDrive: 14,
  deliver: 15,
  deliverLast: 16,
  deliverUniform: 17,
  deliverDense: 18,
  deliverBitmap: 19,
  stdpDeliverPre: 20,
  stdpPre: 21,
  stdpPreLast: 22,
  stdpPost: 23,
  stdpPostLast: 24,
  apStdpDeliverPre: 25,
  apStdpPre: 26,
  apStdpPreLast: 27,
  apStdpPost: 28,
  apStdpPostLast: 29,
  stdpLazyArrive: 30,
  stdpLazyLearn: 31,
  amplitudeFade: 32,
  traceMark: 33,
  traceUpdate: 34,
  limIntegrate: 35,
  modulate: 36,
  recordSpikes: 37,
  recordState: 38
} as const;

export type KernelName = keyof typeof kernelIds;
