// Hosts Python: starts Pyodide, hands it what the page says, and hands the page what it answers.

import { download, FileError } from "../offline/download.mjs";
import { InferenceClient } from "../inference/client.mjs";
import { hold } from "../inference/lifeline.mjs";
import { Host } from "./host.mjs";
import { startPython } from "./start.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {(job: number, number: number, seconds: number, width: number, height: number, pixels: ArrayBuffer) => void} PaintFrame */
/** @typedef {{post: (event: unknown) => void, paintFrame: PaintFrame, handOver: () => Uint8Array<ArrayBuffer> | undefined, ended: () => Promise<void>}} Studio */

/** @type {unknown[]} */
const early = []; // what the user did before Python was there
/** @type {Studio | null} */
let studio = null;

/** @type {Host | null} */
let host = null;

/** @type {Map<number, InferenceClient>} */
const clients = new Map(); // by the number of their lines; the page gives the first one
let lines = 0;

self.onmessage = ({ data }) => {
  switch (data.type) {
    case "start": {
      hold(data.lock);
      const client = newClient(data.backend, data.assets.onnxruntime.version);
      client.connect(data.port);
      start(data, client).catch(failed);
      break;
    }
    case "connect":
      clients.get(data.line)?.connect(data.port);
      clients.get(data.line)?.preload();
      break;
    case "inference-died":
      clients.get(data.line)?.died(data.text);
      break;
    case "stored":
      host?.stored(data.number, data.answer);
      break;
    case "ping":
      self.postMessage({ type: "pong" });
      break;
    case "hand-over":
      handOver();
      break;
    case "film-frame": {
      const { job, number, seconds, width, height, pixels } = data.frame;
      studio?.paintFrame(job, number, seconds, width, height, pixels);
      break;
    }
    case "given-file":
      host?.given(data.request, data.bytes);
      break;
    case "event":
      unblock(data.event.kind);
      if (studio) studio.post(data.event);
      else early.push(data.event);
  }
};

// An error that ends Python comes out of a task of its own, for which nobody waits: the page goes on with a fresh one.
self.addEventListener("unhandledrejection", ({ reason }) => {
  if (reason?.pyodide_fatal_error) self.postMessage({ type: "lost", text: null });
});

/**
 * Cancel ends what the networks do whatever Python knows of it, and Try again begins with fresh workers.
 * @param {string} kind of an event
 */
function unblock(kind) {
  for (const client of clients.values()) {
    if (kind === "retry" || (kind === "cancel" && client.busy)) client.interrupt();
  }
}

/**
 * @param {string} backend
 * @param {string} version of onnxruntime
 * @param {number | null} [threads] as many as suit the device if null
 */
function newClient(backend, version, threads = null) {
  const line = ++lines;
  const client = new InferenceClient({ backend, threads: 1, version }, {
    restart: () => self.postMessage({ type: "start-inference", line, backend, threads }),
    end: () => {
      clients.delete(line);
      self.postMessage({ type: "end-inference", line });
    },
  });
  clients.set(line, client);
  return client;
}

/**
 * @typedef {object} Start
 * @property {"studio" | "check"} application
 * @property {Assets} assets
 * @property {string} base the address of the page
 * @property {number} origin when the page was asked for, in ms since the epoch
 * @property {string | null} memory what the page was given to remember
 * @property {ArrayBuffer} [knowledge] what the Python before this one has handed over
 */

/**
 * @param {Start} told
 * @param {InferenceClient} client
 */
async function start({ application, assets, base, origin, memory, knowledge }, client) {
  const manifest = download(assets.manifest, base);
  const words = assets.words && download(assets.words, base);
  for (const each of [manifest, words]) each?.catch(() => {}); // told below, once Python is there
  const tell = (/** @type {number} */ loaded, /** @type {number} */ total) => {
    self.postMessage({ type: "loading", part: { key: "part-python" }, loaded, total });
  };
  const pyodide = await startPython(assets, base, tell, () => client.preload());
  const browser = pyodide.pyimport("impasto.browser.page");
  const texts = [new TextDecoder().decode(await manifest), words && new TextDecoder().decode(await words)];
  host = new Host(assets, base, origin, pyodide, startInference);
  const told = [host, client, JSON.stringify(assets), ...texts];

  /**
   * Begin an inference worker beside those that there are.
   * @param {string} backend
   * @param {number} [threads]
   */
  function startInference(backend, threads) {
    const another = newClient(backend, assets.onnxruntime.version, threads ?? null);
    another.begin();
    return another;
  }

  const started = application === "check" ? browser.check(...told) : browser.start(...told, memory, knowledge);
  studio = started;
  for (const event of early.splice(0)) started.post(event);
  await started.ended();
}

function handOver() {
  const buffer = studio?.handOver()?.buffer ?? null;
  self.postMessage({ type: "knowledge", knowledge: buffer }, buffer ? [buffer] : []);
}

/** @param {unknown} error */
function failed(error) {
  console.error(error);
  const text = studio ? { key: "python-ended" } : { key: "python-not-started" };
  self.postMessage({ type: "failed", text: error instanceof FileError ? error.text : text });
}
