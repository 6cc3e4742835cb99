/** A tab may outlive its version of the site: when a file is gone from the host, it may be that a newer one is there. */

/** @import {Notice} from "./message.mjs" */

import { carry } from "./recovery.mjs";

/**
 * What to say if the host has another version of the site now: loading it keeps the photo and the settings.
 * @param {string} list address of the list of this version's files, which its page names
 * @returns {Promise<Notice | null>}
 */
export async function newerVersion(list) {
  try {
    const answer = await fetch(document.baseURI, { cache: "no-store" });
    if (!answer.ok || (await answer.text()).includes(list)) return null;
  } catch {
    return null; // no network
  }
  const run = async () => {
    await carry().catch(() => {}); // no room: the new version begins empty
    location.reload();
  };
  return { tone: "info", text: say("page-newer"), action: { label: say("action-load-newer"), run } };
}
