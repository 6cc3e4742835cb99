// Work that has to be done one after the other.

/** Return what begins work once that before it has ended, well or not, and gives what comes of it. */
export function inTurn() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {}); // whoever asked for it is told
    return done;
  };
}
