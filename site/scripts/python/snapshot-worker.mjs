// Makes the snapshot of Python that later visits go on from, and ends. It starts a Python of its
// own for that: the page's has taken in what the user did, and its libraries lie wherever there was room at the time.

import { startPython } from "./start.mjs";
import { keep } from "./snapshot.mjs";

const IMPORT_ALL = `
import gc, sys
sys.modules["ctypes"] = None  # as it starts it makes a function, whose address is in no memory; numpy does without
import impasto.browser.page
impasto.words.catalogue(impasto.words.LANGUAGE)  # read once for all visits
del sys.modules["ctypes"]
sys.path.remove("")  # Pyodide puts it there each time that it starts
gc.collect()
`;

self.onmessage = async ({ data: { assets, base } }) => {
  let kept = true;
  try {
    await make(assets, base);
  } catch {
    kept = false; // no room, or no right to store anything: Python then starts from the beginning each time
  }
  self.postMessage({ kept });
  self.close();
};

/**
 * @param {import("../offline/assets").Assets} assets
 * @param {string} base the address of the page
 */
async function make(assets, base) {
  const nothing = () => {};
  const pyodide = await startPython(assets, base, nothing, nothing, true);
  pyodide.runPython(IMPORT_ALL);
  await keep(assets, base, pyodide);
}
