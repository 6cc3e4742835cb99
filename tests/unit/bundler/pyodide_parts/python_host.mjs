// Runs Python as the browser does, with nothing but what the site ships: node python_host.mjs <pyodide> <parts> <script>

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { install } from "../../../../site/scripts/python/start.mjs";

const [pyodideFolder, parts, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
let sitePackages = "";
const { info } = JSON.parse(await readFile(`${pyodideFolder}/pyodide-lock.json`, "utf8"));
const pyodide = await loadPyodide({
  indexURL: parts, // the interpreter is there too
  lockFileContents: { info, packages: {} },
  packageBaseUrl: parts,
  stdLibURL: `${parts}/python_stdlib.wasm`,
  fsInit: async (_, info) => {
    sitePackages = info.sitePackages;
  },
});
for (const name of ["numpy", "pillow", "impasto"]) {
  install(new WebAssembly.Module(await readFile(`${parts}/${name}.wasm`)), pyodide.FS, sitePackages);
}
const answer = await pyodide.runPythonAsync(await readFile(script, "utf8"));
process.stdout.write(`${answer}\n`, () => process.exit()); // alarms that Python has switched off would keep it for long
