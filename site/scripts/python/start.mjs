// Starts Pyodide with the packages of this site. All files come in side by side; nothing waits that need not.

import { download } from "../offline/download.mjs";
import { handOut, imported, streamedIn } from "../offline/programs.mjs";
import { forget, linked, openSnapshot } from "./snapshot.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */

const NEWS = 50; // ms between two, as each piece that comes in would be worth a message and a drawn page

/**
 * What Python needs has the line to itself; the rest comes in while it starts. Where an earlier visit has left a
 * snapshot, Python goes on from there, with everything imported.
 * @param {Assets} assets
 * @param {string} base the address of the page
 * @param {(loaded: number, total: number) => void} tell called with the bytes that are here
 * @param {() => void} onLineFree called once, when the interpreter is here, or there is a snapshot
 * @param {boolean} [recorded] whether to start from nothing, so that a snapshot can be made
 * @returns {Promise<import("pyodide").PyodideAPI>}
 */
export async function startPython(assets, base, tell, onLineFree, recorded = false) {
  const folder = new URL(assets.pyodide.folder, base).href;
  const library = assets.pyodide.library;
  const libraryUrl = new URL(library.url, base).href;
  const program = assets.pyodide.program;
  const programUrl = new URL(program.url, base).href;
  // modules are imported, not fetched, and so cannot be counted
  const total = [program, library, ...assets.packages].reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  let told = -NEWS;
  /** @param {number} bytes */
  const received = (bytes) => {
    loaded += bytes;
    if (performance.now() - told < NEWS && loaded < total) return;
    told = performance.now();
    tell(loaded, total);
  };
  received(0);
  const recall = recorded ? null : openSnapshot(assets, base);
  const answer = fetch(programUrl);
  const libraryBytes = download(library, base, growth(received));
  handOut({ [programUrl]: answer, [libraryUrl]: libraryBytes.then((bytes) => new Response(bytes)) });
  const { here, runs } = streamedIn(program, base, answer);
  here.then(() => received(program.bytes));
  /** @type {Promise<{module: typeof import("pyodide")}>} */
  const loader = imported(fileOf(assets, "pyodide.mjs"), base);
  const maker = imported(fileOf(assets, "pyodide.asm.mjs"), base); // Pyodide asks for it later
  // From here on Python keeps this thread busy, and what has not come in by then has to wait.
  const packages = assets.packages.map(async (asset) => {
    return WebAssembly.compile(await download(asset, base, growth(received)));
  });
  // Pyodide tells of its failures in words of its own, or waits for ever.
  const files = [libraryBytes, loader, maker, ...packages];
  const parts = [runs, ...files];
  /** @type {Promise<never>} */
  const broken = new Promise((_, reject) => parts.forEach((part) => part.catch(reject)));
  broken.catch(() => {});

  /** @param {import("./snapshot.mjs").Snapshot | null} snapshot */
  const started = async (snapshot) => {
    let sitePackages = "";
    const pyodide = await (await loader).module.loadPyodide({
      indexURL: folder,
      stdLibURL: libraryUrl,
      lockFileContents: { info: assets.pyodide.lock_info, packages: {} }, // the packages come from this site, below
      packageBaseUrl: folder,
      fsInit: async (_, info) => {
        sitePackages = info.sitePackages;
      },
      stdout: (text) => console.info(text),
      stderr: (text) => console.error(text),
      ...((snapshot || recorded) && {
        createPyodideModule: linked((await maker).module.default, librariesOf(packages), snapshot),
        _makeSnapshot: recorded,
        _loadSnapshot: snapshot ? new Uint8Array(snapshot.about.head) : undefined,
      }),
    });
    for (const each of packages) install(await each, pyodide.FS, sitePackages);
    return pyodide;
  };
  /** @param {import("./snapshot.mjs").Snapshot | null} snapshot */
  const begin = async (snapshot) => {
    try {
      return await Promise.race([started(snapshot), broken]);
    } catch (error) {
      // Whatever it was, a file that is not as it should be says more; what is wrong with it may not be known yet.
      await Promise.race([broken, Promise.allSettled(files)]);
      throw error;
    }
  };

  const snapshot = await recall;
  if (!snapshot) {
    here.then(onLineFree);
    return begin(null);
  }
  onLineFree(); // everything is kept here, and Python no longer takes longest
  try {
    const pyodide = await begin(snapshot);
    pyodide.runPython("import random; random.seed()"); // it would go on with the same numbers in every visit
    return pyodide;
  } catch {
    await forget(base);
    return begin(null);
  }
}

/**
 * @param {Assets} assets
 * @param {string} name of one of Pyodide's files
 */
function fileOf(assets, name) {
  const file = assets.pyodide.files.find(({ url }) => url.endsWith(`/${name}`));
  if (!file) throw new Error(`${name} is not among the files of this site.`);
  return file;
}

/**
 * @param {(bytes: number) => void} received
 * @returns {(loaded: number) => void} what takes the bytes so far, and tells by how many they have grown
 */
function growth(received) {
  let before = 0;
  return (loaded) => {
    received(loaded - before);
    before = loaded;
  };
}

/**
 * Write the files of a package into Python's file system. It comes as a WebAssembly module that holds nothing but
 * files, each in a section of its own; `bundler/pyodide_parts/container.py` says why.
 * @param {WebAssembly.Module} module
 * @param {import("pyodide").PyodideAPI["FS"]} files
 * @param {string} folder
 */
export function install(module, files, folder) {
  const paths = pathsIn(module);
  for (const inside of new Set(paths.map((path) => path.slice(0, path.lastIndexOf("/"))))) {
    files.mkdirTree(`${folder}/${inside}`);
  }
  for (const path of paths) {
    files.writeFile(`${folder}/${path}`, section(module, path), { canOwn: true }); // without another copy
  }
}

/**
 * @param {Promise<WebAssembly.Module>[]} packages
 * @returns {Promise<[path: string, library: WebAssembly.Module][]>}
 */
async function librariesOf(packages) {
  /** @type {Promise<[string, WebAssembly.Module]>[]} */
  const libraries = [];
  for (const each of packages) {
    const module = await each;
    for (const path of pathsIn(module).filter((path) => path.endsWith(".so"))) {
      libraries.push(WebAssembly.compile(section(module, path)).then((library) => [path, library]));
    }
  }
  return Promise.all(libraries);
}

/**
 * @param {WebAssembly.Module} module
 * @returns {string[]}
 */
function pathsIn(module) {
  return JSON.parse(new TextDecoder().decode(section(module, "paths")));
}

/**
 * @param {WebAssembly.Module} module
 * @param {string} name
 */
function section(module, name) {
  const [content] = WebAssembly.Module.customSections(module, name);
  if (!content) throw new Error(`A package of Python lacks its section ${name}.`);
  return new Uint8Array(content);
}
