#!/usr/bin/env node
import { papers } from "./papers.js";
import { runCommandLine } from "./program.js";

process.exitCode = await runCommandLine(process.argv.slice(2), papers);
