/** Random words: Philox4x32-7 (Salmon et al. 2011), key = (seed, 0), counter = (first + lane, step, 0, stream). */
#pragma once
#include <immintrin.h>
#include <stdint.h>

enum { SEED = 1, BUILD = 1, DRIVE = 2, TIES = 3 };

static void philox(uint32_t out[4], uint32_t first, uint32_t step, uint32_t stream) {
  uint32_t c0 = first, c1 = step, c2 = 0, c3 = stream, k0 = SEED, k1 = 0;
  for (int round = 0; round < 7; round++, k0 += 0x9e3779b9, k1 += 0xbb67ae85) {
    const uint64_t p0 = (uint64_t)0xd2511f53 * c0, p1 = (uint64_t)0xcd9e8d57 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1, c3 = (uint32_t)p0;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

static inline void multiply(__m256i a, __m256i m, __m256i *high, __m256i *low) {
  const __m256i even = _mm256_mul_epu32(a, m), odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), m);
  *high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
  *low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa);
}

/** Eight counters, first … first + 7, by word. */
static inline void philox8(__m256i w[4], uint32_t first, uint32_t step, uint32_t stream) {
  const __m256i m0 = _mm256_set1_epi32((int)0xd2511f53), m1 = _mm256_set1_epi32((int)0xcd9e8d57);
  __m256i c0 = _mm256_add_epi32(_mm256_set1_epi32((int)first), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  __m256i c1 = _mm256_set1_epi32((int)step), c2 = _mm256_setzero_si256(), c3 = _mm256_set1_epi32((int)stream);
  uint32_t k0 = SEED, k1 = 0;
#pragma GCC unroll 7
  for (int round = 0; round < 7; round++, k0 += 0x9e3779b9, k1 += 0xbb67ae85) {
    __m256i high0, low0, high1, low1;
    multiply(c0, m0, &high0, &low0);
    multiply(c2, m1, &high1, &low1);
    c0 = high1 ^ c1 ^ _mm256_set1_epi32((int)k0), c1 = low1;
    c2 = high0 ^ c3 ^ _mm256_set1_epi32((int)k1), c3 = low0;
  }
  w[0] = c0, w[1] = c1, w[2] = c2, w[3] = c3;
}

static uint32_t drawn;

/** In (0, 1), for what is built. */
static double uniform(void) {
  uint32_t words[4];
  philox(words, drawn++, 0, BUILD);
  return (words[0] + 0.5) / 4294967296.0;
}
