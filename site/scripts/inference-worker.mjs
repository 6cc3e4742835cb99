// Runs the networks: holds onnxruntime-web and one session for each graph that is in use.
// It takes calls over a MessagePort from the studio worker and knows nothing of pictures or styles.

import { countFetches, downloadVerified } from "./download.mjs";

/** @typedef {import("./assets").Assets} Assets */
/** @typedef {import("./inference-messages").InferenceCall} InferenceCall */
/** @typedef {typeof import("onnxruntime-web")} Ort */
/** @typedef {{session: Promise<import("onnxruntime-web").InferenceSession>, loaded: number, total: number, watch: (() => void)[]}} Entry */

const MOST_THREADS = 8;

self.onmessage = ({ data }) => {
  if (data.type === "start") serve(data.assets, data.base, data.port);
};

/**
 * @param {Assets} assets
 * @param {string} base
 * @param {MessagePort} port
 */
function serve(assets, base, port) {
  const runtime = initialised(assets, base);
  runtime.catch(() => {}); // every call that waits for it reports the failure
  /** @type {Map<string, Entry>} */
  const entries = new Map();

  /** @param {string} file */
  function entryOf(file) {
    let entry = entries.get(file);
    if (!entry) {
      entry = opened(runtime, assets.models[file], file, base);
      entry.session.catch(() => entries.delete(file)); // so that the next call tries again
      entries.set(file, entry);
    }
    return entry;
  }

  for (const [file, model] of Object.entries(assets.models)) {
    if (model.preload) entryOf(file);
  }

  port.onmessage = async ({ data }) => {
    /** @type {InferenceCall} */
    const call = data;
    try {
      if (call.op === "load") {
        const entry = entryOf(call.file);
        const tell = () => port.postMessage({ id: call.id, loaded: entry.loaded, total: entry.total });
        entry.watch.push(tell);
        tell();
        await entry.session;
        port.postMessage({ id: call.id, value: describe(await runtime, assets) });
      } else if (call.op === "run") {
        const session = await entryOf(call.file).session;
        const { value, buffers } = await ran(await runtime, session, call.feeds);
        port.postMessage({ id: call.id, value }, buffers);
      } else {
        const entry = entries.get(call.file);
        entries.delete(call.file);
        await (await entry?.session)?.release();
        port.postMessage({ id: call.id, value: null });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: call.id, error: { name: call.op === "run" ? "RunFailed" : "LoadFailed", message } });
    }
  };
}

/**
 * Load onnxruntime-web. Its wasm file is fetched when the first graph is opened; the encoder is so small that this
 * is at once, side by side with the larger networks.
 * @param {Assets} assets
 * @param {string} base
 * @returns {Promise<Ort>}
 */
async function initialised(assets, base) {
  const { api, loader, wasm } = assets.onnxruntime;
  const wasmUrl = new URL(wasm.url, base).href;
  let loaded = 0;
  countFetches(new Set([wasmUrl]), (bytes) => {
    loaded += bytes;
    self.postMessage({ type: "loading", part: "Painter", loaded, total: wasm.bytes });
  });
  /** @type {Ort} */
  const ort = await import(new URL(api.url, base).href);
  ort.env.wasm.wasmPaths = { mjs: new URL(loader.url, base).href, wasm: wasmUrl };
  ort.env.wasm.numThreads = self.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS) : 1;
  return ort;
}

/**
 * Fetch a graph and open a session for it.
 * @param {Promise<Ort>} runtime
 * @param {import("./assets").Model | undefined} model
 * @param {string} file
 * @param {string} base
 * @returns {Entry}
 */
function opened(runtime, model, file, base) {
  if (!model) throw new Error(`${file} is not among the networks of this site.`);
  /** @type {Entry} */
  const entry = { session: open(model), loaded: 0, total: model.bytes, watch: [] };
  return entry;

  /** @param {import("./assets").Model} model */
  async function open(model) {
    const bytes = await downloadVerified(new URL(model.url, base).href, model.sha256, (loaded) => {
      entry.loaded = loaded;
      for (const tell of entry.watch) tell();
    });
    const ort = await runtime;
    return ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  }
}

/**
 * Run a session once.
 * @param {Ort} ort
 * @param {import("onnxruntime-web").InferenceSession} session
 * @param {import("./inference-messages").Feed[]} feeds
 */
async function ran(ort, session, feeds) {
  const tensors = Object.fromEntries(
    feeds.map(([name, dims, data]) => [
      name,
      data instanceof Uint8Array ? new ort.Tensor("uint8", data, dims) : new ort.Tensor("float32", data, dims),
    ]),
  );
  const outputs = await session.run(tensors);
  /** @type {Record<string, {dims: readonly number[], data: import("./inference-messages").Values}>} */
  const value = {};
  /** @type {ArrayBuffer[]} */
  const buffers = [];
  for (const [name, tensor] of Object.entries(outputs)) {
    const data = /** @type {import("./inference-messages").Values} */ (tensor.data);
    value[name] = { dims: tensor.dims, data };
    buffers.push(data.buffer);
  }
  return { value, buffers };
}

/**
 * @param {Ort} ort
 * @param {Assets} assets
 * @returns {import("./inference-messages").About}
 */
function describe(ort, assets) {
  return { backend: "wasm", threads: ort.env.wasm.numThreads ?? 1, version: assets.onnxruntime.version };
}
