// Exported scripts, run by real PyTorch and compared with the engine, trial by trial.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pytorchScript } from '../../../web/export/pytorch/script.js';
import { fromRoot, newCurvesEngine, newEngine, newFolder, runProgram } from '../support.js';

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {any} experiment
 * @property {number} [tolerance] of losses, relative; without it that of smooth networks
 * @property {{ epochs: number, accuracy: number }} [chaotic] where rounding decides the course: the epochs in which all is
 *   compared, and how far the accuracy at the end may then be from PyTorch's
 * @property {number[]} [seeds] instead of the experiment's
 */

/** Debian's Python, which has Debian's PyTorch. */
export const kPython = process.env.PLAYGROUND_PYTHON ?? '/usr/bin/python3';

/** Losses of networks that do not amplify rounding, relative. */
export const kSmooth = 1e-4;

/** Where rounding is amplified, how many times further than PyTorch's own float32 and float64 runs are from each other. */
const kSpreads = 4;

/** Where PyTorch's own runs in float32 and float64 differ by this in a loss, neither says where the other ends. */
const kLost = 0.1;

/** Initial weights agree exactly, but for those that go through PyTorch's erfinv and LAPACK. */
const kDecomposed = 1e-6;
/** Inputs agree exactly, but for those from a sine or a mean, whose last bit can decide how a float is rounded. */
const kTurned = 5e-7;

/** @typedef {{ weights: number, inputs: number }} Start how far what a trial begins with may differ */

/** @param {string} module of Python @param {string} packages of Debian @returns {Promise<string | undefined>} why it cannot be used, if so */
export async function missingModule(module, packages) {
  const { code } = await runProgram(kPython, ['-c', `import ${module}`]).catch(() => ({ code: 1 }));
  if (code === 0) return undefined;
  const message = `Debian's ${packages.split(' ')[0]} is not installed (apt-get install ${packages})`;
  assert.ok(!(process.env.CI && existsSync('/usr/bin/apt-get')), message);
  return message;
}

/** @returns {Promise<string | undefined>} why PyTorch cannot be run, if so */
export const missingPyTorch = () => missingModule('torch', 'python3-torch libopenblas0-pthread');

/** @returns {Promise<{ engine: import('../../../web/engine/training.js').TrainingEngine, curves: import('../../../web/engine/curves.js').CurvesEngine }>} */
export async function engines() {
  return { engine: await newEngine(), curves: await newCurvesEngine() };
}

/**
 * Exports every case, runs all scripts in one process and compares them with the engine.
 * @param {Case[]} cases @param {{ data?: string, files?: Record<string, Uint8Array> }} [place] of their data
 * @returns {Promise<string[]>} what disagrees, with the case, the run and the seed
 */
