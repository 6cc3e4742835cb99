// onnxruntime-web as one backend needs it: which of its builds, with which settings.

import { FileError } from "../offline/download.mjs";
import { handOut, imported, streamedIn } from "../offline/programs.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {typeof import("onnxruntime-web")} Ort */
/** @typedef {import("onnxruntime-web").InferenceSession.SessionOptions} SessionOptions */
/** @typedef {{ort: Ort, options: SessionOptions, threads: number}} Runtime */

const MOST_THREADS = 8;

/** What became of the program that is being loaded; onnxruntime would say it in words of its own. */
let program = Promise.resolve();

/** What an encoder makes is only ever fed to a decoder, so it need not leave the device. */
const ON_THE_DEVICE = /** @type {const} */ ({ features: "gpu-buffer" });

/**
 * Load the build of a backend. Its wasm file is taken when the first graph is opened; that of WebAssembly itself is
 * asked for by `fetchAhead`, when the line is free.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @param {string} backend "wasm", "webgpu" or "webgl"
 * @param {number | null} threads as many as suit the device if null
 * @returns {Promise<Runtime>}
 */
export async function startRuntime(assets, base, backend, threads) {
  if (backend === "webgl") {
    const [{ ort }, { compileCheaper }] = await Promise.all([
      buildOf(assets.onnxruntime.webgl, base),
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
    const { ort } = await buildOf(files, base);
    ort.env.wasm.numThreads = 1;
    return { ort, options: { executionProviders: ["webgpu"], preferredOutputLocation: ON_THE_DEVICE }, threads: 1 };
  }
  const { ort } = await buildOf(assets.onnxruntime, base);
  return onProcessor(ort, threads);
}

/**
 * @param {Ort} ort
 * @param {number | null} wanted
 * @returns {Runtime}
 */
function onProcessor(ort, wanted) {
  const most = self.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS) : 1;
  const threads = wanted ?? most;
  ort.env.wasm.numThreads = threads;
  return { ort, options: { executionProviders: ["wasm"] }, threads };
}

/**
 * Load the build for the processor anew, with all of its program.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @param {number | null} threads as above
 * @returns {Promise<Runtime>}
 */
export async function startWhole(assets, base, threads) {
  const files = { ...assets.onnxruntime, wasm: assets.onnxruntime.whole };
  fetchAhead(files, base);
  const { ort } = await buildOf(files, base, "#whole"); // it would come with the program that it has
  return onProcessor(ort, threads);
}

/**
 * Whether a program has come upon a function that was left out of it (see bundler/onnxruntime_program), in any browser's words.
 * They are all that is left of the error where onnxruntime was just starting.
 * @param {unknown} error
 */
export function isLeftOut(error) {
  return error instanceof Error && !(error instanceof FileError) && /unreachable/i.test(error.message);
}

/**
 * Why no graph can be opened, if that is for want of a program.
 * @param {unknown} error what onnxruntime said
 * @returns {Promise<unknown>}
 */
export async function causeOf(error) {
  const elsewhere = new Promise((resolve) => setTimeout(resolve, 0, error)); // what is to fail has failed by now
  return Promise.race([program.then(() => error, (reason) => reason), elsewhere]);
}

/**
 * @param {import("../offline/assets").OnnxruntimeBuild} build
 * @param {string} base
 * @param {string} [fragment] under which to load it anew
 * @returns {Promise<{ort: Ort}>} wrapped, since a module is not to be taken for a promise
 */
async function buildOf({ api, loader, wasm }, base, fragment) {
  const [{ module }] = await Promise.all([
    imported(api, base, fragment),
    loader && imported(loader, base), // onnxruntime asks for it later
  ]);
  /** @type {Ort} */
  const ort = module;
  if (loader && wasm) {
    ort.env.wasm.wasmPaths = { mjs: new URL(loader.url, base).href, wasm: new URL(wasm.url, base).href };
  }
  return { ort };
}

/**
 * Have the wasm file of a build come in before onnxruntime asks for it, with the first graph that is opened.
 * @param {import("../offline/assets").OnnxruntimeBuild} build
 * @param {string} base
 * @returns {Promise<void>} kept when it is here, or has failed, of which onnxruntime tells whoever opens a graph
 */
export async function fetchAhead({ wasm }, base) {
  if (!wasm) return;
  const url = new URL(wasm.url, base).href;
  const total = wasm.bytes;
  self.postMessage({ type: "loading", part: { key: "part-painter" }, loaded: 0, total });
  const answer = fetch(url);
  handOut({ [url]: answer });
  const { here, runs } = streamedIn(wasm, base, answer);
  program = runs;
  await here;
  self.postMessage({ type: "loading", part: { key: "part-painter" }, loaded: total, total });
}
