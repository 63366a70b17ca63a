import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { TrialRunner } from "./trials.js";

expose(new TrialRunner(), nodeEndpoint(parentPort!));
