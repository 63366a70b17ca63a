// Trial module of the pool test: no network, no setup.
export const open =
  () =>
  async ({ a, b, seed }) =>
    a + b + seed;
