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
      ownBegin: 28,
      held: 32,
      nHeld: 36,
      kicked: 40
    },
    bytes: 48
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
      lazy: 108,
      arrived: 112,
      dt: 116
    },
    bytes: 128
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
  injection: {
    offsets: {
      input: 0,
      first: 4,
      nChannels: 8,
      rowBytes: 12,
      weights: 16,
      active: 20,
      values: 24,
      nRows: 28,
      rowSteps: 32,
      fromStep: 36
    },
    bytes: 48
  },
  readout: {
    offsets: {
      clock: 0,
      population: 4,
      begin: 8,
      n: 12,
      nGroups: 16,
      rise: 20,
      r: 24,
      numbers: 28,
      nOutputs: 32,
      weights: 36,
      bias: 40,
      exact: 44,
      errors: 48,
      z: 52,
      error: 56,
      targets: 60,
      nTargets: 64,
      targetRowSteps: 68,
      targetFromStep: 72,
      gates: 76,
      nGates: 80,
      gateRowSteps: 84,
      gateFromStep: 88,
      learns: 92,
      learnSteps: 96,
      taught: 100,
      failed: 104,
      rule: 108
    },
    bytes: 112
  },
  force: {
    offsets: {
      p: 0,
      s: 4,
      k: 8,
      grow: 12,
      forgetting: 16
    },
    bytes: 32
  },
  deltaRule: {
    offsets: {
      eta: 0,
      sums: 4
    },
    bytes: 16
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
  },
  meter: {
    offsets: {
      population: 0,
      column: 4,
      every: 8,
      decay: 12,
      increment: 16
    },
    bytes: 32
  },
  rateReservoir: {
    offsets: {
      n: 0,
      nChannels: 4,
      rows: 8,
      inhibitoryEnd: 12,
      sources: 16,
      weights: 20,
      inputWeights: 24,
      bias: 28,
      drive: 32,
      rates: 36,
      targets: 40,
      tanh: 44,
      gain: 48,
      theta: 52,
      leak: 56,
      delta: 60
    },
    bytes: 64
  }
} as const;

/** Byte offsets of params, derived values and columns in every model's block, and its size. */
export const modelLayouts: Record<string, { offsets: Record<string, number>; bytes: number }> = {
  lif: {
    offsets: {
      tauM: 48,
      cM: 56,
      eL: 64,
      vTh: 72,
      vReset: 80,
      tRef: 88,
      iExt: 96,
      tauSynE: 104,
      tauSynI: 112,
      leak: 120,
      vInf: 128,
      refSteps: 136,
      heldAbove: 144,
      gainE: 152,
      gainI: 160,
      decayE: 168,
      decayI: 176,
      v: 184,
      refractoryLeft: 188,
      iE: 192,
      iI: 196,
      delta: 200
    },
    bytes: 208
  },
  lifDelta: {
    offsets: {
      tauM: 48,
      cM: 56,
      eL: 64,
      vTh: 72,
      vReset: 80,
      tRef: 88,
      iExt: 96,
      leak: 104,
      vInf: 112,
      refSteps: 120,
      heldAbove: 128,
      v: 136,
      refractoryLeft: 140,
      delta: 144
    },
    bytes: 160
  },
  lifCoba: {
    offsets: {
      cM: 48,
      gL: 56,
      eL: 64,
      vTh: 72,
      vReset: 80,
      tRef: 88,
      tauSynE: 96,
      tauSynI: 104,
      eRevE: 112,
      eRevI: 120,
      iExt: 128,
      vInf: 136,
      inertia: 144,
      shareE: 152,
      shareI: 160,
      decayE: 168,
      decayI: 176,
      refSteps: 184,
      heldAbove: 192,
      v: 200,
      refractoryLeft: 204,
      gE: 208,
      gI: 212,
      delta: 216
    },
    bytes: 224
  },
  lifBiexp: {
    offsets: {
      tauM: 48,
      cM: 56,
      eL: 64,
      vTh: 72,
      vReset: 80,
      tRef: 88,
      iExt: 96,
      tauRise: 104,
      tauDecay: 112,
      leak: 120,
      vInf: 128,
      refSteps: 136,
      heldAbove: 144,
      rise: 152,
      fall: 160,
      feed: 168,
      gain: 176,
      gainSyn: 184,
      gainQ: 192,
      v: 200,
      refractoryLeft: 204,
      iSyn: 208,
      i: 212,
      q: 216
    },
    bytes: 224
  },
  izhikevich: {
    offsets: {
      a: 48,
      b: 56,
      c: 64,
      d: 72,
      vPeak: 80,
      iExt: 88,
      half: 96,
      linear: 104,
      square: 112,
      aStep: 120,
      drive: 128,
      v: 136,
      u: 140,
      i: 144
    },
    bytes: 160
  },
  izhikevichDimensional: {
    offsets: {
      cM: 48,
      k: 56,
      vRest: 64,
      vT: 72,
      vPeak: 80,
      vReset: 88,
      a: 96,
      b: 104,
      d: 112,
      iExt: 120,
      tauSynE: 128,
      tauSynI: 136,
      tauRise: 144,
      tauDecay: 152,
      bend: 160,
      push: 168,
      aStep: 176,
      decayE: 184,
      decayI: 192,
      rise: 200,
      fall: 208,
      feed: 216,
      v: 224,
      u: 228,
      iSyn: 232,
      i: 236,
      iE: 240,
      iI: 244,
      q: 248
    },
    bytes: 256
  },
  lifDiscrete: {
    offsets: {
      tauM: 48,
      tauSyn: 56,
      vTh: 64,
      vReset: 72,
      tRef: 80,
      bias: 88,
      leak: 96,
      synDecay: 104,
      refSteps: 112,
      hold: 120,
      v: 128,
      refractoryLeft: 132,
      i: 136,
      delta: 140
    },
    bytes: 144
  },
  bernoulli: {
    offsets: {
      probabilities: 48,
      rowSteps: 52,
      fromStep: 56,
      nRows: 60
    },
    bytes: 64
  },
  poisson: {
    offsets: {
      probabilities: 48,
      rowSteps: 52,
      fromStep: 56,
      nRows: 60,
      rate: 64,
      probability: 72
    },
    bytes: 80
  },
  spikeSource: {
    offsets: {
      steps: 48,
      ids: 52,
      nEvents: 56,
      cursor: 60
    },
    bytes: 64
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
      tieStream: 32,
      table: 36,
      mean: 40,
      sd: 48
    },
    bytes: 64
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
      aPlus: 128,
      aMinus: 136,
      tauPlus: 144,
      tauMinus: 152,
      increment: 160,
      decay: 168,
      wMin: 176,
      wMax: 184,
      fade: 192,
      inverted: 200
    },
    bytes: 208
  },
  apStdp: {
    offsets: {
      aPlus: 128,
      aMinus: 136,
      tauPlus: 144,
      tauMinus: 152,
      increment: 160,
      decay: 168,
      wMin: 176,
      wMax: 184,
      cTheta: 192,
      cDelta: 200,
      tauC: 208,
      fade: 216,
      inverted: 224
    },
    bytes: 240
  },
  inhibitoryStdp: {
    offsets: {
      targetRate: 128,
      tau: 136,
      eta: 144,
      decay: 152,
      wMin: 160,
      wMax: 168,
      alpha: 176,
      fade: 184,
      inverted: 192
    },
    bytes: 208
  },
  tsodyksMarkram: {
    offsets: {
      uSe: 128,
      tauRec: 136,
      tauFacil: 144,
      x: 152,
      u: 156
    },
    bytes: 160
  }
};

