// Installs here, builds the page with webpack and as-loader, and runs it in headless Chromium: npm run test:webpack-kernel
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "puppeteer-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const run = (command, ...args) => execFileSync(command, args, { cwd: here, stdio: "inherit" });

run("npm", "install", "--no-audit", "--no-fund");
// What a page of one's own has installed: the headers, and the kernel among its sources.
mkdirSync(join(here, "node_modules/neuroglia"), { recursive: true });
for (const part of ["package.json", "assembly"])
  cpSync(join(root, part), join(here, "node_modules/neuroglia", part), { recursive: true });
for (const file of ["kernel.ts", "alone.ts"]) cpSync(join(here, "../quadratic", file), join(here, "kernel", file));
run("npx", "webpack");

const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const server = createServer(({ url }, response) => {
  const type = types[extname(url)];
  if (url === "/") response.setHeader("Content-Type", types[".html"]).end('<script src="main.js"></script>');
  else if (!type) response.writeHead(404).end();
  else response.setHeader("Content-Type", type).end(readFileSync(join(here, "dist", url)));
}).listen(0);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction("globalThis.compared", { timeout: 10_000 });
  const { spikes, twinSpikes, apart } = await page.evaluate("globalThis.compared");
  console.log(`${spikes} spikes, ${twinSpikes} of the equations in f64; potentials ${apart} mV apart at most`);
  if (spikes !== twinSpikes || spikes === 0 || !(apart < 1e-3)) process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}
