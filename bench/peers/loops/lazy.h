/** Pair STDP, put off until a presynaptic spike arrives: models/stdp/lazy.ts says how and why. */
#pragma once
#include <math.h>
#include "deliver.h"

enum { DEPTH = 8 };
#define NEVER 1e30f
static const float postGain = 0.001f * 0.1f, preGain = -0.00105f * 0.1f, wMax = 0.2f;
/** Halvings of a trace a step; halvings that marks begin from. */
static double rate, base;
/** Marks P(T) = 2^(base − rate·T) of a target's last 32 spikes: newest of DEPTH blocks first, newest of a block's four last. */
static float *histories, *rowX, *rowBefore, *traceY;
static uint32_t *rowTime, *rowFrom, safe;
static Rows plastic;

/** Times a power of two, so that a mark stays what it is, bit for bit, when the base moves. */
static float mark(uint32_t time) {
  const double halvings = rate * time, whole = floor(halvings);
  return base - whole > 96 ? NEVER : (float)ldexp(exp2(whole - halvings), (int)(base - whole));
}

static bool dead(uint32_t row) { return rowX[row] == 0 || floor(rate * rowTime[row]) < base - 32; }

static inline float clip(float w) { return w < 0 ? 0 : w > wMax ? wMax : w; }

/** One weight with what is pending: `together` if the target spiked at the arrival, and all marks below `limit`. */
static float settled(float w, uint32_t target, float arrival, float limit, float together, float c) {
  float sum = 0;
  bool equal = false;
  for (size_t e = 0; e < 4 * DEPTH; e++) {
    const float p = histories[(e / 4 * nExc + target) * 4 + 3 - e % 4];
    equal |= p == arrival;
    if (p >= limit) break;
    sum += p;
  }
  return clip(clip(w + (equal ? together : 0)) + c * sum);
}

/** Synapses k … k + 3 of a row whose spike arrives; false if more than the newest `depth` blocks is pending. */
static inline __attribute__((always_inline)) bool visitFour(uint32_t k, int depth, float arrival, float together, float c) {
  const uint32_t *t = plastic.targets + k;
  __m128 p[4 * DEPTH];
  for (int d = depth - 1; d >= 0; d--) {
    const float *at = histories + (size_t)d * nExc * 4;
    __m128 a = AT4(at, 4 * t[0]), b = AT4(at, 4 * t[1]), e = AT4(at, 4 * t[2]), f = AT4(at, 4 * t[3]);
    _MM_TRANSPOSE4_PS(a, b, e, f);
    if (d == depth - 1 && depth < DEPTH && _mm_movemask_ps(_mm_cmple_ps(a, _mm_set1_ps(arrival)))) return false;
    __m128 *of = p + 4 * (depth - 1 - d);
    of[0] = a, of[1] = b, of[2] = e, of[3] = f;
  }
  const __m128 at = _mm_set1_ps(arrival), low = _mm_setzero_ps(), high = _mm_set1_ps(wMax);
  __m128 equal = _mm_setzero_ps(), w = _mm_loadu_ps(plastic.weights + k);
  const int first = depth < DEPTH ? 1 : 0;
  for (int e = first; e < 4 * depth; e++) equal = _mm_or_ps(equal, _mm_cmpeq_ps(p[e], at));
  w = _mm_min_ps(_mm_max_ps(w + _mm_and_ps(equal, _mm_set1_ps(together)), low), high);
  for (int e = first; e < 4 * depth; e++) w += _mm_and_ps(_mm_cmplt_ps(p[e], at), p[e] * c);
  w = _mm_min_ps(_mm_max_ps(w, low), high);
  for (int l = 0; l < 4; l++) inE[t[l]] += w[l];
  const __m128 y = {traceY[t[0]], traceY[t[1]], traceY[t[2]], traceY[t[3]]};
  _mm_storeu_ps(plastic.weights + k, w + preGain * y);
  return true;
}

static void arriveOne(uint32_t k, float arrival, float limit, float together, float c) {
  const uint32_t t = plastic.targets[k];
  const float w = settled(plastic.weights[k], t, arrival, limit, together, c);
  inE[t] += w;
  plastic.weights[k] = w + preGain * traceY[t];
}

