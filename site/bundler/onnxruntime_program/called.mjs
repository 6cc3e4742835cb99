// Opens and runs networks, and their parts, as the inference worker does, with several sizes, and runs into the errors that
// are to be expected:
// node --trace-wasm-compilation-times called.mjs <onnxruntime> <models> <parts> <threads> <graphs, see called.py>.
// A function is compiled when it is first called, so what Node says of that is which functions were called.

import { readdir, readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [onnxruntime, models, parts, threads, graphs] = process.argv.slice(2);
const { styles, transformers, people, widest } = JSON.parse(graphs);
const SIZES = [[64, 64], [528, 356], [140, 272], [16, 20], [784, 1040]];
const STYLE_SIZES = [[256, 256], [256, 192], [100, 256]];
const PEOPLE_SIZE = [256, 256];
const TOO_LARGE = [[3600, 3600], [12_000, 12_000]]; // more bytes than can be counted, and than there are

const ort = await import(pathToFileURL(`${onnxruntime}/ort.wasm.min.mjs`).href);
ort.env.wasm.numThreads = Number(threads);
ort.env.wasm.wasmPaths = `${onnxruntime}/`;
ort.env.logLevel = "error";
const open = async (name) => ort.InferenceSession.create(await readFile(`${models}/${name}`));
const picture = ([height, width]) => {
  const levels = Uint8Array.from({ length: height * width * 3 }, (_, at) => 127.5 + 127.5 * Math.sin(0.37 * at));
  return new ort.Tensor("uint8", levels, [1, height, width, 3]);
};
const vector = new ort.Tensor("float32", new Float32Array(100).fill(0.1), [1, 100]);

for (const name of styles) {
  const style = await open(name);
  for (const size of STYLE_SIZES) await style.run({ picture: picture(size) });
  await style.release();
}
for (const name of people) {
  const segmenter = await open(name);
  await segmenter.run({ picture: picture(PEOPLE_SIZE) });
  await segmenter.release();
}
for (const [encodes, decodes] of transformers) {
  const encoder = await open(encodes);
  const decoder = await open(decodes);
  for (const size of SIZES) {
    const { features } = await encoder.run({ picture: picture(size) });
    await decoder.run({ features, vector });
    features.dispose();
  }
  await expectError(() => encoder.run({ picture: vector }));
  await expectError(() => decoder.run({ vector }));
  await encoder.release();
  await decoder.release();
}
for (const name of (await readdir(parts)).filter((file) => file.endsWith(".onnx"))) {
  const part = await ort.InferenceSession.create(await readFile(`${parts}/${name}`));
  const shapes = JSON.parse(await readFile(`${parts}/${name.replace(".onnx", ".json")}`, "utf8"));
  for (const dims of shapes) await part.run(Object.fromEntries(Object.entries(dims).map(filled)));
  await part.release();
}
await expectError(() => ort.InferenceSession.create(new Uint8Array(100)));
const cut = await readFile(`${models}/${styles[0]}`);
await expectError(() => ort.InferenceSession.create(cut.subarray(0, cut.length / 2)));
const encoder = await open(widest);
for (const size of TOO_LARGE) await expectError(() => encoder.run({ picture: picture(size) })); // last: it spoils memory
process.exit(0); // with the threads that wait

/** @param {[string, number[]]} input */
function filled([name, dims]) {
  const size = dims.reduce((product, each) => product * each, 1);
  return [name, new ort.Tensor("float32", Float32Array.from({ length: size }, (_, at) => Math.sin(0.37 * at)), dims)];
}

/** @param {() => Promise<unknown>} work */
async function expectError(work) {
  const failed = await work().then(() => false, () => true);
  if (!failed) throw new Error(`This was expected to fail: ${work}`);
}
