// What becomes of calls to an inference worker that is ended or gone, as JSON: node client_host.mjs. The workers are made up.

import { InferenceClient } from "../../../site/scripts/inference/client.mjs";

/** @param {string} backend */
function begun(backend) {
  /** @type {{op: string, id: number}[][]} */
  const asked = []; // of each worker
  let ports = [];
  const connect = () => {
    const calls = [];
    asked.push(calls);
    const port = { postMessage: (call) => calls.push(call), close: () => {}, onmessage: (_) => {} };
    ports.push(port);
    client.connect(port);
  };
  const client = new InferenceClient({ backend, threads: 1, version: "1" }, { restart: connect, end: () => {} });
  connect();
  const answer = (value) => ports.at(-1).onmessage({ data: { id: asked.at(-1).at(-1).id, ...value } });
  return { client, asked, answer };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const outcomeOf = (call) => call.then(() => "answered", ({ name, text }) => ({ name, key: text.key }));

/**
 * @param {string} backend
 * @param {(client: InferenceClient, answer: (value: object) => void) => void} act while a network runs
 */
async function attempt(backend, act) {
  const { client, asked, answer } = begun(backend);
  const loaded = client.load("a.onnx");
  await settled();
  answer({ value: { backend, threads: 1, version: "1" } });
  await loaded;
  const held = client.hold("a.onnx", []);
  await settled();
  answer({ value: { dims: [1], bytes: 4 } });
  const { held: number } = await held;
  const call = outcomeOf(client.run("a.onnx", []));
  await settled();
  const { busy } = client;
  act(client, answer);
  const outcome = await call;
  const workers = asked.length;
  const kept = client.isOpen("a.onnx") || client.isHeld(number);
  const again = outcomeOf(client.load("a.onnx"));
  await settled();
  answer({ value: { backend, threads: 1, version: "1" } });
  return { busy, outcome, workers, kept, again: await again };
}

const idle = begun("wasm");
idle.client.interrupt();
idle.client.interrupt();

/** Whom a client calls that asks for its worker by itself, as those of further lines do, and is ended at once or not. */
async function beside(ended) {
  let asked = 0;
  const client = new InferenceClient({ backend: "webgl", threads: 1, version: "1" }, { restart: () => asked++, end: () => {} });
  client.begin();
  if (ended) client.interrupt();
  const called = [];
  client.connect({ close: () => called.push("closed"), postMessage: ({ op }) => called.push(op) });
  client.load("a.onnx").catch(() => {});
  await settled();
  return { asked, called };
}

/** Whom a client calls whose worker is restarted twice before the first of the two is here. */
async function restartedTwice() {
  const client = new InferenceClient({ backend: "wasm", threads: 1, version: "1" }, { restart: () => {}, end: () => {} });
  const called = [];
  const come = (name) => client.connect({ close() {}, postMessage: ({ op }) => called.push(`${name} ${op}`) });
  come("first");
  for (let times = 0; times < 2; times++) {
    client.load("a.onnx").catch(() => {});
    client.interrupt();
  }
  called.length = 0;
  client.load("b.onnx").catch(() => {});
  for (const name of ["ended", "last"]) {
    come(name);
    await settled();
  }
  return called;
}

/** How many workers a client begins whose workers die before anything is asked of them, and then by a call. */
async function cannotStart() {
  const { client, asked, answer } = begun("webgpu");
  client.load("a.onnx").catch(() => {});
  await settled();
  const counts = [];
  for (let times = 0; times < 4; times++) {
    client.died(null);
    counts.push(asked.length);
  }
  const called = outcomeOf(client.load("b.onnx"));
  await settled();
  answer({ value: { backend: "webgpu", threads: 1, version: "1" } });
  return { counts, outcome: await called, workers: asked.length };
}

/** What becomes of a call whose buffers cannot be handed over. */
async function notHandedOver() {
  const client = new InferenceClient({ backend: "wasm", threads: 1, version: "1" }, { restart: () => {}, end: () => {} });
  const postMessage = () => {
    throw new Error("made up");
  };
  client.connect({ close() {}, postMessage });
  return client.load("a.onnx").then(() => "answered", ({ message }) => message);
}

/** Where there is room for what is fed, after outputs were copied, and after it is released or its worker ended. */
async function roomFound() {
  const { client, answer } = begun("wasm");
  const numbers = 500_000;
  const output = () => ({ raw: { dims: [numbers], data: new Float32Array(numbers) } });
  const isRoom = (length) => client.room(length) !== undefined;
  const found = {};
  client.discard(output(), false);
  found.ofNoUse = isRoom(numbers);
  client.discard(output(), true);
  found.little = isRoom(10);
  found.more = isRoom(numbers + 1);
  const values = client.room(numbers - 7);
  found.room = { length: values?.length, bytes: values?.buffer.byteLength };
  found.twice = isRoom(numbers - 7);
  const first = output();
  for (const each of [first, output(), output()]) client.discard(each, true);
  found.first = first.raw.data.length;
  const released = client.release("a.onnx");
  await settled();
  answer({});
  await released;
  found.released = isRoom(numbers);
  client.discard(output(), true);
  client.interrupt();
  found.ended = isRoom(numbers);
  return found;
}

console.log(
  JSON.stringify({
    roomFound: await roomFound(),
    cannotStart: await cannotStart(),
    notHandedOver: await notHandedOver(),
    cancelled: await attempt("wasm", (client) => client.interrupt()),
    processorLost: await attempt("wasm", (client) => client.died(null)),
    deviceLost: await attempt("webgpu", (client) => client.died({ key: "graphics-hardware-lost" })),
    failed: await attempt("wasm", (_, answer) => answer({ error: { name: "RunFailed", text: { key: "too-little-memory" } } })),
    restartedTwice: await restartedTwice(),
    beside: [await beside(false), await beside(true)],
    idle: { workers: idle.asked.length },
  }),
);