export async function disagreements(cases, { data, files } = {}) {
  const { engine, curves } = await engines();
  const catalog = engine.catalog();
  const folder = newFolder();
  const jobs = cases.map(({ name, experiment, seeds }, i) => {
    const checked = engine.checkExperiment(experiment);
    assert.ok(checked.ok, `${name}: ${JSON.stringify(checked.errors)}`);
    const chosen = seeds ?? checked.experiment.seeds;
    const script = join(folder, `case_${i}.py`);
    const options = { title: name, file: `${name}.py`, seeds: chosen, files };
    writeFileSync(script, pytorchScript(checked.runs, { catalog, curves }, options));
    const trials = checked.runs.flatMap((run, at) => chosen.map((seed) => ({ run: run.name, at, seed })));
    const { tolerance = kSmooth, chaotic } = cases[i];
    return { name, experiment, script, trials, tolerance, chaotic };
  });
  const input = jobs.map(({ script, trials }) => ({
    script,
    trials: trials.map(({ run, seed }) => [run, seed]),
    double: true,
    ...(data ? { data } : {}),
  }));
  const { code, stdout, stderr } = await runProgram(
    kPython,
    [fromRoot('tests/node/export/run_scripts.py')],
    JSON.stringify(input),
  );
  assert.equal(code, 0, stderr);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  /** @type {string[]} */
  const found = [];
  for (const { name, experiment, trials, script, ...within } of jobs) {
    for (const { run: runName, at, seed } of trials) {
      const answer = answers.shift();
      const where = `${name}, ${runName}, seed ${seed} (${script})`;
      const text = JSON.stringify(experiment);
      const start = {
        weights: /orthogonal|"truncated":true/.test(text) ? kDecomposed : 0,
        inputs: /"(circle|csv|moons|rings|spiral)"|sin\(/.test(text) ? kTurned : 0,
      };
      const session = engine.createSession(experiment, at, seed);
      if (files && !session.isReady()) session.loadFiles(files);
      found.push(...compareTrial(session, answer, within, start).map((text) => `${where}: ${text}`));
      session.delete();
    }
  }
  return found;
}

/**
 * @param {import('../../../web/engine/session.js').Session} session at its beginning @param {any} answer of PyTorch
 * @param {Pick<Case, 'tolerance' | 'chaotic'>} tolerances @param {Start} start @returns {string[]}
 */
function compareTrial(session, answer, { tolerance = kSmooth, chaotic }, start) {
  if (answer.error) return [answer.error];
  const started = compareStart(session, answer, start);
  const own = [];
  for (let last = 0; session.step(0).stage !== 'done'; ) {
    const record = session.epoch();
    if (record.epoch === last) break;
    last = record.epoch;
    own.push(record);
  }
  const theirs = answer.records.filter((/** @type {any} */ { type }) => type === 'epoch');
  if (own.length !== theirs.length) return [...started, `${theirs.length} epochs, but ${own.length} here`];
  let within = tolerance;
  let isLost = false;
  const epochs = own.flatMap((record, i) => {
    const own32 = spread(theirs[i], answer.exact?.[i]);
    within = Math.max(within, kSpreads * own32);
    isLost ||= own32 > kLost;
    if (chaotic && i >= chaotic.epochs) return [];
    return compareRecords(record, theirs[i], within).map((text) => `epoch ${i + 1}: ${text}`);
  });
  if (chaotic && own.length > chaotic.epochs) {
    const [mine, other] = [own, theirs].map((records) => records.at(-1).validationAccuracy);
    if (isLost || nearShare(mine, other, chaotic.accuracy)) return [...started, ...epochs.slice(0, 6)];
    return [...started, ...epochs.slice(0, 6), `the accuracy at the end is ${other}, but ${mine} here`];
  }
  const summary = /** @type {any} */ (session.summary());
  const last = answer.records.at(-1);
  const end = ['finalLoss', 'testLoss', 'bestEpoch']
    .filter((key) => last[key] !== undefined && !near(last[key], summary[key], key === 'bestEpoch' ? 0 : within))
    .map((key) => `${key} ${last[key]}, but ${summary[key]} here`);
  return [...started, ...epochs.slice(0, 6), ...end, ...(isLost ? [] : compareEnding(summary, last))];
}

/** Whether a verdict begins with another, and has its figures after it. @param {string} whole @param {string} head */
export const continues = (whole, head) => whole.startsWith(head) && /^(; |: )./.test(whole.slice(head.length));

/** @param {any} own @param {any} theirs summaries */
const compareEnding = (own, theirs) =>
  own.status === theirs.status && continues(own.verdict, theirs.verdict)
    ? []
    : [`${theirs.status}, "${theirs.verdict}", but ${own.status}, "${own.verdict}" here`];

/** @param {import('../../../web/engine/session.js').Session} session @param {any} answer @param {Start} start */
function compareStart(session, answer, start) {
  const found = [];
  const progress = session.step(0);
  assert.ok(progress.ready);
  for (const [i, split] of /** @type {const} */ (['train', 'validation']).entries()) {
    const off = furthest(session.samples(split, 0, 1e6).inputs, answer.inputs[i]);
    if (off > start.inputs) found.push(`the ${split} inputs differ by ${off}`);
  }
  for (const [i, { name }] of session
    .parameterNames()
    .filter(({ name }) => session.parameter(name).length > 0)
    .entries()) {
    const off = furthest(session.parameter(name), answer.parameters[i]);
    if (off > start.weights) found.push(`the initial ${name} differs by ${off}`);
  }
  return found;
}

/** How far PyTorch's losses of an epoch are from those it has in float64, relative. @param {any} record @param {[number, number] | undefined} exact */
function spread(record, exact) {
  const losses = [record.trainLoss, record.validationLoss];
  return Math.max(0, ...(exact ?? []).map((loss, i) => Math.abs(loss - losses[i]) / Math.max(Math.abs(loss), 0.01)));
}

/** @param {Float32Array} own @param {string | undefined} text floats in base64 @returns {number} the largest difference */
function furthest(own, text) {
  const theirs = new Float32Array(Uint8Array.from(Buffer.from(text ?? '', 'base64')).buffer);
  if (theirs.length !== own.length) return Number.POSITIVE_INFINITY;
  return own.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
}

/** @param {any} own @param {any} theirs @param {number} tolerance */
function compareRecords(own, theirs, tolerance) {
  /** @type {string[]} */
  const found = [];
  const compare = (
    /** @type {string} */ what,
    /** @type {any} */ a,
    /** @type {any} */ b,
    /** @type {number} */ within,
    least = 0.01,
  ) => {
    if (!near(a, b, within, least)) found.push(`${what} ${b}, but ${a} here`);
  };
  for (const key of ['trainLoss', 'validationLoss']) compare(key, own[key], theirs[key], tolerance);
  if (own.validationLoss === null) return found;
  compare('learningRate', own.learningRate, theirs.learningRate, 1e-12);
  compare('gradientNorm', own.gradientNorm, theirs.gradientNorm, 10 * tolerance);
  compare('penalty', own.penalty ?? 0, theirs.penalty ?? 0, tolerance);
  if (theirs.validationR2 !== undefined)
    compare('validationR2', own.validationR2, theirs.validationR2, 10 * tolerance, 1);
  // One sample on the border of two classes; some where rounding is amplified.
  const samples = own.predictedCounts.reduce(
    (/** @type {number} */ sum, /** @type {number} */ count) => sum + count,
    0,
  );
  const off = Math.abs(own.validationAccuracy - theirs.validationAccuracy) * samples;
  if (off > (tolerance > kSmooth ? Math.max(3, tolerance * samples) : 1.01))
    found.push(`validationAccuracy ${theirs.validationAccuracy}, but ${own.validationAccuracy} here`);
  for (const [i, layer] of (theirs.layers ?? []).entries()) {
    const mine = own.layers[i];
    for (const key of ['layer', 'phase', 'units', 'batches', 'nonFinite'])
      if (mine[key] !== layer[key]) found.push(`layers[${i}].${key} ${layer[key]}, but ${mine[key]} here`);
    if (mine.nonFinite > 0) continue;
    for (const key of ['mean', 'meanAbs', 'std', 'min', 'max'])
      compare(`layers[${i}].${key}`, mine[key], layer[key], 10 * tolerance, mine.std);
    // Of values that explode the fourth power is the first to leave a double.
    if (tolerance <= kSmooth || (mine.kurtosis !== null && layer.kurtosis !== null))
      compare(`layers[${i}].kurtosis`, mine.kurtosis, layer.kurtosis, 10 * tolerance, 1);
    // Far out PyTorch's GELU and others are exactly 0, where 1 + erf has no digits left; the engine's are not.
    const rounds = !/relu|hard|threshold|softshrink|sparse/.test(mine.activation);
    for (const key of ['fractionZero', 'fractionSaturated'])
      if (!(rounds && key === 'fractionZero') && !nearShare(mine[key], layer[key], Math.max(0.01, tolerance)))
        found.push(`layers[${i}].${key} ${layer[key]}, but ${mine[key]} here`);
    for (const key of rounds ? ['oftenSaturatedUnits'] : ['deadUnits', 'oftenSaturatedUnits', 'inactiveUnits'])
      compare(`layers[${i}].${key}`, mine[key], layer[key], Math.max(tolerance, 0.02), tolerance > kSmooth ? 50 : 0.01);
  }
  for (const [i, gradient] of (theirs.gradients ?? []).entries()) {
    if (own.gradients[i].layer !== gradient.layer) found.push(`gradients[${i}].layer ${gradient.layer}`);
    for (const key of ['weight', 'preActivation', 'updateRatio'])
      compare(`gradients[${i}].${key}`, own.gradients[i][key], gradient[key], 10 * tolerance);
  }
  for (const [i, learned] of (theirs.learned ?? []).entries()) {
    if (own.learned[i].layer !== learned.layer || own.learned[i].parameter !== learned.parameter)
      found.push(`learned[${i}] is ${learned.layer}.${learned.parameter}`);
    for (const [j, value] of learned.values.entries())
      compare(`learned[${i}][${j}]`, own.learned[i].values[j], value, 10 * tolerance);
  }
  if (theirs.probe) compare('probe.median', own.probe.median, theirs.probe.median, 10 * tolerance);
  return found;
}

/** @param {any} a @param {any} b @param {number} within relative to the larger, or to `least` where both are smaller @param {number} [least] */
function near(a, b, within, least = 0.01) {
  if (typeof a !== 'number' || typeof b !== 'number') return (a ?? null) === (b ?? null);
  return Math.abs(a - b) <= within * Math.max(Math.abs(a), Math.abs(b), least);
}

/** @param {number | null} a @param {number | null} b @param {number} within absolute */
const nearShare = (a, b, within) => (a === null || b === null ? a === b : Math.abs(a - b) <= within);
