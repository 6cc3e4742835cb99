// Runs the networks on one backend: takes calls over a MessagePort from the studio worker, and knows nothing of
// pictures or styles.

import { FileError } from "../offline/download.mjs";
import { hold } from "./lifeline.mjs";
import { Sessions } from "./sessions.mjs";

/** @typedef {import("./messages").InferenceCall} InferenceCall */

/** What is said of failures that are not those of a file, which says so itself; the console has the rest. */
const OTHERWISE = { LoadFailed: { key: "runtime-not-started" }, RunFailed: { key: "painter-stopped-for-memory" } };

self.onmessage = ({ data }) => {
  if (data.type !== "start") return;
  hold(data.lock);
  serve(new Sessions(data.assets, data.base, data.backend, data.threads), data.port);
};

/**
 * @param {Sessions} sessions
 * @param {MessagePort} port
 */
function serve(sessions, port) {
  port.onmessage = async ({ data }) => {
    /** @type {InferenceCall} */
    const call = data;
    /** @type {import("./sessions.mjs").Tell} */
    const tell = (loaded, total) => port.postMessage({ id: call.id, loaded, total });
    try {
      const value = await answered(sessions, call, tell);
      if ((await sessions.device)?.isGone) return; // the page is told of it, and so is whoever waits
      const outputs = call.op === "run" ? Object.values(/** @type {object} */ (value)) : [];
      port.postMessage({ id: call.id, value }, outputs.map(({ data }) => data.buffer));
    } catch (error) {
      if (error instanceof FileError) return port.postMessage({ id: call.id, error: { name: error.name, text: error.text } });
      if (await (await sessions.device)?.hasGone()) return; // as above
      console.warn(error);
      const name = call.op === "run" || call.op === "hold" ? "RunFailed" : "LoadFailed";
      port.postMessage({ id: call.id, error: { name, text: OTHERWISE[name] } });
    }
  };
}

/**
 * @param {Sessions} sessions
 * @param {InferenceCall} call
 * @param {import("./sessions.mjs").Tell} tell
 */
async function answered(sessions, call, tell) {
  switch (call.op) {
    case "preload":
      return sessions.preload();
    case "load":
      return sessions.load(call.file, tell);
    case "fetch":
      return { bytes: await sessions.fetch(call.file, tell), about: await sessions.describe() };
    case "open":
      return sessions.open(call.key, call.bytes);
    case "run":
      return sessions.run(call.key, call.feeds);
    case "hold":
      return sessions.hold(call.key, call.feeds, call.held);
    case "drop":
      return sessions.drop(call.held);
    case "release":
      return sessions.release(call.key);
  }
}