/** Number of each kernel that a schedule may name. */
export const kernelIds = {
  lifIntegrateUniform: 0,
  lifIntegratePerNeuron: 1,
  lifIntegrateHold: 2,
  lifDeltaIntegrateUniform: 3,
  lifDeltaIntegratePerNeuron: 4,
  lifDeltaIntegrateHold: 5,
  lifCobaIntegrateUniform: 6,
  lifCobaIntegratePerNeuron: 7,
  lifCobaIntegrateHold: 8,
  lifBiexpIntegrateUniform: 9,
  lifBiexpIntegratePerNeuron: 10,
  izhikevichIntegrateUniform: 11,
  izhikevichIntegratePerNeuron: 12,
  izhikevichDimensionalIntegrateUniform: 13,
  izhikevichDimensionalIntegratePerNeuron: 14,
  lifDiscreteIntegrateUniform: 15,
  lifDiscreteIntegratePerNeuron: 16,
  bernoulliEmit: 17,
  spikeSourceEmit: 18,
  poissonDrive: 19,
  gaussianDrive: 20,
  pulseDrive: 21,
  inject: 22,
  deliver: 23,
  deliverLast: 24,
  deliverUniform: 25,
  deliverDense: 26,
  deliverBitmap: 27,
  stdpDeliverPre: 28,
  stdpPre: 29,
  stdpPreLast: 30,
  stdpPost: 31,
  stdpPostLast: 32,
  apStdpDeliverPre: 33,
  apStdpPre: 34,
  apStdpPreLast: 35,
  apStdpPost: 36,
  apStdpPostLast: 37,
  inhibitoryStdpDeliverPre: 38,
  inhibitoryStdpPre: 39,
  inhibitoryStdpPreLast: 40,
  inhibitoryStdpPost: 41,
  inhibitoryStdpPostLast: 42,
  tsodyksMarkramDeliver: 43,
  tsodyksMarkramDeliverEven: 44,
  tsodyksMarkramDeliverRows: 45,
  stdpLazyArrive: 46,
  stdpLazyLearn: 47,
  frozenStdpLazyArrive: 48,
  frozenDeliverPre: 49,
  frozenPre: 50,
  frozenPost: 51,
  amplitudeFade: 52,
  traceMark: 53,
  traceUpdate: 54,
  limIntegrate: 55,
  modulate: 56,
  readout: 57,
  forceLearn: 58,
  deltaLearn: 59,
  countSpikes: 60,
  filterSpikes: 61,
  recordSpikes: 62,
  recordState: 63
} as const;

export type KernelName = keyof typeof kernelIds;
