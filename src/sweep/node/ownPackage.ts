import { createRequire, type ResolveHook, register } from "node:module";

// A sweep file lies anywhere, with or without a neuroglia installed beside it. The one that it imports is to be the one
// that runs it: there is no other way to say which version made a result. This file is also the hook that sees to that.

const own = (name: string): boolean => name === "neuroglia" || name.startsWith("neuroglia/");

/** Called by Node: whoever imports neuroglia imports it as this package imports itself. */
export const resolve: ResolveHook = (specifier, context, next) =>
  next(specifier, own(specifier) ? { ...context, parentURL: import.meta.url } : context);

const found = (from: string): string | null => {
  try {
    return createRequire(from).resolve("neuroglia");
  } catch {
    return null;
  }
};

let registered = false;

/** Makes sure, in this thread, that `import … from "neuroglia"` in a file is this package. */
export const useOwnPackage = (fileUrl: string): void => {
  if (registered || found(fileUrl) === found(import.meta.url)) return;
  register(import.meta.url);
  registered = true;
};
