/**
 * Starts the page: everything that listens to the user, and the way of messages between it and the workers.
 *
 * The scripts have four wings, each importing only from those after it: `page/` is what the main thread shows and hears;
 * `python/` the worker with Python and its rules; `inference/` the worker with the networks, and the line to it;
 * `offline/` the files of the site: fetching, checking and keeping them. What a worker is told stands beside it.
 */

/** @import {Choices, StudioEvent, View, WorkerMessage} from "../python/messages.d.ts" */
/** @import {Notice} from "./message.mjs" */
/** @import {Send, Workers} from "./workers.mjs" */

import { keptBatch, listenToBatch, putPainting, showBatch } from "./batch.mjs";
import { assets, begun, reason } from "./begin.mjs";
import { listenToSheet, putOnSheet } from "./contact-sheet.mjs";
import { endCamera, listenToCamera, putFrame } from "./camera.mjs";
import { listenToControls } from "./controls.mjs";
import { listenToDivider } from "./divider.mjs";
import { listenToDrawer } from "./drawer.mjs";
import { contentEvent, listenForFiles } from "./files.mjs";
import { giveFilm, showFilm, takeFrame } from "./films.mjs";
import { keepFocus } from "./focus.mjs";
import { handOn, listenToHanding } from "./handing.mjs";
import { bytesOf, fileOf } from "./handles.mjs";
import { listenToHelp } from "./help.mjs";
import { hear, isHeard, missing, unmark } from "./heard.mjs";
import { listenToBrush, showMask } from "./mask.mjs";
import { remember, remembered, rememberedSettings, rememberedStyles } from "./memory.mjs";
import { showMessage } from "./message.mjs";
import { newerVersion } from "./newer.mjs";
import { listenToLanguages } from "./languages.mjs";
import { followLink, listenToProjects, offerLink } from "./projects.mjs";
import { Keeping } from "./keeping.mjs";
import { putPixels, showPhotoAtOnce } from "./pictures.mjs";
import { Loading } from "./progress.mjs";
import { filesAgain, keepFiles, keepShelf, keepView, settingsAgain, takeUp } from "./recovery.mjs";
import { saveFile } from "./saving.mjs";
import { sharedFiles } from "./shared.mjs";
import { listenToShelf } from "./shelf.mjs";
import { asked } from "./store.mjs";
import { putRegion } from "./underway.mjs";
import { listenToViewport } from "./viewport.mjs";
import { listenToExploring } from "./explore.mjs";
import { listenToPairing } from "./pairing.mjs";
import { listenToWall, showWall } from "./wall.mjs";
import { listenToWork, putOnHistory } from "./work.mjs";
import { forget } from "../python/snapshot.mjs";
import { showChoices, showPhotoOnEasel, showProgress, showView } from "./view.mjs";
import { BASE } from "./workers.mjs";

const root = document.documentElement;
root.dataset.started = "";

const LIVES = 3; // of Python, with no picture between them, before the page gives up

const loading = new Loading(assets?.download ?? {});
/** @type {View | null} */
let view = null;
/** @type {Choices} */
let choices = { styles: [], output_sizes: [], style_networks: [], transformers: [], formats: [], backends: [] };
/** @type {Workers | null} */
let workers = null;
/** What the page itself has to say, and says before what Python does. @type {Notice | null} */
let own = null;
/** A photo that the browser shows while Python is still on its way. */
let shownAtOnce = false;
/** A fresh Python has not been told everything yet. */
let renewing = false;
let deaths = 0;
/** What the user does while Python hands over what it knows to a fresh one. @type {StudioEvent[] | null} */
let held = null;
/** A fresh Python takes over, of which nobody need know. */
let takingOver = false;
/** Pictures that were painted before Python began anew, and counted again from one. */
let painted = 0;
/** How much of what the user has done is on its way to Python. */
let onTheWay = 0;
/** @type {Promise<void>} */
let queue = Promise.resolve();

/** @type {Send} */
const send = (event) => {
  onTheWay += 1;
  if (!view && !("then" in event)) mark(event);
  queue = queue.then(async () => {
    try {
      const read = await event;
      if (!view && "then" in event) mark(read);
      post(read);
      onTheWay -= 1;
    } catch {
      onTheWay -= 1;
      if (view) render();
      notify({ tone: "error", text: say("chosen-file-unread"), action: null });
    }
  });
};

/** What those who paint films are given. @type {import("./film.mjs").Surroundings} */
const filming = {
  assets,
  base: BASE,
  send,
  paint: (frame) => workers?.paintFrame(frame),
  tell: (message) => {
    own = { tone: "error", text: say(message.text.key, message.text.parameters), action: null };
    render();
  },
  onPhoto: showAtOnce,
};

