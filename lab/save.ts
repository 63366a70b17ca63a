import { element } from "./element.js";

/** Hands a file to the browser's downloads. */
export const download = (name: string, content: Blob | string, type = "text/plain"): void => {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = element("a", { href: url, download: name });
  link.click();
  // The download has begun by then, whatever its size.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
