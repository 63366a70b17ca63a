/** Neurons: assembly/integrate. All neurons take a step; those that spike enter the slot. */
#pragma once
#include <math.h>
#include "network.h"

#define LANES(mask) ((uint32_t)_mm256_movemask_ps((__m256)(mask)))

/** Exact: v ← v + (vInf − v)·leak + iE·gainE + iI·gainI, i ← i·decay. tauM 20, tauSyn 5 and 10, 1 GΩ. */
static void integrateCuba(Slot *slot) {
  const double dt = 0.1, m = exp(-dt / 20), e = exp(-dt / 5), i = exp(-dt / 10);
  const float vInf = -49, vTh = -50, leak = (float)(1 - m), decayE = (float)e, decayI = (float)i;
  const float gainE = (float)((m - e) / (20 * (1 / 5.0 - 1 / 20.0))), gainI = (float)((m - i) / (20 * (1 / 10.0 - 1 / 20.0)));
  for (uint32_t k = 0; k < n; k += 8) {
    AT(v, k) += (vInf - AT(v, k)) * leak + AT(inE, k) * gainE + AT(inI, k) * gainI;
    AT(inE, k) *= decayE, AT(inI, k) *= decayI;
    const uint32_t lanes = LANES(AT(v, k) >= vTh);
    if (lanes) emitFree(slot, lanes, k);
  }
}

/** Trapezoidal with mean conductances (1 + decay)/2·g: v ← v + 2·(vInf − v + e·(eE − v) + i·(eI − v))/(inertia + e + i). */
static void integrateCoba(Slot *slot) {
  const double dt = 0.1, cM = 200, gL = 10;
  const float vInf = -40, vTh = -50, eE = 0, eI = -80, inertia = (float)(1 + 2 * cM / (gL * dt));
  const float decayE = (float)exp(-dt / 5), decayI = (float)exp(-dt / 10);
  const float shareE = (1 + decayE) / 2 / (float)gL, shareI = (1 + decayI) / 2 / (float)gL;
  for (uint32_t k = 0; k < n; k += 8) {
    const f32x8 x = AT(v, k), e = AT(inE, k) * shareE, i = AT(inI, k) * shareI;
    AT(inE, k) *= decayE, AT(inI, k) *= decayI;
    AT(v, k) = x + 2 * (vInf - x + e * (eE - x) + i * (eI - x)) / (inertia + e + i);
    const uint32_t lanes = LANES(AT(v, k) >= vTh);
    if (lanes) emitFree(slot, lanes, k);
  }
}

/** v ← v − v·leak + what arrived. tauM 20. */
static void integrateDelta(Slot *slot) {
  const float leak = (float)(1 - exp(-0.1 / 20)), vTh = 20;
  const f32x8 zero = {0};
  for (uint32_t k = 0; k < n; k += 8) {
    AT(v, k) += AT(inE, k) - AT(v, k) * leak;
    AT(inE, k) = zero;
    const uint32_t lanes = LANES(AT(v, k) >= vTh);
    if (lanes) emitFree(slot, lanes, k);
  }
}

/** v ← v + ½(0.04v² + 5v + 140 − u + i), twice; u ← u + a(bv − u); where v ≥ 30: v ← c, u ← u + d. */
static void integrateIzhikevich(Slot *slot) {
  const f32x8 zero = {0};
  for (uint32_t k = 0; k < n; k += 8) {
    f32x8 x = AT(v, k), y = AT(u, k);
    const f32x8 push = 0.5f * (140 + AT(inE, k) - y);
    x = x + push + (0.02f * x + 2.5f) * x;
    x = x + push + (0.02f * x + 2.5f) * x;
    y += AT(paramA, k) * (AT(paramB, k) * x - y);
    AT(inE, k) = zero;
    const i32x8 fired = x >= 30;
    AT(v, k) = _mm256_blendv_ps(x, AT(paramC, k), (__m256)fired);
    AT(u, k) = y + (f32x8)(fired & (i32x8)AT(paramD, k));
    for (uint32_t lanes = LANES(fired); lanes; lanes &= lanes - 1) {
      const uint32_t id = k + (uint32_t)__builtin_ctz(lanes);
      if (id < n) emit(slot, id);
    }
  }
}
