// What the page makes of workers that tell nothing, as JSON: node workers_host.mjs. Workers, locks and time are made up.

const MANY = 100; // beats

globalThis.document = { baseURI: "https://example.org/" };
/** @type {() => void} */
let beat = () => {};
globalThis.setInterval = (run) => (beat = run);
/** @type {Map<string, () => void>} */
const waiting = new Map(); // for locks, by their names
const locks = {
  request(name, { signal }, ended) {
    signal.addEventListener("abort", () => waiting.delete(name));
    waiting.set(name, ended);
    return new Promise(() => {});
  },
};
Object.defineProperty(globalThis, "navigator", { value: { locks } });

/** @type {Made[]} */
let workers = [];
class Made {
  constructor(url, options) {
    this.kind = String(url).includes("/python/") ? "python" : "inference";
    this.asModule = options.type === "module";
    this.told = [];
    this.ended = false;
    workers.push(this);
  }
  postMessage(message) {
    this.told.push(message);
  }
  terminate() {
    this.ended = true;
  }
  tell(data) {
    this.onmessage({ data });
  }
  get lock() {
    return this.told.find(({ type }) => type === "start").lock;
  }
}
globalThis.Worker = Made;

const { Workers } = await import("../../../site/scripts/page/workers.mjs");

/** @param {(python: Made, inference: Made, page: Workers) => object} scene */
function played(scene) {
  workers = [];
  waiting.clear();
  const deaths = [];
  const page = new Workers({}, null);
  page.listen(() => {}, (who) => deaths.push(who));
  const python = workers.find(({ kind }) => kind === "python");
  const inference = workers.find(({ kind }) => kind === "inference");
  const outcome = scene(python, inference, page);
  const lost = python.told.filter(({ type }) => type === "inference-died").map(({ line }) => line);
  return { ...outcome, deaths, lost, ended: { python: python.ended, inference: inference.ended } };
}

/**
 * @param {number} count
 * @param {() => void} [each]
 */
function beats(count, each = () => {}) {
  for (let at = 0; at < count; at += 1) {
    each();
    beat();
  }
}

console.log(
  JSON.stringify({
    silentPython: played((python, inference) => {
      inference.tell({ type: "held" });
      beats(MANY);
      return {};
    }),
    busyPython: played((python, inference) => {
      inference.tell({ type: "held" });
      python.tell({ type: "held" });
      beats(MANY);
      return {};
    }),
    hangingPython: played((python, inference) => {
      inference.tell({ type: "held" });
      python.tell({ type: "held" });
      beats(2 * MANY);
      return {};
    }),
    answeringPython: played((python, inference) => {
      inference.tell({ type: "held" });
      beats(MANY, () => python.tell({ type: "pong" }));
      return {};
    }),
    pythonWithoutLock: played((python, inference) => {
      python.tell({ type: "held" });
      inference.tell({ type: "held" });
      beats(MANY, () => python.tell({ type: "pong" }));
      waiting.get(python.lock)();
      return {};
    }),
    silentInference: played((python) => {
      beats(MANY, () => python.tell({ type: "pong" }));
      return {};
    }),
    busyInference: played((python, inference) => {
      inference.tell({ type: "held" });
      beats(MANY, () => python.tell({ type: "pong" }));
      return {};
    }),
    inferenceWithoutLock: played((python, inference) => {
      inference.tell({ type: "held" });
      waiting.get(inference.lock)();
      return {};
    }),
    inferenceAgainAndAgain: played((python, inference, page) => {
      for (let at = 0; at < 3; at += 1) {
        workers.at(-1).onerror({ preventDefault() {}, message: "" });
        if (at < 2) page.startInference(1, "wasm");
      }
      return {};
    }),
    endedByThePage: played((python, inference, page) => {
      const { lock } = inference;
      inference.tell({ type: "held" });
      page.startInference(1, "wasm");
      return { watched: waiting.has(lock) };
    }),
  }),
);
