// `neuroglia lab` as a program. What it serves is looked at in test/lab/lab.test.ts.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

let served: ChildProcess;
let address: URL;
let ended: Promise<number | null>;

beforeAll(async () => {
  served = spawn(process.execPath, [main, "lab", "--port", "0"]);
  ended = new Promise((resolve) => served.once("exit", resolve));
  const said = await new Promise<string>((resolve) => served.stdout!.once("data", (text) => resolve(String(text))));
  expect(said).toMatch(/^The Lab is at http:\/\/localhost:\d+\/ \(Ctrl-C ends it\)\n$/);
  address = new URL(/http:\S+/.exec(said)![0]);
});
afterAll(() => void served.kill("SIGKILL"));

/** The path goes as it stands, as a browser would not send it. */
const ask = (path: string, method = "GET") =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    request({ port: address.port, host: "127.0.0.1", path, method }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    })
      .on("error", reject)
      .end();
  });

describe("neuroglia lab", () => {
  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/index.html?x=1", "text/html; charset=utf-8"],
    ["/main.js", "text/javascript; charset=utf-8"],
    ["/worker.js", "text/javascript; charset=utf-8"],
    ["/style.css", "text/css; charset=utf-8"],
  ])("serves %s with its type and the headers of isolation", async (path, type) => {
    const { status, headers, text } = await ask(path);
    expect(status).toBe(200);
    expect(text.length).toBeGreaterThan(100);
    expect(headers).toMatchObject({
      "content-type": type,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
  });

  it("names the licence of the images that it serves", async () => {
    const { text } = await ask("/licences.txt");
    for (const said of ["Yann LeCun and Corinna Cortes", "NIST", "Creative Commons Attribution-Share Alike 3.0"])
      expect(text).toContain(said);
  });

  it.each([
    "/nothing.js",
    "/../src/index.js",
    "/../../package.json",
    "/%2e%2e/%2e%2e/package.json",
    "/..%2f..%2fpackage.json",
    "/..%5c..%5cpackage.json",
    "//etc/passwd",
    "/index.html%00.js",
    "/../lab-not-this/x",
  ])("has nothing at %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it("answers HEAD without a body, refuses what is no address, and all other methods", async () => {
    expect(await ask("/", "HEAD")).toMatchObject({ status: 200, text: "" });
    expect((await ask("/%zz")).status).toBe(400);
    expect((await ask("/", "POST")).status).toBe(405);
  });

  it("refuses a port that is taken, and what is no port, with status 2 and one line", () => {
    const run = (port: string) => spawnSync(process.execPath, [main, "lab", `--port=${port}`], { encoding: "utf8" });
    for (const [port, message] of [
      [
        address.port,
        `--port of lab must be a port that is free and allowed, or 0 for any that is, got "${address.port} (EADDRINUSE)"`,
      ],
      ["65536", '--port of lab must be a whole number of 0 … 65535, got "65536"'],
      ["-1", '--port of lab must be a whole number of 0 … 65535, got "-1"'],
      ["http", '--port of lab must be a whole number of 0 … 65535, got "http"'],
    ] as const)
      expect(run(port)).toMatchObject({ status: 2, stdout: "", stderr: `neuroglia: ${message}\n` });
  });

  it("ends with status 0 on a signal", async () => {
    served.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});
