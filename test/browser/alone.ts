import type { checks } from "./checks.js";
import { inWorker } from "./page.js";

// The page's address says what to do in a worker; the answer goes to the site.
const [check, ...inputs] = JSON.parse(decodeURIComponent(location.hash.slice(1))) as [
  keyof typeof checks,
  ...unknown[],
];
const complaints: string[] = [];
addEventListener("error", ({ message }) => complaints.push(message));
const answer = await inWorker(check, ...inputs).catch((error) => ({ failed: String(error) }));
await fetch(`/report${location.search}`, { method: "POST", body: JSON.stringify({ answer, complaints }) });
