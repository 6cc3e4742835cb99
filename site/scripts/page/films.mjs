/** Films that come in. What reads, shows and writes them is loaded with the first one: few visits have any. */

/** @import {Film, FilmFrame} from "../python/messages.d.ts" */

import { FileError } from "../offline/download.mjs";

/** @typedef {import("./film.mjs").FilmDesk} FilmDesk */

/** @type {Promise<FilmDesk> | null} */
let desk = null;
/** What the page shows of the film, for a desk that is still on its way. @type {Film | null} */
let shown = null;

/**
 * @param {File} file
 * @returns {boolean}
 */
export function isFilm({ type }) {
  return type.startsWith("video/");
}

/**
 * Take a film that was given.
 * @param {File} file
 * @param {import("./film.mjs").Surroundings} surroundings
 */
export async function giveFilm(file, surroundings) {
  desk ??= import("./film.mjs").then(({ FilmDesk }) => FilmDesk.opened(surroundings));
  desk.catch(() => (desk = null)); // it may be had the next time
  try {
    const opened = await desk;
    opened.show(shown);
    await opened.give(file);
  } catch (error) {
    if (!(error instanceof FileError)) console.error(error);
    const unread = { text: { key: "film-unread", parameters: { name: file.name } } };
    surroundings.tell(error instanceof FileError ? error : unread);
  }
}

/** @param {Film | null} film */
export async function showFilm(film) {
  shown = film;
  (await desk?.catch(() => null))?.show(film);
}

/** @param {FilmFrame} frame */
export async function takeFrame(frame) {
  (await desk?.catch(() => null))?.take(frame);
}
