/** Synapses, and the delivery of spikes by them: assembly/deliver. */
#pragma once
#include <math.h>
#include "network.h"
#include "random.h"

/** Rows of sources in the order of their ids. Row j is [begin[j], begin[j + 1]). */
typedef struct { uint32_t *begin, *targets; float *weights; } Rows;
/** Row j is the bits of targets post, post + 1, …, `bytes` long. */
typedef struct { uint32_t pre, post; size_t bytes; uint8_t *bits, *empty; __m256i *planes; } Bitmap;

/** How far it is to the next connected pair, where each is connected with probability p, scale = 1/ln(1 − p). */
static uint64_t skip(double scale) { return 1 + (uint64_t)(log(uniform()) * scale); }

static Rows connectRows(double p, uint32_t nPre, uint32_t nPost) {
  const double scale = 1 / log1p(-p), expected = p * nPre * nPost;
  const size_t most = (size_t)(expected + 8 * sqrt(expected)) + 16;
  Rows rows = {zeros((nPre + 1) * sizeof(uint32_t)), zeros(most * sizeof(uint32_t)), NULL};
  uint32_t count = 0, row = 0;
  for (uint64_t pair = skip(scale) - 1; pair < (uint64_t)nPre * nPost && count < most; pair += skip(scale)) {
    while (row < pair / nPost) rows.begin[++row] = count;
    rows.targets[count++] = (uint32_t)(pair % nPost);
  }
  while (row < nPre) rows.begin[++row] = count;
  return rows;
}

/** Weights uniform between 0 and `exc` or `inh`, by source. */
static void weigh(Rows *rows, uint32_t nPre, float exc, float inh) {
  rows->weights = zeros((rows->begin[nPre] + 8) * sizeof(float));
  for (uint32_t j = 0; j < nPre; j++)
    for (uint32_t k = rows->begin[j]; k < rows->begin[j + 1]; k++)
      rows->weights[k] = (float)uniform() * (j < nExc ? exc : inh);
}

static Bitmap connectBitmap(double p, uint32_t pre, uint32_t nPre, uint32_t post, uint32_t nPost) {
  const double scale = 1 / log1p(-p);
  Bitmap map = {pre, post, PADDED(nPost) / 8, NULL, NULL, NULL};
  map.bits = zeros(map.bytes * (nPre + 1));
  map.planes = zeros(map.bytes * 8);
  // The row after the last stays empty: it fills up a pass.
  map.empty = map.bits + map.bytes * nPre;
  for (uint64_t pair = skip(scale) - 1; pair < (uint64_t)nPre * nPost; pair += skip(scale)) {
    const uint32_t t = (uint32_t)(pair % nPost);
    map.bits[map.bytes * (pair / nPost) + t / 8] |= (uint8_t)(1 << t % 8);
  }
  return map;
}

static inline void prefetchRow(const Rows *rows, uint32_t j) {
  __builtin_prefetch(rows->targets + rows->begin[j]);
  if (rows->weights) __builtin_prefetch(rows->weights + rows->begin[j]);
}

/** input_t += w for the synapses of the sources ids[0 … count). */
static void deliverUniform(const Rows *rows, const uint32_t *ids, uint32_t count, float *restrict input, float w) {
  for (uint32_t s = 0; s < count; s++) {
    const uint32_t end = rows->begin[ids[s] + 1];
    if (s + 1 < count) prefetchRow(rows, ids[s + 1]);
    for (uint32_t k = rows->begin[ids[s]]; k < end; k++) input[rows->targets[k]] += w;
  }
}

/** input_t += w_jt */
static void deliverSparse(const Rows *rows, const uint32_t *ids, uint32_t count, float *restrict input) {
  for (uint32_t s = 0; s < count; s++) {
    const uint32_t end = rows->begin[ids[s] + 1];
    if (s + 1 < count) prefetchRow(rows, ids[s + 1]);
    for (uint32_t k = rows->begin[ids[s]]; k < end; k++) input[rows->targets[k]] += rows->weights[k];
  }
}

/** input_t += w_jt, all targets, four rows a pass. */
static void deliverDense(const float *weights, const uint32_t *ids, uint32_t count, float *restrict input) {
  const size_t stride = PADDED(n);
  uint32_t s = 0;
  for (; s + 4 <= count; s += 4) {
    const float *a = weights + ids[s] * stride, *b = weights + ids[s + 1] * stride;
    const float *c = weights + ids[s + 2] * stride, *d = weights + ids[s + 3] * stride;
    for (uint32_t t = 0; t < n; t++) input[t] += a[t] + b[t] + (c[t] + d[t]);
  }
  for (; s < count; s++)
    for (uint32_t t = 0; t < n; t++) input[t] += weights[ids[s] * stride + t];
}

