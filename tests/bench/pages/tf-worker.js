// Runs the same architectures under TensorFlow.js, and times them.

importScripts("/pages/serve.js", "/pages/cores.js", "/pages/architectures.js");
importScripts("/tfjs/tfjs/dist/tf.min.js", "/tfjs/tfjs-backend-wasm/dist/tf-backend-wasm.min.js");

const weights = new Map();
let graphModel = null;

/** `cores`: what navigator.hardwareConcurrency says; half of it, 4 at most, is what TensorFlow.js takes. */
async function start({ backend, cores, peer }) {
  pretendCores(cores);
  tf.wasm.setWasmPaths("/tfjs/tfjs-backend-wasm/dist/");
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
  await tf.ready();
  if (peer) graphModel = await tf.loadGraphModel("/peer/model.json");
  return { threads: backend === "wasm" ? tf.wasm.getThreadsCount() : 0, version: tf.version.tfjs };
}

function pass(network, side) {
  const content = tf.fill([1, side, side, 3], 0.5).add(tf.range(0, side).mul(0.37).sin().div(2).reshape([1, 1, side, 1]));
  const bottleneck = tf.range(0, 100).mul(1.7).sin().reshape([1, 1, 1, 100]);
  return () => {
    if (network === "separable" && graphModel) return separableOfDemo(graphModel, content, bottleneck);
    if (!weights.has(network)) weights.set(network, new Weights());
    return tf.tidy(() => {
      const own = weights.get(network).rewound();
      if (network === "style") return mobileNet(own, content);
      return transformer(own, content, bottleneck, { separable: network === "separable" });
    });
  };
}

/** The last picture of each size, for `draw`. */
const pictures = new Map();
const easel = new OffscreenCanvas(1, 1);

/** One pass; returns the seconds of the network, up to its result in JavaScript's hands. */
async function run({ network, side }) {
  tf.engine().startScope();
  const paint = pass(network, side);
  const begin = performance.now();
  const output = paint();
  await output.data();
  const seconds = (performance.now() - begin) / 1000;
  if (network !== "style") {
    pictures.get(side)?.dispose();
    pictures.set(side, tf.keep(output.squeeze([0])));
  }
  tf.engine().endScope();
  return { network: seconds };
}

/** Writes the last picture of a size to a canvas. */
async function draw({ side }) {
  const begin = performance.now();
  await tf.browser.toPixels(pictures.get(side), easel);
  return { canvas: (performance.now() - begin) / 1000 };
}

serveOperations({ start, run, draw });
