// A program that is asked a line at a time and answers with a line: the way all peers stay warm and take turns.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fromRoot } from './paths.js';

/** @type {Set<LineProcess>} */
const running = new Set();

/** Ends those that a bench which failed has left behind: they would keep this process waiting. */
export function endAllProcesses() {
  for (const one of running) one.end();
}

export class LineProcess {
  #child;
  /** @type {((line: string | undefined) => void)[]} */
  #waiting = [];
  #errors = '';

  /** @param {string} program @param {string[]} [args] @param {Record<string, string>} [environment] beside this one's */
  constructor(program, args = [], environment = {}) {
    this.#child = spawn(program, args, { env: { ...process.env, ...environment } });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#errors += text;
    });
    this.#child.stdin.on('error', () => {});
    running.add(this);
    const ended = () => {
      for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    };
    this.#child.on('error', ended).on('close', ended);
  }

  /** The last line of what it complained of, for saying why it is missing. */
  get complaint() {
    return this.#errors.trim().split('\n').at(-1) ?? '';
  }

  /** @param {string} line @returns {Promise<string | undefined>} undefined where the program has ended */
  ask(line) {
    if (this.#child.exitCode !== null || !this.#child.pid) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin.write(`${line}\n`);
    });
  }

  end() {
    running.delete(this);
    this.#child.stdin.end();
  }
}

const kOneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
/** AVX2, eight lanes: what a machine has beyond it is not compared where the goals are ratios to PyTorch's kernels. */
export const kAvx2 = { ATEN_CPU_CAPABILITY: 'avx2', ONEDNN_MAX_CPU_ISA: 'AVX2' };

/**
 * Starts a PyTorch program of the peers on one thread; it answers an empty line when it is ready.
 * @param {string} file @param {{args?: string[], environment?: Record<string, string>}} [options]
 * @returns {Promise<LineProcess | undefined>} undefined, and said, where there is no PyTorch
 */
export async function startPyTorch(file, { args = [], environment = {} } = {}) {
  const program = [fromRoot(`tests/bench/peers/${file}`), ...args];
  const child = new LineProcess('/usr/bin/python3', program, { ...kOneThread, ...environment });
  if ((await child.ask('')) !== undefined) return child;
  const why = child.complaint || 'there is no /usr/bin/python3';
  console.log(`PyTorch is missing (${why}; apt-get install python3-torch libopenblas0-pthread): "-" in its columns`);
  return undefined;
}
