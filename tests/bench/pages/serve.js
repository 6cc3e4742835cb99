// What every worker of the laboratory does with its messages: one operation at a time, errors as text.

globalThis.serveOperations = (operations) => {
  let queue = Promise.resolve();
  self.onmessage = ({ data: { id, op, options } }) => {
    queue = queue.then(async () => {
      try {
        self.postMessage({ id, value: (await operations[op](options)) ?? null });
      } catch (error) {
        self.postMessage({ id, error: String(error?.message ?? error) });
      }
    });
  };
};
