// Runs the committed graphs under the site's own onnxruntime-web, and times them.

import { compileCheaper } from "/scripts/inference/webgl-shaders.mjs";
import "./serve.js";

let ort;
let provider;
/** @type {Map<string, Promise<object>>} */
const sessions = new Map();
/** @type {Map<string, object>} */
const inputs = new Map();
/** The last picture of each size, for `draw`. @type {Map<number, object>} */
const pictures = new Map();

// onnxruntime writes its profile to the console, and keeps the function that it finds there when it is loaded.
/** @type {string[] | null} */
let profiled = null;
const { log } = console;
console.log = (...words) => (profiled ? profiled.push(words.join(" ")) : log.apply(console, words));

/** As in the site, what the encoder makes for the decoder does not leave a WebGPU device. */
const ON_THE_DEVICE = { webgpu: { preferredOutputLocation: { features: "gpu-buffer" } } };

/** `build` names onnxruntime's module, `loader` its wasm file without suffix, where it has one. */
async function start({ build, loader, threads, ...rest }) {
  ort = await import(`/ort/${build}`);
  compileCheaper(WebGL2RenderingContext.prototype);
  if (loader) ort.env.wasm.wasmPaths = { mjs: `/ort/${loader}.mjs`, wasm: `/ort/${loader}.wasm` };
  ort.env.wasm.numThreads = threads;
  provider = rest.provider;
}

/** Graphics hardware has graphs of its own; of these, WebGL takes what impasto.backends.webgl makes for one size. */
function address(graph, feeds) {
  const { file } = (provider !== "wasm" && graph.graphics) || graph;
  if (provider !== "webgl") return `/models/${file}`;
  const shapes = Object.entries(feeds).map(([name, { dims }]) => `${name}=${dims.join(",")}`);
  return `/fixed/${file}?${shapes.join("&")}`;
}

function session(graph, feeds, options = {}) {
  const url = address(graph, feeds);
  const key = url + JSON.stringify(options);
  if (!sessions.has(key)) {
    const opened = open(url, { executionProviders: [provider], ...ON_THE_DEVICE[provider], ...options });
    opened.catch(() => sessions.delete(key));
    sessions.set(key, opened);
  }
  return sessions.get(key);
}

async function open(url, options) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} cannot be had`);
  return ort.InferenceSession.create(new Uint8Array(await answer.arrayBuffer()), options);
}

/** Bytes that look like a picture to a network: a fixed pattern over the whole range, or the same as floats. */
function picture(graph, side) {
  const dtype = graph.inputs[0].dtype ?? "float32";
  const key = `${dtype} ${side}`;
  if (!inputs.has(key)) {
    const bytes = Uint8Array.from({ length: side * side * 3 }, (_, i) => 127.5 + 127.5 * Math.sin(0.37 * i));
    let data = bytes;
    if (dtype === "float32") data = Float32Array.from(bytes, (byte) => byte / 255);
    else if (provider === "webgl") data = Float32Array.from(bytes);
    inputs.set(key, new ort.Tensor(data instanceof Float32Array ? "float32" : dtype, data, [1, side, side, 3]));
  }
  return inputs.get(key);
}

function vector() {
  return new ort.Tensor("float32", Float32Array.from({ length: 100 }, (_, i) => Math.sin(1.7 * i) / 2), [1, 100]);
}

/** Run one graph; what comes out is in JavaScript's hands when the clock stops, but for features on a device. */
async function timed(graph, feeds, options) {
  const opened = await session(graph, feeds, options);
  const begin = performance.now();
  const outputs = await opened.run(feeds);
  const output = outputs[graph.outputs[0].name];
  if (output.location !== "gpu-buffer") await output.getData();
  return { seconds: (performance.now() - begin) / 1000, output };
}

/** In the order in which they run; what WebDriver hands over has the order of the alphabet. */
const ROLES = ["style", "people", "encoder", "decoder"];

/** One pass of a network; returns the seconds of each graph and of all together. */
async function run({ graphs, side }) {
  const [graph, ...more] = Object.values(graphs);
  if (!more.length) return { network: (await timed(graph, { picture: picture(graph, side) })).seconds };
  const encoded = await timed(graphs.encoder, { picture: picture(graphs.encoder, side) });
  const decoded = await timed(graphs.decoder, { features: encoded.output, vector: vector() });
  pictures.set(side, decoded.output);
  return { network: encoded.seconds + decoded.seconds, encoder: encoded.seconds, decoder: decoded.seconds };
}

const easel = new OffscreenCanvas(1, 1);

/** Writes the last picture of a size to a canvas. */
function draw({ side }) {
  const begin = performance.now();
  put(pictures.get(side));
  return { canvas: (performance.now() - begin) / 1000 };
}

function put(tensor) {
  const [, height, width, channels] = tensor.dims;
  Object.assign(easel, { width, height });
  const pixels = channels === 4 ? clamped(tensor.data) : fromFloats(tensor.data);
  easel.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** RGBA from 0 to 255, as bytes or, from WebGL, as floats. */
function clamped(rgba) {
  return rgba instanceof Uint8Array ? new Uint8ClampedArray(rgba.buffer) : Uint8ClampedArray.from(rgba);
}

function fromFloats(rgb) {
  const pixels = new Uint8ClampedArray((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    pixels[to] = rgb[from] * 255;
    pixels[to + 1] = rgb[from + 1] * 255;
    pixels[to + 2] = rgb[from + 2] * 255;
    pixels[to + 3] = 255;
  }
  return pixels;
}

/**
 * Every node's time in onnxruntime's own profile, from a session of its own for each graph.
 * @returns {Promise<Record<string, string>>} the profiles by role, as the JSON text that onnxruntime writes
 */
async function profile({ graphs, side, passes }) {
  const texts = {};
  let features;
  for (const role of ROLES) {
    const graph = graphs[role];
    if (!graph) continue;
    const feeds = role === "decoder" ? { features, vector: vector() } : { picture: picture(graph, side) };
    const options = { enableProfiling: true };
    for (let pass = 0; pass < passes; pass++) features = (await timed(graph, feeds, options)).output;
    const opened = await session(graph, feeds, options);
    profiled = [];
    opened.endProfiling();
    texts[role] = profiled.join("\n");
    profiled = null;
    await opened.release();
    sessions.clear(); // what is opened next does not profile
  }
  return texts;
}

serveOperations({ start, run, draw, profile });
