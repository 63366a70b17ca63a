import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../dist/lab/", import.meta.url));
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/**
 * The Lab's files from a host that sends no headers of its own, so that workers share no memory; or lacks a file; or forbids
 * something by a Content-Security-Policy.
 */
export const hostLab = async ({ without, policy }: { without?: string; policy?: string } = {}) => {
  const server = createServer(({ url = "/" }, response) => {
    const name = url === "/" ? "index.html" : url.slice(1);
    if (name === without) return response.writeHead(404).end();
    const type = types[extname(name)] ?? "application/octet-stream";
    const headers = { "Content-Type": type, ...(policy && { "Content-Security-Policy": policy }) };
    return response.writeHead(200, headers).end(readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
};
