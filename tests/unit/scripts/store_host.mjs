// Does with two tabs' stores what it is asked and says how each answered: node store_host.mjs <steps as JSON>.
//
// A step is [tab, call, ...arguments], of which a text that stands for bytes is as long as the bytes are; or ["room",
// bytes] for the browser's storage, or ["kept"], which answers with what lies in it, by key.

const FOLDER = "http://127.0.0.1/work/";

/** @type {Map<string, Map<string, Blob>>} */
const storages = new Map();
let room = Infinity;

globalThis.document = { baseURI: "http://127.0.0.1/" };
globalThis.caches = {
  has: async (name) => storages.has(name),
  delete: async (name) => storages.delete(name),
  match: async (url, { cacheName }) => cache(storages.get(cacheName) ?? new Map()).match(url),
  open: async (name) => cache(storages.get(name) ?? storages.set(name, new Map()).get(name)),
};
Object.defineProperty(globalThis, "navigator", { value: { locks: { request: (_, act) => act() } } });

/** @param {Map<string, Blob>} entries */
function cache(entries) {
  return {
    keys: async () => [...entries.keys()].map((url) => ({ url })),
    match: async (url) => (entries.has(url) ? new Response(entries.get(url)) : undefined),
    delete: async ({ url }) => entries.delete(url),
    put: async (url, response) => {
      const blob = await response.blob();
      const others = [...entries].reduce((sum, [other, { size }]) => sum + (other === url ? 0 : size), 0);
      if (others + blob.size > room) throw new DOMException("full", "QuotaExceededError");
      entries.set(url, blob);
    },
  };
}

const tabs = await Promise.all([0, 1].map((tab) => import(`../../../site/scripts/page/store.mjs?${tab}`)));
const answers = [];
for (const [who, ...rest] of JSON.parse(process.argv[2])) {
  if (who === "room") [room] = rest;
  else if (who === "kept") {
    const entries = [...storages.values()].flatMap((each) => [...each]);
    answers.push(Object.fromEntries(await Promise.all(entries.map(async ([url, blob]) => [url.slice(FOLDER.length), await blob.text()]))));
  } else {
    const [call, ...args] = rest;
    const given = call === "put" ? [args[0], new TextEncoder().encode(args[1]).buffer] : args;
    const answer = await tabs[who].asked(call, given);
    answers.push(answer instanceof ArrayBuffer ? new TextDecoder().decode(answer) : (answer ?? null));
  }
}
console.log(JSON.stringify(answers));
