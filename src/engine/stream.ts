/** Random stream of an object: FNV-1a of its name, so that adding another object shifts no stream. */
export const streamOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let k = 0; k < name.length; k++) {
    const code = name.charCodeAt(k);
    hash = Math.imul(hash ^ (code & 255), 0x01000193);
    hash = Math.imul(hash ^ (code >> 8), 0x01000193);
  }
  return hash >>> 0;
};
