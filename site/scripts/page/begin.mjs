/**
 * Starts both workers before the page has its other scripts and its style sheets: what the workers load takes longest.
 * The page runs this as soon as it is here, so it needs nothing but the asset table, which stands above it.
 */

import { remembered } from "./memory.mjs";
import { settled } from "../offline/registration.mjs";
import { whyUnsupported } from "./support.mjs";
import { Workers } from "./workers.mjs";

export const assets = JSON.parse(document.getElementById("assets")?.textContent || "null");

/** Why this browser cannot run the page, if it cannot. */
export const reason = whyUnsupported();

/** @type {Promise<Workers | null>} */
export const begun = reason ? Promise.resolve(null) : settled(assets).then(() => new Workers(assets, remembered()));
