// One page with a worker for every configuration, so that they can take turns in the same browser within one round.

/** @type {Map<string, Worker>} */
const workers = new Map();
let calls = 0;

/** Start a worker under a name; `module` says which kind of worker its script wants. */
function open(name, script, module) {
  workers.set(name, new Worker(script, module ? { type: "module" } : {}));
}

/** Ask a worker to do something; resolves with its answer. */
function call(name, op, options) {
  const worker = workers.get(name);
  const id = ++calls;
  return new Promise((resolve, reject) => {
    const finish = (settle, value) => {
      worker.removeEventListener("message", answered);
      worker.removeEventListener("error", broke);
      settle(value);
    };
    const answered = ({ data }) => {
      if (data.id !== id) return;
      if (data.error) finish(reject, new Error(data.error));
      else finish(resolve, data.value);
    };
    const broke = (event) => finish(reject, new Error(event.message || "the worker could not be started"));
    worker.addEventListener("message", answered);
    worker.addEventListener("error", broke);
    worker.postMessage({ id, op, options });
  });
}

function close(name) {
  workers.get(name)?.terminate();
  workers.delete(name);
}

globalThis.lab = { open, call, close };
