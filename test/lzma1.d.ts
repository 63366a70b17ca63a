// Its own types are sources, which our stricter settings refuse.
export function compress(bytes: Uint8Array, mode?: number): Uint8Array;
