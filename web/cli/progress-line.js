// One line on the terminal that says how far the runs are. Where nobody watches it writes a line an epoch instead.

export class ProgressLine {
  #stream;
  #total;
  /** @type {Map<string, any>} */
  #active = new Map();
  #done = 0;
  #width = 0;

  /** @param {NodeJS.WriteStream} stream @param {number} total how many runs there are */
  constructor(stream, total) {
    this.#stream = stream;
    this.#total = total;
  }

  /** @param {string} label @param {import('../worker/protocol.js').ProgressEvent} event */
  update(label, event) {
    if (!this.#stream.isTTY) return;
    this.#active.set(label, event);
    const parts = [...this.#active].map(([name, p]) => {
      const left = p.secondsLeft === null ? '' : `, ${Math.ceil(p.secondsLeft)} s left`;
      const loss = p.runningLoss === null ? '' : `, loss ${p.runningLoss.toFixed(4)}`;
      return `${name}: epoch ${p.epoch}/${p.epochs}, ${Math.floor(100 * p.fraction)} %${loss}${left}`;
    });
    this.#write(`[${this.#done + 1}/${this.#total}] ${parts.join(' | ')}`);
  }

  /** @param {string} label @param {any} record an epoch's */
  epoch(label, record) {
    if (this.#stream.isTTY) return;
    const loss = record.trainLoss === null ? 'not finite' : record.trainLoss.toFixed(4);
    const accuracy = record.validationAccuracy.toFixed(4);
    const time = record.milliseconds.toFixed(0);
    this.#stream.write(`${label}: epoch ${record.epoch}, loss ${loss}, accuracy ${accuracy}, ${time} ms\n`);
  }

  /** @param {string} label */
  finish(label) {
    this.#active.delete(label);
    this.#done += 1;
  }

  clear() {
    if (this.#stream.isTTY) this.#write('');
  }

  /** @param {string} text */
  #write(text) {
    const line = text.slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1));
    this.#stream.write(`\r${line.padEnd(this.#width)}\r${line}`);
    this.#width = line.length;
  }
}
