/** Many files as one ZIP, which holds none of them a second time. */

/**
 * The ZIP is made as a stream, and what of it comes out of a file is put in as a reference to that: a Blob of Blobs
 * takes no more memory, and a browser reads it from where it is when it is saved.
 * @param {{name: string, data: Blob}[]} files
 * @returns {Promise<Blob>}
 */
export async function archived(files) {
  const { makeZip } = await import("client-zip");
  /** @type {WeakMap<Uint8Array, Blob>} */
  const origins = new WeakMap();
  const inputs = files.map(({ name, data }) => ({ name, size: data.size, input: followed(data, origins) }));
  const parts = [];
  let last = null;
  for (const reader = makeZip(inputs).getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: "application/zip" });
    const origin = origins.get(value);
    if (!origin) parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
    else if (origin !== last) parts.push((last = origin));
  }
}

/**
 * A file as a stream of pieces, of which is kept where they came from.
 * @param {Blob} data
 * @param {WeakMap<Uint8Array, Blob>} origins
 */
function followed(data, origins) {
  return data.stream().pipeThrough(
    new TransformStream({
      transform(piece, controller) {
        origins.set(piece, data);
        controller.enqueue(piece);
      },
    }),
  );
}
