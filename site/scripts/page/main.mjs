/**
 * Starts the page: everything that listens to the user, and the way of messages between it and the workers.
 *
 * The scripts have four wings, each importing only from those after it: `page/` is what the main thread shows and hears;
 * `python/` the worker with Python and its rules; `inference/` the worker with the networks, and the line to it;
 * `offline/` the files of the site: fetching, checking and keeping them. What a worker is told stands beside it.
 */

/** @import {View, WorkerMessage} from "../python/messages.d.ts" */
/** @import {Notice} from "./message.mjs" */
/** @import {Send, Workers} from "./workers.mjs" */

import { assets, begun, reason } from "./begin.mjs";
import { listenToControls } from "./controls.mjs";
import { listenToDrawer } from "./drawer.mjs";
import { listenForFiles } from "./files.mjs";
import { remember } from "./memory.mjs";
import { showMessage } from "./message.mjs";
import { keptForOffline } from "../offline/registration.mjs";
import { putPixels, showPhotoAtOnce } from "./pictures.mjs";
import { Loading } from "./progress.mjs";
import { listenToShelf } from "./shelf.mjs";
import { forget, isKept } from "../python/snapshot.mjs";
import { showChoices, showPhotoOnEasel, showProgress, showView } from "./view.mjs";

const root = document.documentElement;
root.dataset.started = "";

const QUIET = 3000; // ms
const ROOMY = 4; // gigabytes, with which a second Python is no burden for some seconds
const TOO_OLD = "This browser is too old for this page. A current Firefox, Chrome, Edge or Safari can open it.";

const loading = new Loading();
/** @type {View | null} */
let view = null;
/** @type {Workers | null} */
let workers = null;
/** A photo that the browser shows while Python is still on its way. */
let shownAtOnce = false;
let keeping = false;
/** @type {Promise<void>} */
let queue = Promise.resolve();

/** @type {Send} */
const send = (event) => {
  queue = queue.then(async () => {
    try {
      workers?.post(await event);
    } catch {
      say({ tone: "error", text: "This file could not be read. Was it moved? Choose it again.", action: null });
    }
  });
};

boot();

function boot() {
  listenToDrawer();
  if (reason) return stop("unsupported", reason);

  showProgress({ text: "Starting", fraction: null });
  queue = begun.then(start); // what the user does meanwhile waits for it
  listenToControls(send);
  listenToShelf(send);
  listenForFiles(send, showAtOnce);
}

/** @param {Workers | null} running */
function start(running) {
  workers = running;
  workers?.listen(receive, (who, cause) => {
    stop("failed", `${who} has stopped: ${cause}. Reload the page to go on.`);
  });
  if (workers && !workers.supported) stop("unsupported", TOO_OLD);
}

/** @param {WorkerMessage} message */
function receive(message) {
  switch (message.type) {
    case "loading":
      loading.note(message);
      return render();
    case "choices":
      return showChoices(message.choices);
    case "view":
      view = message.view;
      if (view.phase === "ready") keepForOffline();
      return render();
    case "pixels":
      putPixels(message);
      if (message.slot !== "photo") return;
      shownAtOnce = false;
      return render();
    case "file":
      return offer(message);
    case "start-inference":
      return workers?.startInference(message.line, message.backend);
    case "end-inference":
      return workers?.endInference(message.line);
    case "remember":
      return remember(message.text);
    case "failed":
      return stop("failed", message.text);
  }
}

function render() {
  if (view) {
    showView(view);
    if (view.message?.tone === "error") shownAtOnce = false;
    if (shownAtOnce) showPhotoOnEasel();
    const { message } = view;
    const action = message?.action;
    say(message && { ...message, action: action ? { label: action.label, run: () => send(action.event) } : null });
  }
  const starting = !view || view.phase === "loading" ? { text: "Starting", fraction: null } : null;
  showProgress(view?.progress ?? loading.progress() ?? starting);
}

/** Once everything runs, and quietly. */
async function keepForOffline() {
  if (keeping) return;
  keeping = true;
  const kept = await keptForOffline(assets.offline.url);
  root.dataset.offline = kept ? "kept" : "refused";
  send({ kind: "offline", kept });
  if (kept && memoryInGigabytes() >= ROOMY) makeSnapshot();
  else root.dataset.snapshot = "none";
}

/** Have what makes later visits start sooner made and kept, once nothing has changed for a while. */
async function makeSnapshot() {
  if (await isKept(assets, document.baseURI)) root.dataset.snapshot = "kept";
  else makeWhenQuiet();
}

function makeWhenQuiet() {
  const before = view;
  setTimeout(async () => {
    if (!workers) return;
    if (view !== before || view?.phase !== "ready") return makeWhenQuiet();
    root.dataset.snapshot = (await workers.makeSnapshot()) ? "kept" : "none";
  }, QUIET);
}

/** As far as the browser tells, which only those of Chromium's kind do; 0 otherwise. */
function memoryInGigabytes() {
  return /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 0;
}

/** @param {Notice | null} notice */
function say(notice) {
  showMessage(notice, () => {
    showMessage(null, () => {});
    send({ kind: "dismiss" });
  });
}

/**
 * Nothing more can happen here: say why, and offer what helps.
 * @param {"failed" | "unsupported"} phase
 * @param {string} text
 */
function stop(phase, text) {
  workers?.end();
  workers = null;
  forget(document.baseURI).catch(() => {}); // should the snapshot be the cause, a reload goes without it
  root.dataset.phase = phase;
  root.dataset.next = "action";
  showProgress(null);
  const reload = phase === "failed" ? { label: "Reload", run: () => location.reload() } : null;
  say({ tone: "error", text, action: reload });
}

/** @param {() => Promise<Blob>} picture */
async function showAtOnce(picture) {
  if (view?.content || root.dataset.phase !== "loading") return;
  shownAtOnce = true;
  const shown = await showPhotoAtOnce(await picture()).catch(() => false);
  if (shown && shownAtOnce) showPhotoOnEasel();
  else shownAtOnce = false;
}

/**
 * Hand a file to the browser to be saved.
 * @param {{name: string, mime: string, bytes: ArrayBuffer}} file
 */
function offer({ name, mime, bytes }) {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
