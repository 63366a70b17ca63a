/*
 * The networks of networks.mjs as loops in C: what a program costs that is written for one network, by hand, with the
 * layouts and the algorithms of our kernels (f32 columns, rows by source, spike lists of earlier steps, Philox4x32-7), and
 * eight lanes and fused multiply-add where WebAssembly has four and none. x86-64 with AVX2, one thread.
 *
 *   loops NETWORK SECONDS
 *
 * Says {"built":true}, then builds and runs the network for every line on stdin, and answers with a line of JSON: seconds of
 * the simulation alone, and the mean rate. Spikes are counted, not recorded. Models: assembly/integrate, in mV and ms.
 */
#include <stdio.h>
#include <time.h>
#include "loops/deliver.h"
#include "loops/drives.h"
#include "loops/lazy.h"
#include "loops/network.h"
#include "loops/neurons.h"
#include "loops/random.h"

static Rows rows;
static float *weights;
static Bitmap excMap, inhMap, excToInh;

static void describe(uint32_t neurons) {
  n = neurons, nExc = n / 5 * 4;
  nHeld = 0, nSpikes = 0, drawn = 0;
  float **columns[] = {&v, &left, &inE, &inI, &u, &paramA, &paramB, &paramC, &paramD};
  for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) *columns[k] = column(n);
  held = zeros(n * sizeof(uint32_t));
  for (int k = 0; k < RING; k++) ring[k] = (Slot){0, zeros(n * sizeof(uint32_t))};
}

static void beginUniform(float from, float to) {
  for (uint32_t k = 0; k < n; k++) v[k] = from + (to - from) * (float)uniform();
}

static void describeVogelsAbbott(void) {
  describe(4000);
  beginUniform(-60, -50);
  for (uint32_t k = n; k < PADDED(n); k++) v[k] = -60;
  rows = connectRows(0.02, n, n);
}

static void stepCuba(uint32_t step) {
  const Slot *arrived = slotAt(step - 1);
  const uint32_t exc = excitatory(arrived);
  integrateCuba(slotAt(step));
  hold(slotAt(step), -60, 50);
  deliverUniform(&rows, arrived->ids, exc, inE, 1.62f);
  deliverUniform(&rows, arrived->ids + exc, arrived->count - exc, inI, -9);
}

static void stepCoba(uint32_t step) {
  const Slot *arrived = slotAt(step - 8);
  const uint32_t exc = excitatory(arrived);
  integrateCoba(slotAt(step));
  hold(slotAt(step), -60, 50);
  deliverUniform(&rows, arrived->ids, exc, inE, 4);
  deliverUniform(&rows, arrived->ids + exc, arrived->count - exc, inI, 51);
}

static void describeBrunel(void) {
  describe(12500);
  beginUniform(0, 20);
  poissonTable(2);
  excMap = connectBitmap(0.1, 0, nExc, 0, n);
  inhMap = connectBitmap(0.1, nExc, n - nExc, 0, n);
}

/** External input, inhibition, then v and spikes; excitation has arrived. */
static void stepBrunelRest(uint32_t step, const Slot *arrived, uint32_t exc) {
  deliverBitmap(&inhMap, arrived->ids + exc, arrived->count - exc, inE, -0.5f);
  poissonDrive(inE, 0.1f, step);
  integrateDelta(slotAt(step));
  hold(slotAt(step), 10, 20);
}

static void stepBrunel(uint32_t step) {
  const Slot *arrived = slotAt(step - 15);
  const uint32_t exc = excitatory(arrived);
  deliverBitmap(&excMap, arrived->ids, exc, inE, 0.1f);
  stepBrunelRest(step, arrived, exc);
}

static void describeBrunelStdp(void) {
  describe(12500);
  beginUniform(0, 20);
  poissonTable(2);
  inhMap = connectBitmap(0.1, nExc, n - nExc, 0, n);
  excToInh = connectBitmap(0.1, 0, nExc, nExc, n - nExc);
  plastic = connectRows(0.1, nExc, nExc);
  plastic.weights = zeros((plastic.begin[nExc] + 8) * sizeof(float));
  for (uint32_t k = 0; k < plastic.begin[nExc]; k++) plastic.weights[k] = 0.1f;
  histories = column((size_t)nExc * 4 * DEPTH);
  for (size_t k = 0; k < (size_t)nExc * 4 * DEPTH; k++) histories[k] = NEVER;
  rowX = column(nExc), rowBefore = column(nExc), traceY = column(nExc);
  rowTime = zeros(nExc * sizeof(uint32_t)), rowFrom = zeros(nExc * sizeof(uint32_t));
  rate = 0.1 / (20 * log(2)), base = 0, safe = 0;
}

