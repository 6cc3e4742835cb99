/** Saved work: projects that are saved, and links that are made and followed. */

/** @import {Send} from "./workers.mjs" */

const LINK = "#p="; // what the hash of an address begins with that holds a project

const withPhoto = /** @type {HTMLInputElement} */ (document.getElementById("project-photo"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("project-link"));

/** @param {Send} send */
export function listenToProjects(send) {
  document.getElementById("save-project")?.addEventListener("click", () => {
    send({ kind: "save-project", photo: withPhoto.checked });
  });
  document.getElementById("copy-link")?.addEventListener("click", () => send({ kind: "copy-link" }));
  field.addEventListener("focus", () => field.select());
  addEventListener("hashchange", () => followLink(send));
}

/**
 * Open what the address holds, if that is a project.
 * @param {Send} send
 */
export function followLink(send) {
  if (location.hash.startsWith(LINK)) send({ kind: "project-link", link: location.hash });
}

/**
 * Put a link to this page where it can be pasted from; where the browser refuses, it can be copied from its field.
 * @param {string} link its end
 * @param {Send} send
 */
export async function offerLink(link, send) {
  field.value = new URL(link, location.href).href;
  field.hidden = false;
  const copied = navigator.clipboard?.writeText(field.value).then(() => true, () => false) ?? false;
  send({ kind: "link-copied", copied: await copied });
}