const keeping = new Keeping(assets, send, () => view);

boot();

function boot() {
  keepFocus();
  listenToHelp();
  listenToDrawer();
  listenToDivider();
  listenToViewport();
  listenToLanguages();
  if (reason) return stop("unsupported", reason);

  showProgress({ text: say("page-starting"), fraction: null });
  queue = begun.then(start); // what the user does meanwhile waits for it
  listenToControls(send);
  listenToShelf(send);
  listenToSheet(send);
  listenToBrush(send);
  listenToHanding(send);
  listenToWall(assets.wall, send);
  listenToBatch(send);
  listenToCamera(send);
  listenToExploring(send);
  listenToPairing(send);
  const give = listenForFiles(send, showAtOnce, (file) => giveFilm(file, filming));
  sharedFiles().then(give);
  listenToProjects(send);
  listenToWork(send);
  early.done(give);
}

/** @param {Workers | null} running */
async function start(running) {
  workers = running;
  workers?.listen(receive, (who) => (who === "python" ? revive() : refuse(say("painter-not-here"))));
  if (workers && !workers.supported) return stop("unsupported", say("browser-too-old"));
  keeping.checkFiles((words) => stop("failed", words));
  if (await takeUp()) return tellAgain();
  tellOfStyles();
  workers?.post({ kind: "settings-remembered", text: rememberedSettings() ?? "" });
  followLink(send);
}

/** @param {StudioEvent} event */
function post(event) {
  keepFiles(event);
  if (event.kind === "dismiss") own = null;
  if (held) held.push(event);
  else workers?.post(event);
}

/** @param {WorkerMessage} message */
function receive(message) {
  if (guard.stopped()) return workers?.end();
  if (message.type !== "still") guard.news();
  switch (message.type) {
    case "loading":
      if (takingOver) return;
      if (own?.about === "still") own = null;
      loading.note(message);
      return render();
    case "choices":
      choices = message.choices;
      keepShelf(choices);
      return showChoices(choices);
    case "wall":
      return showWall(message.wall);
    case "view":
      return see(message.view);
    case "pixels":
      if (putOnSheet(message) || putFrame(message) || putOnHistory(message)) return;
      if (message.slot === "mask") return showMask(message);
      putPixels(message);
      if (message.slot !== "photo") return;
      shownAtOnce = false;
      return render();
    case "region":
      return putRegion(message);
    case "film-frame":
      return takeFrame(message);
    case "wanted-file":
      return void bytesOf(message.id).then((bytes) => workers?.giveFile(message.request, bytes));
    case "open-file":
      return open(message.id);
    case "batch":
      return showBatch(message.batch, message.kept);
    case "painting":
      deaths = 0;
      return putPainting(message);
    case "file":
      return message.way === "download" ? saveFile(message.name, new Blob([message.bytes], { type: message.mime })) : handOn(message);
    case "store":
      asked(message.call, message.args).then((answer) => workers?.answer(message.number, answer));
      return;
    case "link":
      offerLink(message.link, send);
      return;
    case "start-inference":
      return workers?.startInference(message.line, message.backend, message.threads);
    case "end-inference":
      return workers?.endInference(message.line);
    case "remember":
      return remember(message.what, message.text);
    case "grown":
      return askForKnowledge();
    case "knowledge":
      return takeOver(message.knowledge);
    case "gone":
      return offerNewer();
    case "still":
      own = { tone: "info", text: say(message.text.key, message.text.parameters), action: null, about: "still" };
      return render();
    case "failed":
      if (view?.phase === "ready" || view?.phase === "working") return revive();
      return refuse(say(message.text.key, message.text.parameters));
  }
}

/** @param {View} seen */
function see(seen) {
  takingOver = false;
  if (renewing && seen.phase !== "failed") {
    const events = settingsAgain(seen, choices);
    if (events.length === 0) return;
    renewing = false;
    events.forEach(post);
    return post({ kind: "continue" }); // and with undo, history and masks
  }
  loading.seen(seen);
  if (own?.about === "heard") own = null; // the view says it, if it is still so
  if (seen.result) seen.result.number += painted;
  if (seen.result?.number !== view?.result?.number) deaths = 0;
  view = seen;
  keepView(view);
  if (view.phase === "ready") {
    guard.done();
    keeping.keep();
  }
  render();
}

