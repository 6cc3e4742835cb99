// Memory given back at once. A large picture goes through the workers in hundreds of tiles, and what was copied out of a
// buffer lies there until the garbage collector comes by: hundreds of megabytes, of which it knows little.

const { port1: nowhere, port2 } = new MessageChannel();
port2.close();

/** @param {{buffer: ArrayBuffer}} values that nobody reads any more */
export function discard({ buffer }) {
  // Made shorter by `transfer`, a buffer is still held by the message that it came with; sent on, it is not.
  nowhere.postMessage(null, [buffer]);
}
