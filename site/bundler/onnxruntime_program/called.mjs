// Opens and runs networks as the inference worker does, with several sizes, and runs into the errors that are to be
// expected: node --trace-wasm-compilation-times called.mjs <onnxruntime> <models> <threads> <graphs, see called.py>.
// A function is compiled when it is first called, so what Node says of that is which functions were called.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [onnxruntime, models, threads, graphs] = process.argv.slice(2);
const { styles, transformers, widest } = JSON.parse(graphs);
const SIZES = [[64, 64], [528, 356], [140, 272], [16, 20], [784, 1040]];
const STYLE_SIZES = [[256, 256], [256, 192], [100, 256]];
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
await expectError(() => ort.InferenceSession.create(new Uint8Array(100)));
const cut = await readFile(`${models}/${styles[0]}`);
await expectError(() => ort.InferenceSession.create(cut.subarray(0, cut.length / 2)));
const encoder = await open(widest);
for (const size of TOO_LARGE) await expectError(() => encoder.run({ picture: picture(size) })); // last: it spoils memory
process.exit(0); // with the threads that wait

/** @param {() => Promise<unknown>} work */
async function expectError(work) {
  const failed = await work().then(() => false, () => true);
  if (!failed) throw new Error(`This was expected to fail: ${work}`);
}
