// The asset table that the build writes into index.html. All urls are relative to the page.

export interface Asset {
  url: string;
  bytes: number;
  /** hexadecimal */
  sha256: string;
}

export interface Model extends Asset {
  /** One of the default networks, fetched while Python is still on its way. */
  preload: boolean;
}

export interface Package extends Asset {
  name: string;
}

/** Bytes of each part; `page` is everything else. */
export interface Download {
  python: number;
  packages: number;
  onnxruntime: number;
  networks: number;
  page: number;
}

/** One of onnxruntime-web's builds; that of WebGL has no wasm. */
export interface OnnxruntimeBuild {
  api: Asset;
  loader?: Asset;
  wasm?: Asset;
}

export interface Assets {
  version: string;
  /** The name of this page, such as "index.html". */
  page: string;
  /** `program` is the interpreter's wasm, `library` the standard library; both are among `files`. */
  pyodide: {
    folder: string;
    files: Asset[];
    program: Asset;
    library: Asset;
    lock_info: import("pyodide").LockfileInfo;
  };
  packages: Package[];
  /**
   * The build for the processor, and those for graphics hardware, which are fetched when they are tried. `whole` is the
   * program without anything left out, for when `wasm` lacks something.
   */
  onnxruntime: OnnxruntimeBuild & {
    version: string;
    whole: Asset;
    webgpu_jspi: OnnxruntimeBuild;
    webgpu_asyncify: OnnxruntimeBuild;
    webgl: OnnxruntimeBuild;
  };
  /** What reads and writes films. */
  mediabunny: Asset;
  manifest: Asset;
  /** What Python says in this page's language, where that is not the one that it has. */
  words: Asset | null;
  /** The pictures that networks have to paint where they are checked, by the networks' ids. */
  answers: Record<string, Asset>;
  /** The list of all of this version's files with their hashes, for the service worker. */
  offline: Asset;
  service_worker: Asset;
  models: Record<string, Model>;
  /** bytes of what a first visit loads, as hosts send it that compress */
  download: Download;
  examples: { id: string; name: string; credit: string; style: string; width: number; height: number; picture: Asset; thumbnail: Asset }[];
  /** the small pictures of presets, in rows of one file */
  wall: { picture: Asset; side: number; columns: number; styles: string[] };
  styles: { id: string; name: string; painter: string; year: number; picture: Asset; thumbnail: Asset }[];
}
