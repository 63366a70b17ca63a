/**
 * Goes up by one with each release that gives other numbers than the one before for the same description and seed. Result files
 * and checkpoints have it, so that what was computed with other bits is known for it. 1: until it was counted.
 */
export const BITS = 2;
