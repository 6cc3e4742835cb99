// Runs bytecode.py in Pyodide: node bytecode.mjs <folder of Pyodide> <zip of sources> <zip of bytecode>

import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source, target] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  // without the columns that tracebacks underline: there is no source to show them in
  env: { PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" },
});
pyodide.FS.writeFile("/source.zip", new Uint8Array(await readFile(source)));
pyodide.globals.set("arguments", pyodide.toPy(["bytecode.py", "/source.zip", "/target.zip"]));
pyodide.runPython("import sys; sys.argv = arguments");
pyodide.runPython(await readFile(new URL("bytecode.py", import.meta.url), "utf8"));
await writeFile(target, pyodide.FS.readFile("/target.zip"));
