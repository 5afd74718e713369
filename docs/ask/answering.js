// What answers in a worker of its own: a question is a promise of its reply.

export class Answering {
  constructor(address, { progress = () => {}, ready = () => {}, lost }) {
    this.pending = new Map();
    this.last = 0;
    this.worker = new Worker(address, { type: "module" });
    this.worker.onerror = () => this.lose(lost);
    this.worker.onmessage = ({ data: { kind, number, ...told } }) => {
      if (kind === "progress") progress(told);
      else if (kind === "ready") ready();
      else if (kind === "lost") this.lose(lost, told.cause);
      else this.settle(number, kind === "broken" ? { broken: told.cause } : told.reply);
    };
  }

  ask(question) {
    if (this.isLost) return Promise.resolve({ broken: "lost" });
    const number = ++this.last;
    this.worker.postMessage({ ...question, number });
    return new Promise((resolve) => this.pending.set(number, resolve));
  }

  settle(number, reply) {
    this.pending.get(number)?.(reply);
    this.pending.delete(number);
  }

  lose(lost, cause = "") {
    this.isLost = true;
    this.close(); // What it still downloads would be told as progress.
    lost(cause);
    for (const number of [...this.pending.keys()]) this.settle(number, { broken: cause });
  }

  close() {
    this.worker.terminate();
  }
}
