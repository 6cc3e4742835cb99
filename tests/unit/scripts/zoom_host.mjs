// Calls functions of the page's zoom arithmetic: node zoom_host.mjs, with a JSON list of [function, argument, ...] as
// input. Prints the list of what they return.

import { readFileSync } from "node:fs";

import * as zoom from "../../../site/scripts/page/zoom.mjs";

const calls = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(calls.map(([name, ...given]) => zoom[name](...given))));
