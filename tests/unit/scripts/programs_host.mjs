// What becomes of a program that other code runs, as JSON: node programs_host.mjs. Browser and server are made up.

import { createHash } from "node:crypto";

globalThis.self = globalThis;
self.postMessage = () => {};
globalThis.PerformanceObserver = class {
  observe() {}
};
const { handOut, streamedIn } = await import("../../../site/scripts/offline/programs.mjs");

const BASE = "https://example.org/";
const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const TELLS = [1, 4, 1, 0x60, 0, 0, 2, 7, 1, 1, 0x61, 1, 0x62, 0, 0, 8, 1, 0]; // begins by a call of the import a.b
const PROGRAM = Uint8Array.of(...HEAD, ...TELLS);
const TYPE = { "Content-Type": "application/wasm" };
/** @type {Response | null} */
let taken = null;
WebAssembly.compileStreaming = async (source) => {
  taken = await source;
  if (taken.headers.get("Content-Type") !== "application/wasm") throw new TypeError("Incorrect response MIME type.");
  return WebAssembly.compile(await taken.clone().arrayBuffer());
};

/**
 * @param {() => Response} served
 * @returns {Promise<object>}
 */
async function attempt(served) {
  taken = null;
  /** @type {[string, string | undefined][]} */
  const asked = [];
  globalThis.fetch = async (url, { cache } = {}) => {
    asked.push([String(url), cache]);
    return served();
  };
  let ran = false;
  const imports = { a: { b: () => (ran = true) } };
  const asset = { url: "program.wasm", bytes: PROGRAM.length, sha256: createHash("sha256").update(PROGRAM).digest("hex") };
  const answer = fetch(`${BASE}program.wasm`);
  handOut({ [`${BASE}program.wasm`]: answer });
  const { here, runs } = streamedIn(asset, BASE, answer);
  let early = false;
  runs.then(() => (early = true), () => {});
  await new Promise((resolve) => setTimeout(resolve));
  const before = early;
  // as Pyodide and onnxruntime do
  const instantiated = WebAssembly.instantiateStreaming(fetch(`${BASE}program.wasm`), imports);
  const outcome = await instantiated.then(() => "runs", () => "refused");
  const text = await runs.then(() => null, (error) => error.text);
  await here;
  const again = await fetch(`${BASE}program.wasm`).then(() => "fetched", () => "refused");
  // as Emscripten does with what it has fetched by itself
  const raw = await WebAssembly.instantiate(await served().arrayBuffer(), imports).then(() => "runs", () => "refused");
  return { outcome, text, before, again, raw, ran, same: taken === (await answer), unread: !(await answer).bodyUsed };
}

console.log(
  JSON.stringify({
    right: await attempt(() => new Response(PROGRAM, { headers: TYPE })),
    otherType: await attempt(() => new Response(PROGRAM)),
    damaged: await attempt(() => new Response(PROGRAM.with(4, 2), { headers: TYPE })),
    flipped: await attempt(() => new Response(Uint8Array.of(...PROGRAM, 0, 1, 0), { headers: TYPE })),
    cut: await attempt(() => new Response(PROGRAM.slice(0, 6), { headers: TYPE })),
    failing: await attempt(() => new Response("sorry", { status: 500 })),
    page: await attempt(() => new Response("<p>", { headers: { "Content-Type": "text/html" } })),
  }),
);
