// The multiply-add peak of wasm SIMD on this machine; tests/bench/peak.py makes the module.

import "./serve.js";

const SAMPLES = 40;
const TURNS = 20_000;

let kernel;
let shape;

async function start(options) {
  shape = options;
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/made/peak.wasm"));
  kernel = instance.exports;
}

/**
 * GMAC/s of one thread, and the clock in GHz as a chain of multiplications tells it: the best of many short samples,
 * because a peak is what the machine can do when nobody disturbs it.
 */
function run() {
  let gmac = 0;
  let ghz = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const begin = performance.now();
    const sum = kernel.peak(TURNS, 0.5, 0.5);
    const between = performance.now();
    kernel.clock(TURNS, 3n);
    const end = performance.now();
    // x = x / 2 + 1 / 2, begun with 1 / 2, comes to 1 in every lane.
    if (Math.abs(sum - shape.lanes) > 1e-3) throw new Error(`the kernel gave ${sum} instead of ${shape.lanes}`);
    gmac = Math.max(gmac, (TURNS * shape.multiplyAddsPerTurn) / (between - begin) / 1e6);
    ghz = Math.max(ghz, (TURNS * shape.cyclesPerClockTurn) / (end - between) / 1e6);
  }
  return { gmac, ghz };
}

serveOperations({ start, run });
