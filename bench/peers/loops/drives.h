/** Random input: models/poissonDrive/kernel.ts, models/gaussianDrive/kernel.ts. */
#pragma once
#include <math.h>
#include "network.h"
#include "random.h"

static uint8_t limits[32], aliases[32];
static uint32_t fine[16];

/** Walker's tables for Poisson numbers 0 … 15 (a mean of 2 reaches 16 once in 10^10): limits in 2^-28 of a column. */
static void poissonTable(double mean) {
  double share[16], p = exp(-mean);
  for (int k = 0; k < 16; p *= mean / ++k) share[k] = 16 * p;
  bool done[16] = {false};
  for (int round = 0; round < 16; round++) {
    int least = -1, greatest = -1;
    for (int k = 0; k < 16; k++) {
      if (done[k]) continue;
      if (least < 0 || share[k] < share[least]) least = k;
      if (greatest < 0 || share[k] >= share[greatest]) greatest = k;
    }
    const double own = round == 15 || share[least] > 1 ? 1 : share[least];
    fine[least] = (uint32_t)(own * (1 << 28) - (own == 1));
    // Compared as signed bytes: bit 7 is inverted.
    limits[least] = limits[least + 16] = (uint8_t)((fine[least] >> 20) ^ 128);
    aliases[least] = aliases[least + 16] = (uint8_t)greatest;
    share[greatest] -= 1 - own;
    done[least] = true;
  }
}

/**
 * input += w · K, K Poisson, by the alias method: of a neuron's byte in the word of columns four bits choose a column, and its
 * byte in the next word decides between the column and its alias; where that ties with the limit, twenty more bits do.
 */
static void poissonDrive(float *input, float w, uint32_t step) {
  const __m256i limit = *(__m256i *)limits, alias = *(__m256i *)aliases, nibble = _mm256_set1_epi8(15);
  for (uint32_t k = 0; k < n; k += 64) {
    __m256i words[4];
    philox8(words, k / 8, step, DRIVE);
    for (uint32_t half = 0; half < 2; half++) {
      const __m256i columns = words[2 * half] & nibble, r = words[2 * half + 1], bound = _mm256_shuffle_epi8(limit, columns);
      uint8_t numbers[32] __attribute__((aligned(32)));
      *(__m256i *)numbers = _mm256_blendv_epi8(_mm256_shuffle_epi8(alias, columns), columns, _mm256_cmpgt_epi8(bound, r));
      uint32_t ties = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bound, r));
      for (; ties; ties &= ties - 1) {
        const int lane = __builtin_ctz(ties);
        const uint8_t c = ((uint8_t *)&columns)[lane], high = ((uint8_t *)&r)[lane] ^ 128;
        uint32_t more[4];
        philox(more, k + 32 * half + (uint32_t)lane, step, TIES);
        numbers[lane] = ((uint32_t)high << 20 | more[0] >> 12) < fine[c] ? c : aliases[c];
      }
      for (int q = 0; q < 32; q += 8)
        AT(input, k + 32 * half + q) += w * _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64((__m128i *)(numbers + q))));
    }
  }
}

/** ln x, x > 0: x = 2^k m, s = (m − 1)/(m + 1), ln m = 2 (s + s³/3 + …). */
static inline f32x8 ln(f32x8 x) {
  const i32x8 shifted = (i32x8)x - 0x3f3504f3;
  const f32x8 k = __builtin_convertvector(shifted >> 23, f32x8), m = (f32x8)((shifted & 0x007fffff) + 0x3f3504f3);
  const f32x8 s = (m - 1) / (m + 1), z = s * s;
  return k * 0.693147181f + 2 * s * (1 + z * (1.f / 3 + z * (1.f / 5 + z * (1.f / 7 + z * (1.f / 9)))));
}

/** Sixteen normal numbers, times sd, are added to `at`: Box–Muller, two bits of b say which quarter of the circle. */
static inline void addNormal(float *at, float sd, __m256i a, __m256i b) {
  const f32x8 word = _mm256_cvtepi32_ps(_mm256_abs_epi32(a)), quarter = (f32x8)_mm256_set1_ps(0.25f);
  const f32x8 radius = sd * (f32x8)_mm256_sqrt_ps(-2 * ln((f32x8)_mm256_max_ps(word, quarter) * 0x1p-31f));
  const f32x8 phi = (f32x8)_mm256_cvtepi32_ps(_mm256_slli_epi32(b, 2)) * (0.785398163f * 0x1p-31f), z = phi * phi;
  const f32x8 sine = phi * (1 + z * (-1.f / 6 + z * (1.f / 120 + z * (-1.f / 5040 + z * (1.f / 362880)))));
  const f32x8 cosine = 1 + z * (-0.5f + z * (1.f / 24 + z * (-1.f / 720 + z * (1.f / 40320))));
  const __m256 s = radius * sine, c = (__m256)((__m256i)(radius * cosine) ^ (b & _mm256_set1_epi32(INT32_MIN)));
  const __m256 exchanged = (__m256)_mm256_slli_epi32(b, 1);
  AT(at, 0) += _mm256_blendv_ps(c, s, exchanged);
  AT(at, 8) += _mm256_blendv_ps(s, c, exchanged);
}

/** input += sd · N for neurons begin … end; `begin` is a multiple of 8. */
static void gaussianDrive(float *input, uint32_t begin, uint32_t end, float sd, uint32_t step) {
  for (uint32_t k = begin; k < end; k += 32) {
    __m256i words[4];
    philox8(words, k / 4, step, DRIVE);
    addNormal(input + k, sd, words[0], words[1]);
    addNormal(input + k + 16, sd, words[2], words[3]);
  }
}
