// Which graphics hardware this browser offers. What is worth trying is for Python to say.

/** @typedef {{description: string, fallback: boolean} | null} Adapter */

/** @returns {Promise<{webgpu: Adapter, webgl: Adapter}>} */
export async function survey() {
  return { webgpu: await webgpu().catch(() => null), webgl: await webgl().catch(() => null) };
}

/** @returns {Promise<Adapter>} */
async function webgpu() {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].filter(Boolean);
  return { description: words.join(" ") || "without a name", fallback: isFallbackAdapter ?? false };
}

/** @returns {Promise<Adapter>} */
async function webgl() {
  if (typeof OffscreenCanvas === "undefined") return null;
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!context) return null;
  // Firefox tells with RENDERER, where the extension is on its way out; the others only with the extension.
  const told = context.getParameter(context.RENDERER);
  const extension = told.includes("WebGL") ? context.getExtension("WEBGL_debug_renderer_info") : null;
  const description = extension ? context.getParameter(extension.UNMASKED_RENDERER_WEBGL) : told;
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { description: String(description), fallback: false };
}
