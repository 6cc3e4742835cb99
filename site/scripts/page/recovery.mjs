/**
 * What the page holds so that a fresh Python can go on where one that is gone has stopped: the files that the user gave,
 * as they came, what the last view shows of the settings, and which styles there were. It serves this tab, and, kept by the browser for the
 * moment of a reload, the next version of the page.
 */

/** @import {Choices, StudioEvent, View} from "../python/messages.d.ts" */

import { allHeld, holdAs } from "./handles.mjs";
import { remember } from "./memory.mjs";

const CARRIED = `impasto carried ${new URL(".", document.baseURI).href}`;
const ENTRY = new URL("carried/", document.baseURI).href;

/** @typedef {{name: string, data: Blob}} Kept */
/** @typedef {{kind: "content-file", file: Kept} | {kind: "content-example", id: string}} Photo */

/** @type {Photo | null} */
let photo = null;
/** What the page told of the film whose first frame the photo is. @type {StudioEvent | null} */
let film = null;
/** @type {Kept[][]} */
let styles = [];
/** What Python told of the queue, of which photos and paintings are held by the page. */
let batch = "";
/** @type {View | null} */
let last = null;
/** The files of the user's own styles: Python knows a file by its hash, so a fresh one gives it the same id. @type {string[]} */
let shelf = [];
/** What a fresh Python has yet to be told, once it has read the files. @type {{view: View, shelf: string[]} | null} */
let wanted = null;

/**
 * Keep the files of an event that is about to be handed over.
 * @param {StudioEvent} event
 */
export function keepFiles(event) {
  if (event.kind === "film") film = event;
  if (event.kind === "content-file" || event.kind === "content-example") film = null;
  if (event.kind === "content-file" && "bytes" in event) photo = { kind: event.kind, file: kept(event) };
  else if (event.kind === "style-files" && "files" in event) styles.push(event.files.map(kept));
  else if (event.kind === "content-example" && "id" in event) photo = { kind: event.kind, id: event.id };
}

/** @param {string} text what a fresh Python is told of the queue */
export function keepBatch(text) {
  batch = text;
}

/** Note when the visitor leaves in the middle of a queue that is kept: a photo that ends the page is another matter. */
export function noteLeaving() {
  addEventListener("pagehide", () => {
    if (batch && last?.keeps_work) remember("left", "left");
  });
}

/** @param {View} view */
export function keepView(view) {
  if (!wanted) last = view;
}

/** @param {Choices} choices */
export function keepShelf(choices) {
  if (!wanted) shelf = own(choices);
}

/**
 * What a fresh Python is told first.
 * @returns {Promise<StudioEvent[]>}
 */
export async function filesAgain() {
  wanted = last && { view: last, shelf };
  /** @type {StudioEvent[]} */
  const events = [];
  for (const files of styles) {
    events.push({ kind: "style-files", files: await Promise.all(files.map(unpacked)) });
  }
  if (photo?.kind === "content-file") events.push({ kind: photo.kind, ...(await unpacked(photo.file)) });
  else if (photo) events.push(photo);
  if (film) events.push(film);
  if (batch) events.push({ kind: "batch-remembered", text: batch });
  return events;
}

/**
 * What a fresh Python is told once it shows that it has the files; nothing before, and nothing after.
 * @param {View} view
 * @param {Choices} choices
 * @returns {StudioEvent[]}
 */
export function settingsAgain(view, choices) {
  if (!wanted || (view.phase !== "ready" && view.phase !== "working")) return [];
  const { view: before, shelf: stood } = wanted;
  const now = own(choices);
  const lacking = (before.content && !view.content) || stood.some((id) => !now.includes(id));
  if (lacking && view.message?.tone !== "error") return []; // what could be read before may not be a second time
  wanted = null;
  /** @type {StudioEvent[]} */
  const events = now.flatMap((id) => (stood.includes(id) ? [] : [{ kind: "style-remove", id }]));
  const chosen = before.chosen.filter(({ id }) => choices.styles.some((style) => style.id === id));
  chosen.forEach(({ id }, at) => events.push({ kind: at === 0 ? "style-select" : "style-mix", id }));
  if (before.mix) events.push({ kind: "mix", value: before.mix.value });
  else if (chosen.length > 1) {
    for (const { id, weight } of chosen) events.push({ kind: "style-weight", id, weight });
  }
  for (const [kind, value] of Object.entries({ ...before.settings, ...before.saving })) events.push({ kind, value });
  if (before.result || before.phase === "working") events.push({ kind: "stylize" });
  return events;
}

/** @param {Choices} choices */
function own({ styles }) {
  return styles.flatMap(({ file }) => file || []);
}

/** Have the browser keep all of it over a reload. */
export async function carry() {
  const cache = await caches.open(CARRIED);
  /** @type {(file: Kept) => Promise<string>} */
  const put = async ({ data }) => {
    const url = `${ENTRY}${crypto.randomUUID()}`;
    await cache.put(url, new Response(data));
    return url;
  };
  /** @type {(file: Kept) => Promise<{name: string, url: string}>} */
  const named = async (file) => ({ name: file.name, url: await put(file) });
  const record = {
    photo: photo?.kind === "content-file" ? { ...photo, file: await named(photo.file) } : photo,
    styles: await Promise.all(styles.map((files) => Promise.all(files.map(named)))),
    batch,
    held: batch ? await carriedOver(named) : [],
    last,
    shelf,
  };
  await cache.put(ENTRY, new Response(JSON.stringify(record)));
}

/**
 * What the page holds for the queue; what was moved meanwhile stays behind.
 * @param {(file: Kept) => Promise<{name: string, url: string}>} named
 */
async function carriedOver(named) {
  const files = [];
  for (const [id, data] of allHeld()) {
    const file = await named({ name: data.name, data }).catch(() => null);
    if (file) files.push({ id, ...file });
  }
  return files;
}

/**
 * Take up what was carried over a reload, and let go of it.
 * @returns {Promise<boolean>} whether there was anything
 */
export async function takeUp() {
  try {
    if (!(await caches.has(CARRIED))) return false;
    const cache = await caches.open(CARRIED);
    const record = await (await cache.match(ENTRY))?.json();
    await caches.delete(CARRIED);
    if (!record) return false;
    /** @type {(file: {name: string, url: string}) => Promise<Kept>} */
    const found = async ({ name, url }) => ({ name, data: (await (await cache.match(url))?.blob()) ?? new Blob() });
    ({ photo, last, shelf } = record);
    batch = record.batch ?? ""; // an older version of the page knew none
    if (record.photo?.file) photo = { kind: "content-file", file: await found(record.photo.file) };
    styles = await Promise.all(record.styles.map((/** @type {any[]} */ files) => Promise.all(files.map(found))));
    for (const { id, ...file } of record.held ?? []) {
      const { name, data } = await found(file);
      holdAs(id, new File([data], name, { type: data.type }));
    }
    return true;
  } catch {
    return false; // storage is off, or broken
  }
}

/**
 * @param {{name: string, bytes: ArrayBuffer}} file
 * @returns {Kept}
 */
function kept({ name, bytes }) {
  return { name, data: new Blob([bytes]) };
}

/** @param {Kept} file */
async function unpacked({ name, data }) {
  return { name, bytes: await data.arrayBuffer() };
}
