// Runs graphs under onnxruntime-web's WebGL backend on a context that draws nothing, with the site's shaders:
// node webgl_shaders_host.mjs <ort.webgl.min.mjs> <graph> <input=sizes>... Prints [given, compiled] of every shader.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { compileCheaper } from "../../../site/scripts/inference/webgl-shaders.mjs";

const [onnxruntime, graph, ...inputs] = process.argv.slice(2);

const LARGEST_TEXTURE = 8192;
const compiled = [];
const answers = {
  shaderSource: (_, source) => compiled.push(source),
  getParameter: () => LARGEST_TEXTURE,
  getError: () => 0,
  checkFramebufferStatus: () => 0,
  isContextLost: () => false,
};
/** Anything that is asked for is there, and all numbers that have names are zero. */
const context = new Proxy(answers, {
  get: (known, name) => known[name] ?? (/^[A-Z]/.test(name) ? 0 : () => ({})),
});
const given = [];
compileCheaper(answers);
const { shaderSource } = answers;
answers.shaderSource = (shader, source) => {
  given.push(source);
  shaderSource(shader, source);
};
globalThis.OffscreenCanvas = class {
  addEventListener() {}
  getContext(name) {
    return name === "webgl2" ? context : null;
  }
};

const ort = await import(pathToFileURL(onnxruntime).href);
const session = await ort.InferenceSession.create(await readFile(graph), { executionProviders: ["webgl"] });
await session.run(
  Object.fromEntries(
    inputs.map((input) => {
      const [name, sizes] = input.split("=");
      const dims = sizes.split(",").map(Number);
      return [name, new ort.Tensor("float32", new Float32Array(dims.reduce((product, size) => product * size)), dims)];
    }),
  ),
);
console.log(JSON.stringify(given.map((source, at) => [source, compiled[at]])));
