import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { ThreadWork } from "./work.js";

expose(new ThreadWork(), nodeEndpoint(parentPort!));
