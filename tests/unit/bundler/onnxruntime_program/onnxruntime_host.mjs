// Opens all networks under onnxruntime-web with a given program, and runs them where asked to:
// node onnxruntime_host.mjs <onnxruntime> <models> <program> <threads> [run]. Prints the sha256 of all that came out, and
// what a damaged file and too large a picture are answered with.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [onnxruntime, models, program, threads, run] = process.argv.slice(2);
const SIZE = [96, 128];
const PEOPLE_SIZE = [256, 256]; // the only one that it takes
const TOO_LARGE = [3600, 3600]; // more bytes in the first layer of the largest transformer than can be counted

const ort = await import(pathToFileURL(`${onnxruntime}/ort.wasm.min.mjs`).href);
ort.env.wasm.numThreads = Number(threads);
ort.env.wasm.wasmPaths = `${onnxruntime}/`;
ort.env.wasm.wasmBinary = await readFile(program);
const vector = new ort.Tensor("float32", new Float32Array(100).fill(0.1), [1, 100]);

const { networks } = JSON.parse(await readFile(`${models}/manifest.json`, "utf8"));
const transformers = networks.filter(({ role }) => role === "transformer").sort((a, b) => a.parameters - b.parameters);
const [smallest, largest] = [transformers.at(0).graphs, transformers.at(-1).graphs];

const sum = createHash("sha256");
for (const { graphs } of networks) {
  const first = await open((graphs.style ?? graphs.people ?? graphs.encoder).file);
  const second = graphs.decoder ? await open(graphs.decoder.file) : null;
  if (!run) continue;
  const outputs = await first.run({ picture: picture(graphs.people ? PEOPLE_SIZE : SIZE) });
  const [output] = Object.values(second ? await second.run({ ...outputs, vector }) : outputs);
  sum.update(output.data);
}
const words = run ? [await failure(damaged), await failure(tooLarge)] : [];
console.log(JSON.stringify([sum.digest("hex"), ...words]));
process.exit(0); // with the threads that wait

/** @param {number[]} size */
function picture([height, width]) {
  const levels = Uint8Array.from({ length: height * width * 3 }, (_, at) => 127.5 + 127.5 * Math.sin(0.37 * at));
  return new ort.Tensor("uint8", levels, [1, height, width, 3]);
}

async function damaged() {
  const file = await readFile(`${models}/${smallest.decoder.file}`);
  await ort.InferenceSession.create(file.fill(7, 5000, 5100));
}

async function tooLarge() {
  const encoder = await open(largest.encoder.file);
  await encoder.run({ picture: picture(TOO_LARGE) });
}

/** @param {() => Promise<void>} work */
async function failure(work) {
  return work().then(() => "nothing", ({ message }) => message);
}

/** @param {string} name */
async function open(name) {
  return ort.InferenceSession.create(await readFile(`${models}/${name}`));
}
