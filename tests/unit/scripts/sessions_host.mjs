// How inference/sessions.mjs opens graphs with a made-up onnxruntime, as JSON: node sessions_host.mjs.

import { createHash } from "node:crypto";

globalThis.self = globalThis;
self.postMessage = () => {};
globalThis.PerformanceObserver = class {
  observe() {}
};

/** Which sessions were begun and were there, in that order. */
globalThis.steps = [];
const PROGRAM = `
  const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
  export const env = { wasm: {}, webgpu: {} };
  export const InferenceSession = {
    async create([number]) {
      steps.push("begin " + number);
      await wait();
      if (number === 2) throw new Error("made up");
      steps.push("end " + number);
      return { release: async () => {} };
    },
  };
`;
const url = `data:text/javascript,${encodeURIComponent(PROGRAM)}`;
globalThis.fetch = async () => new Response(PROGRAM, { headers: { "Content-Type": "text/javascript" } });
const sha256 = createHash("sha256").update(PROGRAM).digest("hex");
const build = { api: { url, bytes: PROGRAM.length, sha256 }, loader: null, wasm: null };
const assets = { models: {}, onnxruntime: { webgpu_jspi: build, webgpu_asyncify: build, version: "1" } };

const { Sessions } = await import("../../../site/scripts/inference/sessions.mjs");
const sessions = new Sessions(assets, "https://example.org/", "webgpu", null);
const opened = [1, 2, 3].map((number) => sessions.open(`graph ${number}`, Uint8Array.of(number)));
const outcomes = (await Promise.allSettled(opened)).map(({ status }) => status);
console.log(JSON.stringify({ steps, outcomes, device: await sessions.device }));
