// Feeds changed inputs to everything that takes some: node tests/fuzz/main.js [--seconds N] [--seed S] [--target NAME].
// Three answers are right: a result, an error with its place, or a refusal by a limit. A trap, a program's own error, more
// than two seconds or more than a gigabyte is a find; it is printed with what repeats it, and the exit code is 1.
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const kMostMilliseconds = 2000;
const kHangMilliseconds = 20_000; // then it is ended from outside
const kMostBytes = 2 ** 30;
const kMostFinds = 10;

/**
 * Whether an error is an answer: words for whoever gave the input. JavaScript's own errors and those of the binding below
 * the engine's interface (BindingError, UnboundTypeError) speak of the program.
 * @param {unknown} error
 */
function isAnswer(error) {
  if (!(error instanceof Error)) return false;
  return ![
    'TypeError',
    'ReferenceError',
    'RuntimeError',
    'SyntaxError',
    'AssertionError',
    'RangeError',
    'CompileError',
    'BindingError',
    'UnboundTypeError',
    'InternalError',
  ].includes(error.name);
}

async function work() {
  const { seconds, seed, target } = workerData;
  const [{ kTargets, renewEngine }, { generator }] = await Promise.all([import('./targets.js'), import('./mutate.js')]);
  const names = target ? [target] : Object.keys(kTargets);
  const end = performance.now() + 1000 * seconds;
  let cases = 0;
  for (let number = seed; performance.now() < end; ++number) {
    for (const name of names) {
      parentPort?.postMessage({ begins: `--target ${name} --seed ${number} --seconds 0.001` });
      const start = performance.now();
      try {
        await kTargets[name](generator(number));
      } catch (error) {
        if (!isAnswer(error)) {
          parentPort?.postMessage({ find: `${name}, seed ${number}: ${/** @type {any} */ (error)?.stack ?? error}` });
          if (/** @type {any} */ (error)?.name === 'RuntimeError') await renewEngine();
        }
      }
      const took = performance.now() - start;
      if (took > kMostMilliseconds)
        parentPort?.postMessage({ find: `${name}, seed ${number}: took ${took.toFixed(0)} ms` });
      cases += 1;
    }
  }
  parentPort?.postMessage({ cases });
}

function watch() {
  const { values } = parseArgs({
    options: { seconds: { type: 'string' }, seed: { type: 'string' }, target: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1e9);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { seconds: Number(values.seconds ?? 60), seed, target: values.target },
  });
  let finds = 0;
  let last = '';
  /** @type {NodeJS.Timeout | undefined} */
  let hang;
  const found = (/** @type {string} */ text) => {
    console.error(text);
    finds += 1;
    process.exitCode = 1;
    if (finds === kMostFinds) void worker.terminate();
  };
  worker.on('message', ({ begins, find, cases }) => {
    clearTimeout(hang);
    if (find) found(find);
    if (cases !== undefined) {
      console.log(`${cases} cases from seed ${seed}, ${finds} finds`);
      return;
    }
    last = begins ?? last;
    hang = setTimeout(() => {
      found(`no answer for ${kHangMilliseconds / 1000} s: ${last}`);
      void worker.terminate();
    }, kHangMilliseconds);
  });
  worker.on('error', (error) => found(`the worker failed at ${last}: ${error.stack}`));
  worker.on('exit', () => {
    clearTimeout(hang);
    const peak = process.resourceUsage().maxRSS * 1024;
    if (peak > kMostBytes) found(`${(peak / 2 ** 20).toFixed(0)} MiB of memory were taken`);
  });
}

if (isMainThread) watch();
else await work();
