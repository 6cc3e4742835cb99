// Python as it is once it has started and imported everything: a copy of its memory, which the browser makes after a
// visit and keeps for the next ones. No build holds it, as all of its bytes would make the first visit longer.

import { sha256Of } from "../offline/download.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */

/**
 * What is used here of Pyodide's program and is no part of its API.
 * @typedef {object} Program
 * @property {{sitePackages: string}} API
 * @property {Int8Array} HEAP8
 * @property {WebAssembly.Table} wasmTable
 * @property {Record<string, unknown>} preloadedWasm
 * @property {(bytes: number) => void} growMemory grows to
 * @property {(library: WebAssembly.Module, flags: object, path: string, scope: object) => Promise<unknown>}
 *   loadWebAssemblyModule
 * @property {(name: string) => void} addRunDependency
 * @property {(name: string) => void} removeRunDependency
 */

/** @typedef {NonNullable<import("pyodide").PyodideConfig["createPyodideModule"]>} Create */

/**
 * @typedef {object} About what has to be known of a snapshot before its memory is there
 * @property {number[]} head what Pyodide wants to know
 * @property {number} size of the memory
 * @property {number} functions that have an address
 * @property {[from: number, to: number][]} filled the parts of the memory that are not zero
 * @property {string} sha256 of these
 */

/** @typedef {{about: About, memory: Promise<Uint8Array>}} Snapshot */

const BLOCK = 65536;

/**
 * The snapshot for this version of the site, if there is one.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @returns {Promise<Snapshot | null>}
 */
export async function openSnapshot(assets, base) {
  try {
    const answer = await found(assets, base);
    if (!answer) return null;
    const about = JSON.parse(answer.headers.get("Snapshot") ?? "");
    const memory = whole(answer, about); // on its way while the interpreter is
    memory.catch(() => {});
    return { about, memory };
  } catch {
    return null; // storage is off, or broken
  }
}

/**
 * Keep a snapshot of a Python in which nothing runs, instead of any other.
 * @param {Assets} assets
 * @param {string} base
 * @param {Pyodide} pyodide started with `_makeSnapshot` and `linked`
 */
export async function keep(assets, base, pyodide) {
  /** @type {{makeMemorySnapshot: () => Uint8Array<ArrayBuffer>, _module: Program}} */
  const { makeMemorySnapshot, _module } = /** @type {any} */ (pyodide);
  const all = makeMemorySnapshot();
  const [, start] = new Uint32Array(all.buffer, 0, 2);
  const memory = all.subarray(start);
  const filled = filledParts(memory);
  const body = await new Blob(filled.map(([from, to]) => memory.subarray(from, to))).arrayBuffer();
  /** @type {About} */
  const about = {
    head: Array.from(all.subarray(0, start)),
    size: memory.length,
    functions: _module.wasmTable.length,
    filled,
    sha256: await sha256Of(body),
  };
  await forget(base);
  const cache = await caches.open(cacheOf(base));
  await cache.put(address(assets, base), new Response(body, { headers: { Snapshot: JSON.stringify(about) } }));
}

/**
 * @param {Assets} assets
 * @param {string} base
 */
export async function isKept(assets, base) {
  return Boolean(await found(assets, base));
}

/** @param {string} base */
export async function forget(base) {
  await caches.delete(cacheOf(base));
}

/**
 * How to make the interpreter so that a snapshot holds: all shared libraries are loaded before anything runs, and so
 * lie at the same addresses each time. They would lie anywhere if Python loaded them when it imports them.
 * @param {Create} create
 * @param {Promise<[path: string, library: WebAssembly.Module][]>} libraries by their paths among the packages
 * @param {Snapshot | null} snapshot whose memory it gets
 * @returns {Create}
 */
export function linked(create, libraries, snapshot) {
  return async (settings) => {
    /** @type {unknown} */
    let failure = null;
    /** @param {Program} program */
    const load = async (program) => {
      program.addRunDependency("libraries");
      try {
        const flags = { loadAsync: true, nodelete: true };
        for (const [inside, library] of await libraries) {
          const path = `${program.API.sitePackages}/${inside}`;
          program.preloadedWasm[path] = await program.loadWebAssemblyModule(library, flags, path, {});
        }
      } catch (error) {
        failure = error;
      }
      program.removeRunDependency("libraries");
    };
    const preRun = /** @type {typeof settings.preRun} */ ([...settings.preRun, load]);
    const program = /** @type {any} */ (await create({ ...settings, preRun }));
    if (failure) throw failure;
    if (snapshot) restore(program, snapshot.about, await snapshot.memory);
    return program;
  };
}

/**
 * @param {Program} program
 * @param {About} about
 * @param {Uint8Array} memory
 */
function restore(program, { size, functions, filled }, memory) {
  if (program.wasmTable.length !== functions) throw new Error("The snapshot is of another program.");
  program.HEAP8.fill(0);
  program.growMemory(size);
  let at = 0;
  for (const [from, to] of filled) {
    program.HEAP8.set(memory.subarray(at, at + to - from), from);
    at += to - from;
  }
}

/**
 * @param {Assets} assets
 * @param {string} base
 */
function found(assets, base) {
  return caches.match(address(assets, base), { cacheName: cacheOf(base) });
}

/**
 * A name for all that a snapshot depends on. That is the browser too: Python does in one what it cannot in another.
 * @param {Assets} assets
 * @param {string} base
 */
function address({ pyodide, packages }, base) {
  const files = [import.meta.url, pyodide.folder, pyodide.library.url, ...packages.map(({ url }) => url)];
  return new URL(`snapshot?${new URLSearchParams({ files: files.join(), browser: navigator.userAgent })}`, base).href;
}

/** @param {string} base one origin may hold several copies of the site */
function cacheOf(base) {
  return `snapshot ${base}`;
}

/**
 * @param {Response} answer
 * @param {About} about
 */
async function whole(answer, { sha256 }) {
  const body = await answer.arrayBuffer();
  if ((await sha256Of(body)) !== sha256) throw new Error("The snapshot is damaged.");
  return new Uint8Array(body);
}

/**
 * @param {Uint8Array<ArrayBuffer>} memory
 * @returns {[from: number, to: number][]}
 */
function filledParts(memory) {
  /** @type {[number, number][]} */
  const parts = [];
  for (let from = 0; from < memory.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, memory.length);
    if (!memory.subarray(from, to).some(Boolean)) continue;
    const last = parts.at(-1);
    if (last?.[1] === from) last[1] = to;
    else parts.push([from, to]);
  }
  return parts;
}
