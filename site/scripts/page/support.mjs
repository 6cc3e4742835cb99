/**
 * Whether this browser can run the page, in words if it cannot. Asked before anything is started.
 * @returns {string | null}
 */
export function whyUnsupported() {
  if (!window.isSecureContext) return say("page-insecure");
  if (typeof WebAssembly !== "object") return say("browser-without-webassembly");
  return null;
}
