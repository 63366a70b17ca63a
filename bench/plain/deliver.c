/*
 * The sparse walk of delivery in C, the yardstick for what a compiled loop does on this machine. It reads synapses and spike
 * lists from a file (u32 nPre, nPost, nSynapses, nLists; rows; targets; weights f32; list ends; ids), then obeys lines:
 *
 *   w N   walks the lists of N steps, answers with the milliseconds it took
 *   c     answers with the FNV-1a hash of the input column, and empties it
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint32_t nPre, nPost, nSynapses, nLists;
static uint32_t *rows, *targets, *ends, *ids;
static float *weights, *input;

static void *words(FILE *file, size_t count) {
  void *at = malloc(count * 4 + 64);
  if (!at || fread(at, 4, count, file) != count) exit(2);
  return at;
}

static void walk(uint32_t step) {
  const uint32_t list = step % nLists;
  for (uint32_t s = list ? ends[list - 1] : 0; s < ends[list]; s++) {
    const uint32_t id = ids[s];
    const uint32_t end = rows[id + 1];
    for (uint32_t k = rows[id]; k < end; k++) input[targets[k]] += weights[k];
  }
}

int main(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
  if (!file) return 2;
  uint32_t *head = words(file, 4);
  nPre = head[0], nPost = head[1], nSynapses = head[2], nLists = head[3];
  rows = words(file, (size_t)nPre + 1);
  targets = words(file, nSynapses);
  weights = words(file, nSynapses);
  ends = words(file, nLists);
  ids = words(file, ends[nLists - 1]);
  fclose(file);
  input = calloc(nPost, sizeof(float));
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (line[0] == 'w') {
      const uint32_t steps = (uint32_t)strtoul(line + 1, NULL, 10);
      struct timespec a, b;
      clock_gettime(CLOCK_MONOTONIC, &a);
      for (uint32_t step = 0; step < steps; step++) walk(step);
      clock_gettime(CLOCK_MONOTONIC, &b);
      printf("%.6f\n", (b.tv_sec - a.tv_sec) * 1e3 + (b.tv_nsec - a.tv_nsec) / 1e6);
    } else {
      uint32_t hash = 0x811c9dc5;
      const uint8_t *bytes = (const uint8_t *)input;
      for (size_t k = 0; k < (size_t)nPost * 4; k++) hash = (hash ^ bytes[k]) * 0x01000193;
      printf("%u\n", hash);
      for (uint32_t k = 0; k < nPost; k++) input[k] = 0;
    }
    fflush(stdout);
  }
  return 0;
}
