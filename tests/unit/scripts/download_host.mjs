// What code that fetches by itself is handed, as JSON: node download_host.mjs. Browser and server are made up.

globalThis.self = globalThis;
const { handOut, streamedIn } = await import("../../../site/scripts/offline/download.mjs");

const PROGRAM = "https://example.org/program.wasm";
/** @type {string[]} */
const asked = [];
globalThis.fetch = async (url) => {
  asked.push(String(url));
  return new Response("from the server");
};
/** @type {(value?: unknown) => void} */
let finish = () => {};
const plain = async (source) => {
  taken = await source;
  await new Promise((resolve) => (finish = resolve));
  return { instance: {}, module: {} };
};
let taken = null;
WebAssembly.instantiateStreaming = plain;

let here = false;
const answer = fetch(PROGRAM);
handOut({ [PROGRAM]: answer });
const waiting = streamedIn(PROGRAM, answer).then(() => (here = true));
const running = WebAssembly.instantiateStreaming(fetch(PROGRAM), {}); // as Pyodide and onnxruntime do
await new Promise((resolve) => setTimeout(resolve));
const early = here;
finish();
await running;
await waiting;
const again = await (await fetch(PROGRAM)).text();

const failing = Promise.reject(new Error("no network"));
handOut({ "https://example.org/gone.wasm": failing });
await streamedIn("https://example.org/gone.wasm", failing);

console.log(
  JSON.stringify({
    same: taken === (await answer),
    untouched: !(await answer).bodyUsed,
    early,
    here,
    again,
    asked,
  }),
);
