// Opens all networks under onnxruntime-web with a given program, and runs them where asked to:
// node onnxruntime_host.mjs <onnxruntime> <models> <program> <threads> [run]. Prints the sha256 of all that came out.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [onnxruntime, models, program, threads, run] = process.argv.slice(2);
const SIZE = [96, 80];

const ort = await import(pathToFileURL(`${onnxruntime}/ort.wasm.min.mjs`).href);
ort.env.wasm.numThreads = Number(threads);
ort.env.wasm.wasmPaths = `${onnxruntime}/`;
ort.env.wasm.wasmBinary = await readFile(program);
const [height, width] = SIZE;
const levels = Uint8Array.from({ length: height * width * 3 }, (_, at) => 127.5 + 127.5 * Math.sin(0.37 * at));
const picture = new ort.Tensor("uint8", levels, [1, height, width, 3]);
const vector = new ort.Tensor("float32", new Float32Array(100).fill(0.1), [1, 100]);

const sum = createHash("sha256");
for (const name of (await readdir(models)).sort()) {
  if (!name.endsWith(".onnx") || name.includes("-graphics") || name.endsWith("-decoder.onnx")) continue;
  const first = await open(name);
  const second = name.endsWith("-encoder.onnx") ? await open(name.replace("-encoder", "-decoder")) : null;
  if (!run) continue;
  const outputs = await first.run({ picture });
  const [output] = Object.values(second ? await second.run({ ...outputs, vector }) : outputs);
  sum.update(output.data);
}
console.log(sum.digest("hex"));
process.exit(0); // with the threads that wait

/** @param {string} name */
async function open(name) {
  return ort.InferenceSession.create(await readFile(`${models}/${name}`));
}
