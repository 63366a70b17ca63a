import { transferHandlers } from "comlink";
import { NeurogliaError, type NeurogliaErrorDetails } from "../src/errors.js";

// Comlink makes an ordinary error of whatever a call throws. Both sides import this, and an error of ours keeps its details.

/** What Comlink sends of an error, and ours beside it. */
interface Sent {
  isError?: boolean;
  value?: { stack?: string };
  fault?: NeurogliaErrorDetails;
}

const cloneable = (value: unknown): unknown => {
  try {
    return structuredClone(value);
  } catch {
    return String(value);
  }
};

/** Known by its name, since a module that imports a copy of this library has a class of its own. */
const detailsOf = (error: unknown): NeurogliaErrorDetails | undefined => {
  if (!(error instanceof Error) || error.name !== "NeurogliaError") return undefined;
  const { details } = error as NeurogliaError;
  return { ...details, got: cloneable(details.got) };
};

const plain = transferHandlers.get("throw")!;

transferHandlers.set("throw", {
  canHandle: plain.canHandle,
  serialize: (thrown) => {
    const [sent, transferables] = plain.serialize(thrown) as [Sent, Transferable[]];
    const fault = detailsOf((thrown as { value: unknown }).value);
    return [fault ? { ...sent, fault } : sent, transferables];
  },
  deserialize: (sent: Sent) => {
    if (!sent.fault) return plain.deserialize(sent);
    const error = new NeurogliaError(sent.fault);
    if (sent.value?.stack !== undefined) error.stack = sent.value.stack;
    throw error;
  },
});
