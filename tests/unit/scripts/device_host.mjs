// What inference/device.mjs says of made-up graphics devices, as JSON: node device_host.mjs.

const told = [];
globalThis.self = { postMessage: ({ type, text }) => told.push({ type, key: text.key }) };
const { Device } = await import("../../../site/scripts/inference/device.mjs");

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

/** A device of WebGPU, and what loses it. */
function webgpu() {
  let lose = () => {};
  const lost = new Promise((resolve) => (lose = () => resolve({ reason: "destroyed" })));
  return { ort: { env: { webgpu: { device: Promise.resolve({ lost }) } } }, lose };
}

/** A context of WebGL, and what loses it: at once for whoever asks, in an event for whoever waits. */
function webgl() {
  const canvas = new EventTarget();
  let lost = false;
  const lose = () => {
    lost = true;
    setTimeout(() => canvas.dispatchEvent(new Event("webglcontextlost")), 50);
  };
  return { ort: { env: { webgl: { context: { canvas, isContextLost: () => lost } } } }, lose };
}

/** What is known of a device right after a run has failed on it, and what the page was told in the end. */
async function afterFailure(backend, { ort, lose }, isLost) {
  told.length = 0;
  const device = await Device.under(ort, backend);
  const before = device.isGone;
  if (isLost === "at once") lose();
  if (isLost === "soon") soon().then(lose);
  const atOnce = device.isGone;
  const failedByLoss = await device.hasGone();
  await soon();
  await soon();
  return { before, atOnce, failedByLoss, told: [...told] };
}

console.log(
  JSON.stringify({
    webgpuLost: await afterFailure("webgpu", webgpu(), "soon"),
    webgpuHere: await afterFailure("webgpu", webgpu(), "never"),
    webglLost: await afterFailure("webgl", webgl(), "at once"),
    webglHere: await afterFailure("webgl", webgl(), "never"),
    processor: await Device.under({}, "wasm"),
  }),
);
