// What the TensorFlow.js demo does from opening to picture, on the main thread as there: library, backend, both
// default networks, and at every click style network, transformer and canvas anew.
// Query: `cores` (what the machine is said to have), `backend` (wasm), `paint` (size of a first picture to paint).

const query = new URLSearchParams(location.search);
pretendCores(Number(query.get("cores")) || null);
tf.wasm.setWasmPaths("/tfjs/tfjs-backend-wasm/dist/");

const STYLE_SIDE = 256; // the demo's own default for the style picture
const seconds = () => performance.now() / 1000;

/** @type {(picture: object) => object} */
let styleNetwork;
/** @type {(content: object, bottleneck: object) => object} */
let transformerNetwork;

const ready = open();

async function open() {
  const files = await (await fetch("/made/demo.json")).json();
  for (const url of files.pictures) document.getElementById("pictures").append(Object.assign(new Image(64, 64), { src: url }));
  await tf.setBackend(query.get("backend") ?? "wasm");
  await tf.ready();
  [styleNetwork, transformerNetwork] = await Promise.all([openStyleNetwork(files.style), openTransformer(files.transformer)]);
  document.documentElement.dataset.ready = String(seconds());
  document.documentElement.dataset.phase = "ready";
  if (query.has("paint")) {
    const [content, style] = files.pictures;
    await click({ content, style, size: Number(query.get("paint")), strength: 1 });
    document.documentElement.dataset.first = String(seconds());
  }
}

async function floats(urls) {
  const parts = await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  parts.reduce((at, part) => (whole.set(new Uint8Array(part), at), at + part.byteLength), 0);
  return new Float32Array(whole.buffer);
}

async function openStyleNetwork(urls) {
  const weights = new Weights(await floats(urls));
  return (picture) => mobileNet(weights.rewound(), picture);
}

/** @param {string[] | null} urls null: the demo's own graph model */
async function openTransformer(urls) {
  if (!urls) {
    const model = await tf.loadGraphModel("/peer/model.json");
    return (content, bottleneck) => separableOfDemo(model, content, bottleneck);
  }
  const weights = new Weights(await floats(urls));
  return (content, bottleneck) => transformer(weights.rewound(), content, bottleneck, { separable: true });
}

async function shown(url, side) {
  const image = Object.assign(new Image(side, side), { src: url });
  await image.decode();
  return image;
}

const pixels = (image) => tf.tidy(() => tf.browser.fromPixels(image).toFloat().div(255).expandDims());

/**
 * Paint as the demo does; returns the seconds of the whole click, and of its parts. With a strength other than 1 the
 * content's own vector is computed as well (`own`), again at every click.
 */
async function click({ content, style, size, strength }) {
  const [photo, painting] = await Promise.all([shown(content, size), shown(style, STYLE_SIDE)]);
  const begin = seconds();
  let bottleneck = tf.tidy(() => styleNetwork(pixels(painting)));
  await bottleneck.data();
  const styled = seconds();
  if (strength !== 1) {
    const own = tf.tidy(() => styleNetwork(pixels(photo)));
    const mixed = tf.tidy(() => bottleneck.mul(strength).add(own.mul(1 - strength)));
    tf.dispose([own, bottleneck]);
    bottleneck = mixed;
    await bottleneck.data();
  }
  const mixed = seconds();
  const picture = tf.tidy(() => transformerNetwork(pixels(photo), bottleneck).squeeze([0]));
  await picture.data();
  const painted = seconds();
  await tf.browser.toPixels(picture, document.getElementById("result"));
  const end = seconds();
  tf.dispose([bottleneck, picture]);
  return { click: end - begin, style: styled - begin, own: mixed - styled, transformer: painted - mixed, canvas: end - painted };
}

const threads = () => (tf.getBackend() === "wasm" ? tf.wasm.getThreadsCount() : 0);

globalThis.demo = { ready, click, threads };
