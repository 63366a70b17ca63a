/** What all loops share: vectors, memory, columns, spike lists, held neurons. */
#pragma once
#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef float f32x8 __attribute__((vector_size(32), may_alias));
typedef int32_t i32x8 __attribute__((vector_size(32), may_alias));
typedef float f32x4 __attribute__((vector_size(16), may_alias));

#define AT(column, k) (*(f32x8 *)((column) + (k)))
#define AT4(column, k) (*(f32x4 *)((column) + (k)))
/** Columns and rows are padded, so that loops over whole vectors, and over whole rows of bits, end within them. */
#define PADDED(count) (((size_t)(count) + 255) & ~(size_t)255)

/** Freed after each run. */
static void *blocks[64];
static int nBlocks;

static void *zeros(size_t bytes) {
  void *at = aligned_alloc(64, (bytes + 127) & ~(size_t)63);
  if (!at) exit(2);
  return blocks[nBlocks++] = memset(at, 0, bytes);
}

static float *column(size_t count) { return zeros((PADDED(count) + 256) * sizeof(float)); }

/** Spikes of the last sixteen steps. */
enum { RING = 16 };
typedef struct { uint32_t count, *ids; } Slot;

static uint32_t n, nExc;
static Slot ring[RING];
static uint64_t nSpikes;
/** v and u; refractory steps left; what arrives (inE: delta and current too); a, b, c, d of Izhikevich's neurons. */
static float *v, *left, *inE, *inI, *u, *paramA, *paramB, *paramC, *paramD;
static uint32_t *held, nHeld;

static Slot *slotAt(uint32_t step) { return &ring[step & (RING - 1)]; }

/** Spikes of the excitatory neurons of a slot: ids ascend. */
static uint32_t excitatory(const Slot *slot) {
  uint32_t end = slot->count;
  while (end > 0 && slot->ids[end - 1] >= nExc) end--;
  return end;
}

static inline void emit(Slot *slot, uint32_t id) { slot->ids[slot->count++] = id; }

/** Neurons k + (set bits of `lanes`) that are not held spike. */
static inline void emitFree(Slot *slot, uint32_t lanes, uint32_t k) {
  for (; lanes; lanes &= lanes - 1) {
    const uint32_t id = k + (uint32_t)__builtin_ctz(lanes);
    if (id < n && left[id] <= 0) emit(slot, id);
  }
}

/** Held neurons stay at vReset; those that spiked join them for refSteps. */
static void hold(const Slot *slot, float vReset, float refSteps) {
  uint32_t end = 0;
  for (uint32_t k = 0; k < nHeld; k++) {
    const uint32_t id = held[k];
    v[id] = vReset;
    if (--left[id] > 0) held[end++] = id;
  }
  for (uint32_t k = 0; k < slot->count; k++) {
    const uint32_t id = slot->ids[k];
    v[id] = vReset, left[id] = refSteps, held[end++] = id;
  }
  nHeld = end;
}
