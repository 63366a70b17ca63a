/**
 * Lets the event loop breathe between slices of a long computation: timers, messages and input get their turn. Not by
 * a timer of its own, which would wait a millisecond or, in pages, four.
 */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
