// Hosts Python: starts Pyodide, hands it what the page says, and hands the page what it answers.

import { download, failure, FileError, hashesIn } from "../offline/download.mjs";
import { InferenceClient } from "../inference/client.mjs";
import { hold } from "../inference/lifeline.mjs";
import { startPython } from "./start.mjs";
import { survey } from "./survey.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {(job: number, number: number, seconds: number, width: number, height: number, pixels: ArrayBuffer) => void} PaintFrame */
/** @typedef {{post: (event: unknown) => void, paintFrame: PaintFrame, handOver: () => Uint8Array<ArrayBuffer> | undefined, ended: () => Promise<void>}} Studio */

/** @type {unknown[]} */
const early = []; // what the user did before Python was there
/** @type {Studio | null} */
let studio = null;

/** @type {Map<number, (bytes: ArrayBuffer | null) => void>} */
const awaited = new Map(); // what waits for a file of the page, by the number of the request

/** @type {Map<number, InferenceClient>} */
const clients = new Map(); // by the number of their lines; the page gives the first one
let lines = 0;
let requests = 0;

/** @type {Map<number, (answer: unknown) => void>} */
const waiting = new Map(); // for answers of the page's store, by the number of the question
let questions = 0;

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
      waiting.get(data.number)?.(data.answer);
      waiting.delete(data.number);
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
      awaited.get(data.request)?.(data.bytes);
      awaited.delete(data.request);
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
  const told = [host(assets, base, origin, pyodide), client, JSON.stringify(assets), ...texts];
  const started = application === "check" ? browser.check(...told) : browser.start(...told, memory, knowledge);
  studio = started;
  for (const event of early.splice(0)) started.post(event);
  await started.ended();
}

/**
 * What Python may ask of the page; see `Page` in impasto/session/ports.py.
 * @param {Assets} assets
 * @param {string} base
 * @param {number} origin
 * @param {import("pyodide").PyodideAPI} pyodide
 */
function host(assets, base, origin, pyodide) {
  const hashes = hashesIn(assets);
  return {
    /** @param {string} choices JSON */
    showChoices(choices) {
      self.postMessage({ type: "choices", choices: JSON.parse(choices) });
    },
    /** @param {string} wall JSON */
    showWall(wall) {
      self.postMessage({ type: "wall", wall: JSON.parse(wall) });
    },
    /** @param {string} view JSON */
    show(view) {
      self.postMessage({ type: "view", view: JSON.parse(view) });
    },
    /**
     * @param {string} slot
     * @param {number} width
     * @param {number} height
     * @param {Uint8Array<ArrayBuffer>} pixels RGBA
     */
    showPixels(slot, width, height, { buffer }) {
      self.postMessage({ type: "pixels", slot, width, height, pixels: buffer }, [buffer]);
    },
    /**
     * @param {number} job
     * @param {number} high of the whole
     * @param {number} wide
     * @param {number} left
     * @param {number} top
     * @param {number} width
     * @param {number} height
     * @param {Uint8Array<ArrayBuffer>} pixels RGBA
     */
    showRegion(job, high, wide, left, top, width, height, { buffer }) {
      const whole = { width: wide, height: high };
      self.postMessage({ type: "region", job, whole, left, top, width, height, pixels: buffer }, [buffer]);
    },
    /**
     * @param {number} job
     * @param {number} number
     * @param {Uint8Array<ArrayBuffer> | undefined} pixels RGBA
     */
    showFilmFrame(job, number, pixels) {
      const buffer = pixels?.buffer ?? null;
      self.postMessage({ type: "film-frame", job, number, pixels: buffer }, buffer ? [buffer] : []);
    },
    /**
     * @param {string} name
     * @param {string} mime
     * @param {Uint8Array<ArrayBuffer>} bytes
     * @param {string} way where it goes
     */
    offerFile(name, mime, { buffer }, way) {
      self.postMessage({ type: "file", name, mime, bytes: buffer, way }, [buffer]);
    },
    /** @param {string} link */
    offerLink(link) {
      self.postMessage({ type: "link", link });
    },
    /**
     * @param {string} id of a file that the page holds
     * @returns {Promise<ArrayBuffer>}
     */
    readFile(id) {
      return new Promise((resolve, reject) => {
        const request = ++requests;
        awaited.set(request, (bytes) => (bytes ? resolve(bytes) : reject(new FileError({ key: "chosen-file-unread" }))));
        self.postMessage({ type: "wanted-file", request, id });
      });
    },
    /** @param {string} id as above */
    openFile(id) {
      self.postMessage({ type: "open-file", id });
    },
    /**
     * @param {string} batch JSON
     * @param {string} kept
     */
    showBatch(batch, kept) {
      self.postMessage({ type: "batch", batch: JSON.parse(batch), kept });
    },
    /**
     * @param {string} id
     * @param {string} mime
     * @param {Uint8Array<ArrayBuffer>} bytes
     */
    putPainting(id, mime, { buffer }) {
      self.postMessage({ type: "painting", id, mime, bytes: buffer }, [buffer]);
    },
    /** @param {string} url relative to the page */
    async fetchBytes(url) {
      const sha256 = hashes.get(url);
      if (!sha256) throw failure("site-file-gone", url);
      return (await download({ url, sha256, bytes: 0 }, base)).buffer;
    },
    /**
     * @param {string} what
     * @param {string} text
     */
    remember(what, text) {
      self.postMessage({ type: "remember", what, text });
    },
    /**
     * @param {string} call
     * @param {...unknown} args
     */
    store(call, ...args) {
      const number = ++questions;
      self.postMessage({ type: "store", number, call, args }, args.filter((each) => each instanceof ArrayBuffer));
      return new Promise((resolve) => waiting.set(number, resolve));
    },
    memory() {
      /** @type {{_module: {HEAP8: Int8Array}}} */
      const { _module } = /** @type {any} */ (pyodide);
      return _module.HEAP8.length;
    },
    askRenewal() {
      self.postMessage({ type: "grown" });
    },
    async survey() {
      return JSON.stringify(await survey());
    },
    /**
     * Begin an inference worker beside those that there are.
     * @param {string} backend
     * @param {number} [threads]
     */
    startInference(backend, threads) {
      const client = newClient(backend, assets.onnxruntime.version, threads ?? null);
      client.begin();
      return client;
    },
    seconds() {
      return (performance.timeOrigin + performance.now() - origin) / 1000;
    },
  };
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