function render() {
  if (view) {
    if (isAnswered(view)) unmark();
    showView(view, isAnswered(view));
    showFilm(view.film);
    if (view.message?.tone === "error") shownAtOnce = false;
    if (shownAtOnce) showPhotoOnEasel();
  }
  const message = view?.message;
  const action = message?.action;
  const told = message && { ...message, action: action ? { label: action.label, run: () => act(action.event) } : null };
  notify(own ?? told ?? null);
  showProgress(progressOf());
}

/** While the page is loading that is what there is to tell, and what will be done then. */
function progressOf() {
  const starts = !view || view.phase === "loading" || renewing;
  if (!starts) return view?.progress ?? loading.progress();
  const progress = loading.progress() ?? view?.progress ?? { text: say("page-starting"), fraction: null };
  const waits = view?.waiting || isHeard();
  return waits ? { ...progress, text: say("loading-then-paints", { progress: progress.text }) } : progress;
}

/**
 * Whether Python's view takes into account all that the user has done: a picture that does not is not told of.
 * @param {View} seen
 */
function isAnswered(seen) {
  return onTheWay === 0 && !held?.length && seen.heard === workers?.told;
}

/**
 * Show at once that the user was heard, while Python is still on its way.
 * @param {StudioEvent} event
 */
function mark(event) {
  hear(event);
  const text = event.kind === "stylize" ? missing() : null;
  if (text || own?.about === "heard") own = text ? { tone: "info", text, action: null, about: "heard" } : null;
  render();
}

/**
 * Do what a message of Python offers; whatever failed, trying again is no use with the same wrong files.
 * @param {StudioEvent} event
 */
async function act(event) {
  if (event.kind === "retry") await guard.renew();
  send(event);
}

/** Go on with a fresh Python in place of one that is gone. */
async function revive() {
  deaths += 1;
  takingOver = false;
  if (!view || deaths >= LIVES) return refuse(say("python-not-here"));
  painted = Number(root.dataset.result ?? 0);
  own = { tone: "info", text: say("python-renewed"), action: null };
  endCamera();
  workers?.restart(remembered());
  workers?.post({ kind: "hold-visit" });
  await tellAgain();
  letGo();
  render();
}

/** Python's memory never shrinks: a fresh one goes on with all that this one knows, unless the user is about something. */
function askForKnowledge() {
  if (held || renewing || own || document.querySelector("dialog[open]")) return;
  held = [];
  workers?.handOver();
}

/** @param {ArrayBuffer | null} knowledge */
function takeOver(knowledge) {
  takingOver = knowledge !== null;
  if (knowledge) workers?.restart(remembered(), knowledge);
  letGo();
}

/** Go on with what the user did meanwhile. */
function letGo() {
  const events = held ?? [];
  held = null;
  for (const event of events) workers?.post(event);
}

/** Tell a fresh Python what the one before knew: the files now, the settings once it has read these. */
async function tellAgain() {
  renewing = true;
  tellOfStyles();
  for (const event of await filesAgain()) workers?.post(event);
  const text = keptBatch();
  if (text) workers?.post({ kind: "batch-remembered", text });
}

/** Tell a fresh Python which styles were kept. */
function tellOfStyles() {
  const text = rememberedStyles();
  if (text) workers?.post({ kind: "styles-remembered", text });
}

async function offerNewer() {
  const load = await newerVersion(assets.offline.url);
  if (!load || !view) return;
  own = load;
  render();
}

/** @param {Notice | null} notice */
function notify(notice) {
  showMessage(notice, () => {
    showMessage(null, () => {});
    send({ kind: "dismiss" });
  });
}

/**
 * The page cannot go on. A file that is not as it should be says more than what came of it.
 * @param {string} text
 */
async function refuse(text) {
  workers?.end();
  stop("failed", (view ? null : await guard.explained()) ?? text);
}

/**
 * Nothing more can happen here: say why, and offer what helps.
 * @param {"failed" | "unsupported"} phase
 * @param {string} text
 */
function stop(phase, text) {
  guard.done();
  workers?.end();
  workers = null;
  forget(BASE).catch(() => {}); // should the snapshot be the cause, a reload goes without it
  root.dataset.phase = phase;
  root.dataset.next = "action";
  showProgress(null);
  const again = phase === "failed" ? { label: say("action-retry"), run: guard.again } : null;
  notify({ tone: "error", text, action: again });
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
 * One of the photos that were given together comes on the easel, as if it had been chosen.
 * @param {string} id
 */
function open(id) {
  const file = fileOf(id);
  if (!file) return;
  showAtOnce(async () => file);
  send(contentEvent(file));
}
