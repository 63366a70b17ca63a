/** Mixes a sample's spike hash with its number, so that the sum over samples tells them apart. */
export const sampleHash = (hash: string, sample: number): bigint =>
  BigInt.asUintN(64, (BigInt(`0x${hash}`) ^ (BigInt(sample) * 0x9e3779b97f4a7c15n)) * 0xbf58476d1ce4e5b9n);
