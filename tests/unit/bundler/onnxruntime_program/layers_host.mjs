// Runs graphs of one layer under onnxruntime-web with a given program:
// node layers_host.mjs <onnxruntime> <program> <threads> <folder>. Reads NAME.onnx, NAME.json, the shape of what it
// takes, and NAME.in, the numbers, and writes NAME.out for each of them.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [onnxruntime, program, threads, folder] = process.argv.slice(2);
const ort = await import(pathToFileURL(`${onnxruntime}/ort.wasm.min.mjs`).href);
ort.env.wasm.numThreads = Number(threads);
ort.env.wasm.wasmPaths = `${onnxruntime}/`;
ort.env.wasm.wasmBinary = await readFile(program);

for (const file of (await readdir(folder)).filter((name) => name.endsWith(".onnx"))) {
  const path = `${folder}/${file.slice(0, -".onnx".length)}`;
  const session = await ort.InferenceSession.create(await readFile(`${path}.onnx`));
  const { buffer } = new Uint8Array(await readFile(`${path}.in`));
  const shape = JSON.parse(await readFile(`${path}.json`, "utf8"));
  const { y } = await session.run({ x: new ort.Tensor("float32", new Float32Array(buffer), shape) });
  await writeFile(`${path}.out`, y.data);
  await session.release();
}
process.exit(0); // with the threads that wait
