import type { NetworkDescription } from "./description.js";

/** What networks with readouts need besides, their kernels included: few have any, so that pages load it when one has. */
let loaded: typeof import("./readouts.js") | null = null;

/** To be awaited before an engine of that description is made. */
export const loadReadouts = async ({ readouts }: NetworkDescription): Promise<void> => {
  if (readouts.length > 0) loaded ??= await import("./readouts.js");
};

/** What `loadReadouts` has loaded, for descriptions with readouts. */
export const readoutsOf = ({ readouts }: NetworkDescription): typeof loaded => (readouts.length > 0 ? loaded! : null);
