/** The page's side of the service worker: threads on hosts that send no isolation headers, and use without a network. */

import { download } from "./download.mjs";

const PATIENCE = 2000; // ms that the service worker may take to start before the page goes on without it
const RELOADED = `reloaded for threads ${new URL(".", document.baseURI).pathname}`;
const ACTS = ["pointerdown", "keydown", "paste", "drop", "change"];

/**
 * Wait until it is settled how this page is loaded. The networks run on several threads only in an isolated page; where
 * the host does not send the headers for that, the service worker adds them, from the next load on. So the page is
 * loaded once more: once a tab, before anything large is fetched, and not if the user has begun to do something.
 * @param {import("./assets").Assets} assets
 */
export async function settled({ service_worker }) {
  if (window.crossOriginIsolated !== false || window !== window.top) return;
  if (!("serviceWorker" in navigator) || hasActed() || !firstTime()) return;
  const acted = new Promise((resolve) => {
    for (const act of ACTS) addEventListener(act, () => resolve(false), { capture: true, once: true });
  });
  const active = registered(service_worker).then(
    () => true,
    () => false,
  );
  const go = await Promise.race([active, acted, pause(PATIENCE).then(() => false)]);
  if (!go || hasActed()) return;
  location.reload();
  await pause(10_000); // Should it not come to pass, the page goes on as it is.
}

/**
 * Have everything kept that this version of the site needs without a network, with the page that is open.
 * @param {import("./assets").Assets} assets
 * @param {string[]} files that this page needs besides, by address
 * @returns {Promise<boolean>} whether all of it is kept
 */
export async function keptForOffline({ offline, service_worker, page }, files) {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const worker = await registered(service_worker);
    const { port1, port2 } = new MessageChannel();
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ type: "keep", list: offline.url, sha256: offline.sha256, page, files }, [port2]);
    });
  } catch {
    return false; // private windows, policies: the page works online only
  }
}

/**
 * The service worker of this page, once it is active. (`navigator.serviceWorker.ready` would do with one that another
 * page of the same origin has registered for a folder above.)
 * @param {import("./assets").Asset} asset
 * @returns {Promise<ServiceWorker>}
 */
async function registered(asset) {
  const { href } = new URL("./service-worker.mjs", import.meta.url);
  const { controller } = navigator.serviceWorker;
  if (controller?.scriptURL === href) return controller;
  await download(asset, document.baseURI); // a wrong one would be in the way of all that is right
  const { active, waiting, installing } = await navigator.serviceWorker.register(href);
  const worker = active ?? waiting ?? installing;
  if (!worker) throw new Error("nothing was registered");
  await new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve(null);
      if (worker.state === "redundant") reject(new Error("it could not be installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
  return worker;
}

function hasActed() {
  const inputs = document.querySelectorAll("input");
  return navigator.userActivation?.hasBeenActive || [...inputs].some((input) => input.files?.length);
}

/** Whether this tab has not been here before; a page that cannot remember that must not reload itself. */
function firstTime() {
  try {
    if (sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, "yes");
    return true;
  } catch {
    return false;
  }
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
