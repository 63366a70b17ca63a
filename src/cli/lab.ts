import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { NeurogliaError } from "../errors.js";
import { whole } from "./options.js";

const defaultPort = 8421;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** With these a page may share memory between workers, so that a network can run on several. */
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-cache",
  "X-Content-Type-Options": "nosniff",
};

/** Answers with the files of one folder, and with nothing outside it. */
const serve =
  (folder: string): RequestListener =>
  async ({ method, url = "/" }, response) => {
    const end = (status: number, text: string): void => {
      response.writeHead(status, { "Content-Type": "text/plain", ...headers }).end(method === "HEAD" ? "" : text);
    };
    if (method !== "GET" && method !== "HEAD") return end(405, "only GET and HEAD\n");
    let path: string;
    try {
      path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    } catch {
      return end(400, "no address\n");
    }
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    if (!file.startsWith(folder + sep) || path.includes("\0")) return end(404, "not there\n");
    const content = await readFile(file).catch(() => null);
    if (content === null) return end(404, "not there\n");
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, ...headers }).end(method === "HEAD" ? "" : content);
  };

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new NeurogliaError({
          code: "bad-option",
          what: "--port",
          where: "lab",
          expected: "a port that is free and allowed, or 0 for any that is",
          got: `${port} (${error.code})`,
        }),
      ),
    );
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Serves the built Lab on this machine alone until SIGINT or SIGTERM.
 * @param announce told the address once it is there
 * @throws NeurogliaError where the Lab was not built, or the port cannot be had
 */
export const serveLab = async (port: number, announce: (address: string) => void): Promise<void> => {
  const folder = fileURLToPath(new URL("../../lab", import.meta.url));
  if (!existsSync(join(folder, "index.html")))
    throw new NeurogliaError({
      code: "not-built",
      what: "folder",
      where: "lab",
      expected: "built (npm run build:lab)",
      got: folder,
    });
  const server = createServer(serve(folder));
  const found = await listening(server, port);
  announce(`http://localhost:${found}/`);
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
  server.close();
  server.closeAllConnections();
};

/** Declares `neuroglia lab`. */
export const declareLab = (program: Command): void => {
  program
    .command("lab")
    .summary("serve the laboratory: networks, alive, in a browser")
    .description(
      "Serves the Lab on this machine: spiking networks in a browser, to watch, to change while they run, and to share as a link that " +
        "gives the same spikes. It needs no other server; `dist/lab` of the package is all there is, as static files for any host.",
    )
    .option("--port <n>", "port of localhost; 0 takes any that is free", whole("--port", "lab", 0, 65535), defaultPort)
    .helpCommand(false)
    .addHelpText("after", "\nCtrl-C ends it.\n")
    .action(({ port }: { port: number }) =>
      serveLab(port, (address) => process.stdout.write(`The Lab is at ${address} (Ctrl-C ends it)\n`)),
    );
};