static void stepBrunelStdp(uint32_t step) {
  const Slot *arrived = slotAt(step - 15);
  const uint32_t exc = excitatory(arrived);
  for (uint32_t s = 0; s < exc; s++) arriveRow(arrived->ids[s], step + 1);
  deliverBitmap(&excToInh, arrived->ids, exc, inE, 0.1f);
  stepBrunelRest(step, arrived, exc);
  learn(slotAt(step), step + 1, (float)exp(-0.1 / 20));
}

static void describeIzhikevich(uint32_t neurons) {
  describe(neurons);
  for (uint32_t k = 0; k < n; k++) {
    const bool exc = k < nExc;
    const float r = (float)uniform();
    paramA[k] = exc ? 0.02f : 0.02f + 0.08f * r, paramB[k] = exc ? 0.2f : 0.25f - 0.05f * r;
    paramC[k] = exc ? -65 + 15 * r * r : -65, paramD[k] = exc ? 8 - 6 * r * r : 2;
    v[k] = -65, u[k] = paramB[k] * v[k];
  }
}

static void describeIzhikevichDense(void) {
  describeIzhikevich(1000);
  weights = column(PADDED(n) * n);
  for (uint32_t j = 0; j < n; j++)
    for (uint32_t t = 0; t < n; t++) weights[PADDED(n) * j + t] = (float)uniform() * (j < nExc ? 0.5f : -1);
}

static void describeIzhikevichSparse(void) {
  describeIzhikevich(10000);
  rows = connectRows(0.01, n, n);
  weigh(&rows, n, 5, -10);
}

static void stepIzhikevichRest(uint32_t step) {
  gaussianDrive(inE, 0, nExc, 5, step);
  gaussianDrive(inE, nExc, n, 2, step);
  integrateIzhikevich(slotAt(step));
}

static void stepIzhikevichDense(uint32_t step) {
  deliverDense(weights, slotAt(step - 1)->ids, slotAt(step - 1)->count, inE);
  stepIzhikevichRest(step);
}

static void stepIzhikevichSparse(uint32_t step) {
  deliverSparse(&rows, slotAt(step - 1)->ids, slotAt(step - 1)->count, inE);
  stepIzhikevichRest(step);
}

static const struct { const char *name; double dt; void (*describe)(void), (*step)(uint32_t); } networks[] = {
  {"cuba", 1e-4, describeVogelsAbbott, stepCuba},
  {"coba", 1e-4, describeVogelsAbbott, stepCoba},
  {"brunel", 1e-4, describeBrunel, stepBrunel},
  {"brunel-stdp", 1e-4, describeBrunelStdp, stepBrunelStdp},
  {"izhikevich-1000", 1e-3, describeIzhikevichDense, stepIzhikevichDense},
  {"izhikevich-10000", 1e-3, describeIzhikevichSparse, stepIzhikevichSparse},
};

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  size_t which = 0;
  const size_t known = sizeof networks / sizeof *networks;
  while (count == 3 && which < known && strcmp(networks[which].name, arguments[1])) which++;
  if (count != 3 || which == known) return 2;
  const double seconds = atof(arguments[2]);
  const uint32_t steps = (uint32_t)(seconds / networks[which].dt + 0.5);
  printf("{\"built\":true}\n");
  fflush(stdout);
  for (char line[64]; fgets(line, sizeof line, stdin);) {
    networks[which].describe();
    const double begin = now();
    for (uint32_t step = 0; step < steps; step++) {
      slotAt(step)->count = 0;
      networks[which].step(step);
      nSpikes += slotAt(step)->count;
    }
    printf("{\"seconds\":%.6f,\"rateHz\":%.4f}\n", now() - begin, (double)nSpikes / n / seconds);
    fflush(stdout);
    while (nBlocks > 0) free(blocks[--nBlocks]);
  }
  return 0;
}