/** Bits that a and b exchange, `shift` apart. */
#define EXCHANGE(a, b, shift, mask)                                                                      \
  do {                                                                                                   \
    const __m256i x = (_mm256_srli_epi32(a, shift) ^ b) & _mm256_set1_epi32(mask);                       \
    a ^= _mm256_slli_epi32(x, shift), b ^= x;                                                            \
  } while (0)

/** at[0 … 255] += w · n, n the counts in eight bit planes: bits are transposed, then bytes, which then are widened. */
static inline void addPlanes(float *at, float w, __m256i p[8]) {
  for (int k = 0; k < 8; k += 2) EXCHANGE(p[k], p[k + 1], 1, 0x55555555);
  for (int k = 0; k < 8; k += (k & 1) ? 3 : 1) EXCHANGE(p[k], p[k + 2], 2, 0x33333333);
  for (int k = 0; k < 4; k++) EXCHANGE(p[k], p[k + 4], 4, 0x0f0f0f0f);
  // Byte k of p[l] counts target 8 k + l, in each half of 128.
  __m256i a[8], b[8];
  for (int k = 0; k < 4; k++) {
    a[2 * k] = _mm256_unpacklo_epi8(p[2 * k], p[2 * k + 1]);
    a[2 * k + 1] = _mm256_unpackhi_epi8(p[2 * k], p[2 * k + 1]);
  }
  for (int h = 0; h < 2; h++) {
    b[2 * h] = _mm256_unpacklo_epi16(a[h], a[2 + h]), b[2 * h + 1] = _mm256_unpackhi_epi16(a[h], a[2 + h]);
    b[4 + 2 * h] = _mm256_unpacklo_epi16(a[4 + h], a[6 + h]), b[5 + 2 * h] = _mm256_unpackhi_epi16(a[4 + h], a[6 + h]);
  }
  uint8_t counts[256] __attribute__((aligned(32)));
  for (int k = 0; k < 4; k++) {
    const __m256i first = _mm256_unpacklo_epi32(b[k], b[4 + k]), second = _mm256_unpackhi_epi32(b[k], b[4 + k]);
    _mm256_storeu2_m128i((__m128i *)(counts + 128 + 32 * k), (__m128i *)(counts + 32 * k), first);
    _mm256_storeu2_m128i((__m128i *)(counts + 144 + 32 * k), (__m128i *)(counts + 16 + 32 * k), second);
  }
  for (int k = 0; k < 256; k += 8)
    AT(at, k) += w * _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64((__m128i *)(counts + k))));
}

/** a + b + c = a (parity) + 2 · the majority, which is returned. */
static inline __m256i carrySave(__m256i *a, __m256i b, __m256i c) {
  const __m256i both = *a ^ b, carry = (*a & b) | (both & c);
  *a = both ^ c;
  return carry;
}

/**
 * input_t += w · (number of spiking sources whose bit t is set), at most 252 sources; counts of 256 targets are kept in eight
 * bit planes, to which twelve rows are added a pass (Harley–Seal).
 */
static void deliverPart(const Bitmap *map, const uint32_t *ids, uint32_t count, float *input, float w) {
  for (uint32_t pass = 0; pass < count; pass += 12) {
    const uint8_t *row[12];
    for (uint32_t r = 0; r < 12; r++)
      row[r] = pass + r < count ? map->bits + map->bytes * (ids[pass + r] - map->pre) : map->empty;
    const bool last = pass + 12 >= count;
    for (size_t o = 0; o < map->bytes; o += 32) {
      __m256i p[8] = {0}, *planes = map->planes + o / 32 * 8;
      if (pass) for (int k = 0; k < 8; k++) p[k] = planes[k];
#define BITS(r) (*(const __m256i *)(row[r] + o))
#define FOUR(r) carrySave(&p[1], carrySave(&p[0], BITS(r), BITS(r + 1)), carrySave(&p[0], BITS(r + 2), BITS(r + 3)))
      const __m256i none = {0}, foursA = FOUR(0), foursB = FOUR(4), eightsA = carrySave(&p[2], foursA, foursB);
      const __m256i foursC = FOUR(8), eightsB = carrySave(&p[2], foursC, none);
      __m256i carry = carrySave(&p[3], eightsA, eightsB);
      for (int k = 4; k < 8; k++) carry = carrySave(&p[k], carry, none);
      if (last) addPlanes(input + map->post + o * 8, w, p);
      else for (int k = 0; k < 8; k++) planes[k] = p[k];
    }
  }
}

static void deliverBitmap(const Bitmap *map, const uint32_t *ids, uint32_t count, float *input, float w) {
  for (; count > 252; ids += 252, count -= 252) deliverPart(map, ids, 252, input, w);
  deliverPart(map, ids, count, input, w);
}
