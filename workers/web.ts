import { expose } from "comlink";
import { ThreadWork } from "./work.js";

// A page is told of errors that nothing caught, and of no other end of a worker: the others are told as such errors.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  reportError(event.reason);
});
addEventListener("messageerror", () => reportError(new Error("a message to it could not be read")));
Object.assign(globalThis, { close: () => reportError(new Error("it closed itself")) });

expose(new ThreadWork());
