/**
 * What the page holds so that a fresh Python can go on where one that is gone has stopped: the files that the user gave,
 * as they came, and what the last view shows of the settings. It serves this tab, and, kept by the browser for the
 * moment of a reload, the next version of the page.
 */

/** @import {StudioEvent, Style, View} from "../python/messages.d.ts" */

const CARRIED = `impasto carried ${new URL(".", document.baseURI).href}`;
const ENTRY = new URL("carried/", document.baseURI).href;

/** @typedef {{name: string, data: Blob}} Kept */
/** @typedef {{kind: "content-file", file: Kept} | {kind: "content-example", id: string}} Photo */

/** @type {Photo | null} */
let photo = null;
/** @type {Kept[][]} */
let styles = [];
/** @type {View | null} */
let last = null;
/** What a fresh Python has yet to be told, once it has read the files. @type {View | null} */
let wanted = null;

/**
 * Keep the files of an event that is about to be handed over.
 * @param {StudioEvent} event
 */
export function keepFiles(event) {
  if (event.kind === "content-file") photo = { kind: event.kind, file: kept(event) };
  else if (event.kind === "content-example") photo = { kind: event.kind, id: event.id };
  else if (event.kind === "style-files") styles.push(event.files.map(kept));
}

/** @param {View} view */
export function keepView(view) {
  if (!wanted) last = view;
}

/**
 * What a fresh Python is told first.
 * @returns {Promise<StudioEvent[]>}
 */
export async function filesAgain() {
  wanted = last;
  /** @type {StudioEvent[]} */
  const events = [];
  for (const files of styles) {
    events.push({ kind: "style-files", files: await Promise.all(files.map(unpacked)) });
  }
  if (photo?.kind === "content-file") events.push({ kind: photo.kind, ...(await unpacked(photo.file)) });
  else if (photo) events.push(photo);
  return events;
}

/**
 * What a fresh Python is told once it shows that it has the files; nothing before, and nothing after.
 * @param {View} view
 * @returns {StudioEvent[]}
 */
export function settingsAgain(view) {
  if (!wanted || (view.phase !== "ready" && view.phase !== "working")) return [];
  const before = wanted;
  const now = matched(before.styles, view.styles);
  const lacking = (before.content && !view.content) || before.styles.some(({ id, own }) => own && !now.has(id));
  if (lacking && view.message?.tone !== "error") return []; // what could be read before may not be a second time
  wanted = null;
  const here = new Set(now.values());
  const chosen = before.styles.filter(({ id, selected }) => selected && now.has(id));
  /** @param {string} id of a style before */
  const idNow = (id) => now.get(id) ?? id;
  /** @type {StudioEvent[]} */
  const events = view.styles.flatMap(({ id, own }) => (own && !here.has(id) ? [{ kind: "style-remove", id }] : []));
  chosen.forEach(({ id }, at) => events.push({ kind: at === 0 ? "style-select" : "style-mix", id: idNow(id) }));
  if (before.mix) events.push({ kind: "mix", value: before.mix.value });
  else if (chosen.length > 1) {
    for (const { id, weight } of chosen) events.push({ kind: "style-weight", id: idNow(id), weight });
  }
  events.push(
    { kind: "strength", value: before.strength },
    { kind: "output-size", value: before.output_size },
    { kind: "style-network", id: before.style_network },
    { kind: "transformer", id: before.transformer },
  );
  if (before.result || before.phase === "working") events.push({ kind: "stylize" });
  return events;
}

/**
 * The ids of the same styles for a fresh Python, which may count the user's own anew: they come in the same order.
 * @param {Style[]} before
 * @param {Style[]} now
 * @returns {Map<string, string>} id now by id before
 */
function matched(before, now) {
  /** @type {Map<string, string>} */
  const ids = new Map();
  let at = 0;
  for (const { id, name, own } of before) {
    const found = now.findIndex((style, place) => (own ? place >= at && style.own && style.name === name : style.id === id));
    const style = now[found];
    if (!style) continue;
    ids.set(id, style.id);
    if (own) at = found + 1;
  }
  return ids;
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
    last,
  };
  await cache.put(ENTRY, new Response(JSON.stringify(record)));
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
    ({ photo, last } = record);
    if (record.photo?.file) photo = { kind: "content-file", file: await found(record.photo.file) };
    styles = await Promise.all(record.styles.map((/** @type {any[]} */ files) => Promise.all(files.map(found))));
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
