// navigator.hardwareConcurrency as another machine would say it; TensorFlow.js takes half of it as threads.

globalThis.pretendCores = (cores) => {
  if (!cores) return;
  const prototype = globalThis.WorkerNavigator?.prototype ?? Navigator.prototype;
  Object.defineProperty(prototype, "hardwareConcurrency", { get: () => cores, configurable: true });
};
