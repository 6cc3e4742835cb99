// onnxruntime-web as one backend needs it: which of its builds, with which settings.

import { handOut, streamedIn } from "../offline/download.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {typeof import("onnxruntime-web")} Ort */
/** @typedef {import("onnxruntime-web").InferenceSession.SessionOptions} SessionOptions */
/** @typedef {{ort: Ort, options: SessionOptions, threads: number}} Runtime */

const MOST_THREADS = 8;

/** What an encoder makes is only ever fed to a decoder, so it need not leave the device. */
const ON_THE_DEVICE = /** @type {const} */ ({ features: "gpu-buffer" });

/**
 * Load the build of a backend. Its wasm file is taken when the first graph is opened; that of WebAssembly itself is
 * asked for by `fetchAhead`, when the line is free.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @param {string} backend "wasm", "webgpu" or "webgl"
 * @returns {Promise<Runtime>}
 */
export async function startRuntime(assets, base, backend) {
  if (backend === "webgl") {
    const [{ ort }, { compileCheaper }] = await Promise.all([
      imported(assets.onnxruntime.webgl, base),
      import("./webgl-shaders.mjs"),
    ]);
    compileCheaper(WebGL2RenderingContext.prototype); // of which only onnxruntime has one in this worker
    return { ort, options: { executionProviders: ["webgl"] }, threads: 1 };
  }
  if (backend === "webgpu") {
    // Both suspend wasm while the device works. JSPI does so in the engine; Asyncify, for browsers without it, does so
    // by code that makes the file half as large again.
    const files = "Suspending" in WebAssembly ? assets.onnxruntime.webgpu_jspi : assets.onnxruntime.webgpu_asyncify;
    fetchAhead(files, base);
    const { ort } = await imported(files, base);
    ort.env.wasm.numThreads = 1;
    return { ort, options: { executionProviders: ["webgpu"], preferredOutputLocation: ON_THE_DEVICE }, threads: 1 };
  }
  const { ort } = await imported(assets.onnxruntime, base);
  return onProcessor(ort);
}

/**
 * @param {Ort} ort
 * @returns {Runtime}
 */
function onProcessor(ort) {
  const threads = self.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS) : 1;
  ort.env.wasm.numThreads = threads;
  return { ort, options: { executionProviders: ["wasm"] }, threads };
}

/**
 * Load the build for the processor anew, with all of its program.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @returns {Promise<Runtime>}
 */
export async function startWhole(assets, base) {
  const { api, loader, whole } = assets.onnxruntime;
  // A module is loaded once for each address, and keeps its program.
  const { ort } = await imported({ api: { ...api, url: `${api.url}#whole` }, ...(loader && { loader }), wasm: whole }, base);
  return onProcessor(ort);
}

/**
 * Whether a program has come upon a function that was left out of it (see bundler/onnxruntime_program), in any browser's words.
 * They are all that is left of the error where onnxruntime was just starting.
 * @param {unknown} error
 */
export function isLeftOut(error) {
  return error instanceof Error && /unreachable/i.test(error.message);
}

/**
 * onnxruntime does not recover from a lost device, so the whole worker ends by an error, and a fresh one is begun.
 * @param {Ort} ort after its first session was opened
 * @param {string} backend
 */
export async function endWhenLost(ort, backend) {
  const lost = () => {
    setTimeout(() => {
      throw new Error("the graphics device was lost");
    });
  };
  if (backend === "webgpu") {
    const device = await ort.env.webgpu.device;
    device?.lost.then(lost);
  } else if (backend === "webgl") {
    const context = /** @type {{canvas: EventTarget} | undefined} */ (/** @type {unknown} */ (ort.env.webgl.context));
    context?.canvas.addEventListener("webglcontextlost", lost);
  }
}

/**
 * @param {import("../offline/assets").OnnxruntimeBuild} build
 * @param {string} base
 * @returns {Promise<{ort: Ort}>} wrapped, since a module is not to be taken for a promise
 */
async function imported({ api, loader, wasm }, base) {
  if (loader) import(new URL(loader.url, base).href).catch(() => {}); // onnxruntime asks for it later, and tells
  /** @type {Ort} */
  const ort = await import(new URL(api.url, base).href);
  if (loader && wasm) {
    ort.env.wasm.wasmPaths = { mjs: new URL(loader.url, base).href, wasm: new URL(wasm.url, base).href };
  }
  return { ort };
}

/**
 * Have the wasm file of a build come in before onnxruntime asks for it, with the first graph that is opened.
 * @param {import("../offline/assets").OnnxruntimeBuild} build
 * @param {string} base
 * @returns {Promise<void>} kept when it is here
 */
export async function fetchAhead({ wasm }, base) {
  if (!wasm) return;
  const url = new URL(wasm.url, base).href;
  const total = wasm.bytes;
  self.postMessage({ type: "loading", part: "Painter", loaded: 0, total });
  const answer = fetch(url);
  handOut({ [url]: answer });
  await streamedIn(url, answer);
  self.postMessage({ type: "loading", part: "Painter", loaded: total, total });
}