/** A spike arrives at T = `time`: weights are brought up to date, delivered, and take the presynaptic term. */
static void arriveRow(uint32_t row, uint32_t time) {
  uint32_t k = plastic.begin[row];
  const uint32_t end = plastic.begin[row + 1];
  const bool silent = dead(row), again = !silent && rowFrom[row] != rowTime[row];
  // Nothing is below −1.
  const float arrival = silent ? -1 : mark(rowTime[row]), c = silent ? 0 : postGain * rowX[row] / arrival;
  const float x = silent ? 0 : rowX[row] * mark(time) / arrival, together = again ? 0 : postGain * rowBefore[row];
  const float limit = again ? nextafterf(mark(rowFrom[row]), NEVER) : arrival;
  if (!again) {
    // One block suffices after a short silence, two after a longer one: told from how often the one did not.
    int budget = 24;
    for (; k + 4 <= end; k += 4) {
      if (budget > 0 && visitFour(k, 1, arrival, together, c)) {
        budget++;
        continue;
      }
      budget -= 11;
      if (!visitFour(k, 2, arrival, together, c)) visitFour(k, DEPTH, arrival, together, c);
    }
  }
  // The last three, or all of a row that was brought up to date since.
  for (; k < end; k++) arriveOne(k, arrival, limit, together, c);
  rowBefore[row] = x, rowX[row] = x + 1, rowTime[row] = rowFrom[row] = time;
}

/** Brings rows up to date to T = `time`: those with spikes pending since `stale`, and those that base `dying` makes dead. */
static void sweep(uint32_t time, uint32_t stale, double dying) {
  safe = time;
  for (uint32_t row = 0; row < nExc; row++) {
    if (dead(row)) continue;
    if (rowFrom[row] > stale && floor(rate * rowTime[row]) >= dying - 32) {
      if (rowFrom[row] < safe) safe = rowFrom[row];
      continue;
    }
    const bool again = rowFrom[row] != rowTime[row];
    const float arrival = mark(rowTime[row]), limit = again ? nextafterf(mark(rowFrom[row]), NEVER) : arrival;
    for (uint32_t k = plastic.begin[row]; k < plastic.begin[row + 1]; k++)
      plastic.weights[k] = settled(plastic.weights[k], plastic.targets[k], arrival, limit,
                                   again ? 0 : postGain * rowBefore[row], postGain * rowX[row] / arrival);
    rowFrom[row] = time;
  }
}

/** Enters this step's spikes into histories and traces, and moves the base when it is due. */
static void learn(const Slot *slot, uint32_t time, float decay) {
  const uint32_t count = excitatory(slot);
  const size_t block = (size_t)nExc * 4;
  const float now = mark(time), needed = mark(safe);
  float lost = NEVER;
  for (uint32_t s = 0; s < count; s++) {
    const float p = histories[(DEPTH - 1) * block + slot->ids[s] * 4];
    if (p <= needed && p < lost) lost = p;
  }
  if (lost < NEVER) {
    const uint32_t last = (uint32_t)fmax(0, rint((base - log2(lost)) / rate));
    sweep(time, last + (time - last) / 2, -INFINITY);
  }
  for (uint32_t s = 0; s < count; s++) {
    __m128 next = _mm_set1_ps(now);
    for (size_t d = 0; d < DEPTH; d++) {
      float *at = histories + d * block + slot->ids[s] * 4;
      const __m128 old = AT4(at, 0);
      AT4(at, 0) = (__m128)_mm_alignr_epi8((__m128i)next, (__m128i)old, 4);
      next = old;
    }
    traceY[slot->ids[s]]++;
  }
  for (uint32_t k = 0; k < nExc; k++) traceY[k] *= decay;
  const double then = 32 * floor(rate * (time + 1) / 32);
  if (then == base) return;
  sweep(time + 1, 0, then);
  for (size_t k = 0; k < DEPTH * block; k++) histories[k] = fminf(histories[k] * 0x1p32f, NEVER);
  base = then;
}
