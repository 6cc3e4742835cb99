// How the page notices that a worker is gone: browsers tell of errors, but not of an end. The worker holds a lock for as
// long as it lives, whatever it is doing, and the page waits for the same lock. Only one that tells of no lock in time
// has to be taken for gone without knowing.

/**
 * For a worker: hold its lock, and tell the page so; or that it lives, where the browser has no locks.
 * @param {string} name
 */
export function hold(name) {
  if (!navigator.locks) return self.postMessage({ type: "pong" });
  navigator.locks.request(name, () => {
    self.postMessage({ type: "held" });
    return new Promise(() => {});
  });
}

/**
 * For the page: wait for the end of a worker that has told that it holds its lock.
 * @param {string} name
 * @param {() => void} ended
 * @param {AbortSignal} signal for when the page ends it by itself
 */
export function watch(name, ended, signal) {
  navigator.locks.request(name, { signal }, () => ended()).catch(() => {}); // no longer of interest
}
