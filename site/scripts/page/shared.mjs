/**
 * Pictures that another application shares with the page, which is its share target once it is installed
 * (https://www.w3.org/TR/web-share-target/): the service worker has taken them in, and they wait in the browser's storage.
 */

const { href } = new URL(".", document.baseURI);
const SHARED = `impasto shared ${href}`;

/**
 * Take what waits, and let go of it.
 * @returns {Promise<File[]>}
 */
export async function sharedFiles() {
  const { pathname, search, hash } = location;
  if (!new URLSearchParams(search).has("shared")) return [];
  history.replaceState(history.state, "", pathname + hash); // a reload begins without them
  try {
    const cache = await caches.open(SHARED);
    const files = (await cache.keys()).map(async (request) => {
      const answer = await cache.match(request);
      const name = decodeURIComponent(new URL(request.url).pathname.split("/").at(-1) ?? "");
      return new File([(await answer?.blob()) ?? ""], name);
    });
    const taken = await Promise.all(files);
    await caches.delete(SHARED);
    return taken;
  } catch {
    return []; // storage is off, or broken: there is nothing to take
  }
}
