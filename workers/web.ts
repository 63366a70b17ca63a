import { expose } from "comlink";
import { ThreadWork } from "./work.js";

// A page is told of errors that nothing caught, and of no other end of a worker; Firefox calls them uncaught in the page
// even where it is told not to. So a worker tells of all its ends itself, by a message that is none of Comlink's.
const tell = (error: unknown): void => postMessage({ died: error instanceof Error ? error.message : String(error) });
addEventListener("error", (event) => {
  event.preventDefault();
  tell(event.message);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tell(event.reason);
});
addEventListener("messageerror", () => tell("a message to it could not be read"));
Object.assign(globalThis, { close: () => tell("it closed itself") });

expose(new ThreadWork());
